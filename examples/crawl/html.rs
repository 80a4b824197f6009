//! The links in a page.

use std::collections::HashSet;

use scraper::node::Element;
use scraper::{Html, Node};

/// The references in a page, as written.
#[derive(Debug, Default)]
pub(crate) struct References {
    /// The base of relative references, if it is not the page itself.
    pub(crate) base: Option<String>,
    /// References to other pages, without their fragments.
    pub(crate) pages: HashSet<String>,
}

impl References {
    /// Extracts the references of a page: those of anchors and areas, of frames, and of a refresh, by which old pages
    /// redirect.
    ///
    /// Bytes that are not UTF-8 are replaced, so that only the reference that contains them is lost.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let document = Html::parse_document(&text);
        let mut found = Self::default();
        for node in document.tree.root().descendants() {
            if let Node::Element(element) = node.value() {
                found.add(element);
            }
        }
        found
    }

    fn add(&mut self, element: &Element) {
        let reference = match element.name() {
            "a" | "area" => element.attr("href"),
            "iframe" | "frame" => element.attr("src"),
            "meta" if element.attr("http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("refresh")) => {
                element.attr("content").and_then(refresh)
            }
            "base" => {
                // Only the first `base` element counts.
                if self.base.is_none() {
                    self.base = element.attr("href").map(str::to_owned);
                }
                None
            }
            _ => None,
        };
        let Some(reference) = reference else { return };
        let page = reference.split('#').next().unwrap_or_default();
        if !self.pages.contains(page) {
            self.pages.insert(page.to_owned());
        }
    }
}

/// Returns the reference in the content of a refresh, such as `0; url='next.html'`.
fn refresh(content: &str) -> Option<&str> {
    let (_, rest) = content.split_once([';', ','])?;
    let rest = rest.trim_start();
    let (word, rest) = rest.split_at_checked(3)?;
    let rest = rest.trim_start().strip_prefix('=').filter(|_| word.eq_ignore_ascii_case("url"))?.trim();
    match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => rest[1..].split(quote).next(),
        _ => Some(rest),
    }
}
