//! Tables of the medians, for the terminal and for a page.

use comfy_table::presets;
use comfy_table::{CellAlignment, Table};
use store_bench_worker::Metric;

use crate::compare::{Change, changes};
use crate::results::SuiteResults;
use crate::samples::{Case, Summary};

/// Returns the tables of a suite: one for each metric if it compares libraries, otherwise one with a column for each
/// metric.
pub(crate) fn tables(results: &SuiteResults) -> Vec<Table> {
    let metrics = results.samples.metrics();
    match results.samples.libraries().as_slice() {
        [] => Vec::new(),
        [library] => vec![of_metrics(results, library, &metrics)],
        libraries => metrics.iter().map(|metric| of_libraries(results, libraries, *metric)).collect(),
    }
}

fn of_libraries(results: &SuiteResults, libraries: &[&str], metric: Metric) -> Table {
    let measured = |library: &&&str| {
        let mut cases = results.samples.cases(&[metric]).into_iter();
        cases.any(|case| results.samples.summary(library, case, metric).is_some())
    };
    let libraries: Vec<&str> = libraries.iter().filter(measured).copied().collect();
    let mut header = vec![metric.unit().to_owned()];
    header.extend(libraries.iter().map(|library| (*library).to_owned()));
    let mut table = table(header);
    for case in results.samples.cases(&[metric]) {
        let cells = libraries.iter().map(|library| {
            let Some(summary) = results.samples.summary(library, case, metric) else { return String::new() };
            let reference = results.reference.as_deref().filter(|reference| reference != library);
            let ratio = reference.and_then(|other| results.samples.ratio(library, other, case, metric));
            ratio.map_or_else(|| cell(summary), |ratio| format!("{} {ratio:.2}×", cell(summary)))
        });
        let mut row = vec![label(case)];
        row.extend(cells);
        table.add_row(row);
    }
    table
}

fn of_metrics(results: &SuiteResults, library: &str, metrics: &[Metric]) -> Table {
    let mut header = vec![library.to_owned()];
    header.extend(metrics.iter().map(|metric| metric.unit().to_owned()));
    let mut table = table(header);
    for case in results.samples.cases(metrics) {
        let cells = metrics
            .iter()
            .map(|metric| results.samples.summary(library, case, *metric).map_or_else(String::new, cell));
        let mut row = vec![label(case)];
        row.extend(cells);
        table.add_row(row);
    }
    table
}

/// Returns the medians of an earlier run of a suite next to those of a later one.
pub(crate) fn comparison(before: &SuiteResults, after: &SuiteResults) -> Table {
    let mut table =
        table(["case", "library", "unit", "before", "after", "ratio"].map(str::to_owned).to_vec());
    for Change { library, case, metric, before, after } in changes(before, after) {
        let ratio = if before == 0.0 { String::new() } else { format!("{:.2}×", after / before) };
        let unit = metric.unit().to_owned();
        table.add_row([label(case), library.to_owned(), unit, number(before), number(after), ratio]);
    }
    table
}

fn table(header: Vec<String>) -> Table {
    let mut table = Table::new();
    table.load_style(presets::ASCII_MARKDOWN).set_header(header);
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

fn label(case: Case<'_>) -> String {
    case.size.map_or_else(|| case.name.to_owned(), |size| format!("{}, {} rows", case.name, grouped(size)))
}

/// Formats a number with a comma between thousands.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Formats a median, with the least and the greatest value of the rounds.
fn cell(summary: Summary) -> String {
    let Summary { median, least, most } = summary;
    if least == most {
        return number(median);
    }
    format!("{} ({}–{})", number(median), number(least), number(most))
}

/// Formats a value with three significant digits.
pub(crate) fn number(value: f64) -> String {
    let scaled = |value: f64, suffix: &str| {
        let digits = if value >= 99.95 { 0 } else { usize::from(value < 9.995) + 1 };
        format!("{value:.digits$}{suffix}")
    };
    match value {
        v if v.fract() == 0.0 && v.abs() < 1_000.0 => format!("{v}"),
        v if v >= 999_500.0 => scaled(v / 1e6, " M"),
        v if v >= 999.5 => scaled(v / 1e3, " k"),
        v => scaled(v, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::{grouped, number};

    #[test]
    fn thousands_are_grouped() {
        let texts = [0, 999, 1_000, 30_000, 1_000_000].map(grouped);
        assert_eq!(texts, ["0", "999", "1,000", "30,000", "1,000,000"]);
    }

    #[test]
    fn numbers_have_three_digits() {
        let cases = [
            (0.0, "0"),
            (16.0, "16"),
            (1.234, "1.23"),
            (9.996, "10.0"),
            (12.34, "12.3"),
            (99.96, "100"),
            (482_123.0, "482 k"),
            (9_876.0, "9.88 k"),
            (999_600.0, "1.00 M"),
        ];
        for (value, text) in cases {
            assert_eq!(number(value), text);
        }
    }
}
