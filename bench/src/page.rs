//! The tables on a page, between markers that name the suite.

use std::fs;
use std::path::Path;

use crate::error::Result;
use crate::machine::Machine;
use crate::results::SuiteResults;
use crate::{plot, table};

/// The folder for the plots, next to the page.
const PLOTS: &str = "performance";

/// Writes a suite into its place on a page, and its plots next to the page. The other suites on the page stay, and so do
/// earlier figures of a suite that cannot run here.
pub(crate) fn write(machine: &Machine, suite: &SuiteResults, page: &Path) -> Result<()> {
    if suite.is_skipped {
        return Ok(());
    }
    let folder = page.parent().unwrap_or(Path::new("")).join(PLOTS);
    let files = plot::plots(suite, &folder)?;
    let text = with_section(&fs::read_to_string(page)?, &suite.name, &section(machine, suite, &files))?;
    Ok(fs::write(page, text)?)
}

/// Returns the machine, the settings, the tables and the links to the plots of a suite.
fn section(machine: &Machine, suite: &SuiteResults, plots: &[String]) -> String {
    let mut lines = vec![format!("- {}", machine.line())];
    lines.extend(suite.settings.iter().chain(&suite.notes).map(|line| format!("- {line}")));
    lines.extend(table::tables(suite).iter().map(|table| format!("\n{table}")));
    lines.extend(table::goals(suite).map(|table| format!("\n{table}")));
    lines.extend(plots.iter().map(|file| format!("\n![{file}]({PLOTS}/{file})")));
    lines.join("\n")
}

/// Replaces the text between the markers of a suite.
fn with_section(page: &str, name: &str, section: &str) -> Result<String> {
    let (begin, end) = (format!("<!-- {name} -->"), format!("<!-- end of {name} -->"));
    let parts = page.split_once(&begin).and_then(|(before, rest)| Some((before, rest.split_once(&end)?.1)));
    let (before, after) = parts.ok_or_else(|| format!("the page has no `{begin}` with `{end}` after it"))?;
    Ok(format!("{before}{begin}\n\n{section}\n\n{end}{after}"))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{with_section, write};
    use crate::machine::Machine;
    use crate::results::SuiteResults;

    #[test]
    fn a_section_is_replaced_between_its_markers() {
        let page = "a\n<!-- sql -->old<!-- end of sql -->\nb <!-- queue --><!-- end of queue -->";
        let replaced = with_section(page, "sql", "new").unwrap();
        assert_eq!(
            replaced,
            "a\n<!-- sql -->\n\nnew\n\n<!-- end of sql -->\nb <!-- queue --><!-- end of queue -->"
        );
        assert_eq!(with_section(&replaced, "sql", "new").unwrap(), replaced);
        assert!(with_section(page, "memory", "new").is_err());
    }

    #[test]
    fn a_skipped_suite_keeps_its_section() {
        let folder = tempfile::tempdir().unwrap();
        let page = folder.path().join("page.md");
        let text = "<!-- mssql -->\n\nearlier figures\n\n<!-- end of mssql -->";
        fs::write(&page, text).unwrap();
        let mut suite =
            SuiteResults { name: "mssql".to_owned(), is_skipped: true, ..SuiteResults::default() };
        write(&Machine::detect(), &suite, &page).unwrap();
        assert_eq!(fs::read_to_string(&page).unwrap(), text);
        suite.is_skipped = false;
        write(&Machine::detect(), &suite, &page).unwrap();
        assert!(!fs::read_to_string(&page).unwrap().contains("earlier figures"));
    }
}
