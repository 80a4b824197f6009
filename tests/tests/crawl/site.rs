//! Generated sites, with the pages that are difficult for a crawler.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use sha2::{Digest, Sha256};
use tempfile::TempDir;

/// A site in a temporary directory, with the pages that a crawl must find.
#[derive(Debug)]
pub(crate) struct Site {
    pub(crate) scratch: TempDir,
    pub(crate) completed: BTreeSet<String>,
    pub(crate) failed: BTreeSet<String>,
}

impl Site {
    /// Creates a site without pages.
    pub(crate) fn empty() -> Self {
        let site = Self {
            scratch: tempfile::tempdir().unwrap(),
            completed: BTreeSet::new(),
            failed: BTreeSet::new(),
        };
        fs::create_dir(site.root()).unwrap();
        site
    }

    /// Creates a site of pages that link to each other in circles, each with some text, and links to missing pages.
    pub(crate) fn circles(pages: usize, text: usize) -> Self {
        let mut site = Self::empty();
        site.page("index.html", "<a href=pages/0.html>first</a> <a href='pages/0.html#again'>again</a>");
        for page in 0..pages {
            let (next, far) = ((page + 1) % pages, page * 7 % pages);
            let mut body = format!(
                "<a href='{next}.html'>next</a> <a href='../pages/{far}.html?from={page}'>far</a>
                 <a href='./{far}.html#part'>far</a> <a href='../'>home</a> <a href='#top'>top</a>
                 <a href='missing-{}.html'>gone</a> <a href='{page}.css'>style</a>",
                page % 5
            );
            for _ in 0..text {
                let _ = write!(body, "<p class=\"text\">Text &amp; more <b>text</b> of {page}</p>");
            }
            site.page(&format!("pages/{page}.html"), &body);
        }
        site.failed.extend((0..5.min(pages)).map(|at| format!("pages/missing-{at}.html")));
        site
    }

    /// Creates a site with circles and a page for each difficult case.
    pub(crate) fn thorny() -> Self {
        let mut site = Self::circles(200, 1);
        let links = THORNS.iter().fold(String::new(), |mut links, (reference, page)| {
            let _ = writeln!(links, "<p><a href=\"{reference}\">{page}</a></p>");
            links
        });
        let odd = "<A HREF=unquoted.html>x</A> <map><area href='area.html'></map> <iframe src='frame.html'></iframe>
            <!-- <a href='comment.html'> --> <script>\"<a href='script.html'>\"</script> <a>none</a>
            <div data-x=\"<a href='attribute.html'>\"></div> <a href='../../secret.html'>out</a>
            <a href='%2e%2e/%2e%2e/secret.html'>out</a> <a href='..%2f..%2fsecret.html'>out</a>
            <a href='../../site/thorns/back.html'>out and in</a> <a href='/thorns/rooted.html'>rooted</a>
            <a href='//example.com/thorns/index.html'>elsewhere</a> <a href='https://example.com/a.html'>elsewhere</a>
            <a href='mailto:a@example.com'>mail</a> <a href='javascript:void(0)'>script</a> <a href='http://['>bad</a>
            <a href='data.json'>data</a> <a href='nowhere'>no page</a> <a href='nul%00.html'>nul</a>
            <a href='broken%FF.html'>not UTF-8</a> <a href='missing.html'>gone</a> <a href='gone/'>gone</a>
            <a href='folder.html'>a folder</a> <a href='folder'>a folder</a> <a href='based.html'>base</a>
            <a href='refresh.html'>refresh</a> <a href='binary.html'>binary</a> <a href='out.html'>symbolic link</a>
            <a href='loop/index.html'>loop</a> <a href='empty.html'>empty</a>";
        for (_, page) in THORNS {
            site.page(&format!("thorns/{page}"), "");
        }
        let long = format!("{0}/{0}/{0}/page.html", "long".repeat(50));
        site.page("thorns/index.html", &format!("{links} {odd} <a href='{long}'>too long</a>"));
        for page in ["unquoted", "area", "frame", "back", "rooted", "based/on", "target", "linked"] {
            site.page(&format!("thorns/{page}.html"), "");
        }
        site.page("thorns/folder/index.html", "<a href='../'>up</a>");
        site.page("thorns/empty.html", "");
        site.page("thorns/based.html", "<base href='based/'><base href='other/'><a href='on.html'>x</a>");
        site.page(
            "thorns/refresh.html",
            "<meta http-equiv='Refresh' content='0; URL=&quot;target.html&quot;'>",
        );
        site.page("thorns/binary.html", "");
        site.write("thorns/binary.html", b"\xff\xfe\x00<a href=\"linked.html\">\xc3</a>");
        for page in ["comment.html", "script.html", "attribute.html", &*long, "folder.html/x.html"] {
            site.write(&format!("thorns/{page}"), b"nobody links here");
        }
        fs::write(site.scratch.path().join("secret.html"), "outside").unwrap();
        let link = |to: &str, at: &str| std::os::unix::fs::symlink(to, site.root().join(at)).unwrap();
        link("../../secret.html", "thorns/out.html");
        link(".", "thorns/loop");
        site.completed.insert("thorns/loop/index.html".to_owned());
        let failures = ["missing.html", "gone/index.html", "folder.html", "out.html"];
        site.failed.extend(failures.map(|page| format!("thorns/{page}")));
        let index = site.body("<a href='pages/0.html'>circles</a> <a href='thorns'>thorns</a>");
        site.write("index.html", index.as_bytes());
        site
    }

    /// Returns the directory of the site.
    pub(crate) fn root(&self) -> PathBuf {
        self.scratch.path().join("site")
    }

    /// Returns the path of a file next to the site.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.scratch.path().join(name)
    }

    /// Writes a page that a crawl must find.
    pub(crate) fn page(&mut self, path: &str, body: &str) {
        let page = self.body(body);
        self.write(path, page.as_bytes());
        self.completed.insert(path.to_owned());
    }

    /// Writes a file.
    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        let file = self.root().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }

    /// Returns the expected digest, as the documentation of the program defines it.
    pub(crate) fn digest(&self) -> String {
        let mut hasher = Sha256::new();
        for page in &self.completed {
            hasher.update(u64::try_from(page.len()).unwrap().to_le_bytes());
            hasher.update(page);
            hasher.update(Sha256::digest(fs::read(self.root().join(page)).unwrap()));
        }
        hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn body(&self, body: &str) -> String {
        format!("<!DOCTYPE html><html><head><title>{}</title></head><body>{body}", self.completed.len())
    }
}

/// References and the files that they refer to.
const THORNS: [(&str, &str); 16] = [
    ("a&amp;b.html", "a&b.html"),
    ("&#x71;uote&quot;.html", "quote\".html"),
    ("s%20p%20a c e.html", "s p a c e.html"),
    (" \n trimmed.html\t", "trimmed.html"),
    ("gr&ouml;ße.html", "größe.html"),
    ("%E6%97%A5%E6%9C%AC.html", "日本.html"),
    ("100%25.html", "100%.html"),
    ("twice%2520.html", "twice%20.html"),
    ("c%23.html", "c#.html"),
    ("what%3F.html?really", "what?.html"),
    ("plus+plus.html", "plus+plus.html"),
    ("Case.html", "Case.html"),
    ("case.html", "case.html"),
    ("end%20/page.html", "end /page.html"),
    ("end/page.html", "end/page.html"),
    ("../thorns//./x/../slashes.HTM", "slashes.HTM"),
];
