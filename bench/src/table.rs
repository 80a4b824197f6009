//! Tables of the medians, for the terminal and for a page.

use comfy_table::presets;
use comfy_table::{CellAlignment, Table};
use store_bench_worker::Metric;

use crate::compare::{Change, changes};
use crate::format::{grouped, number};
use crate::goals::{self, Goal};
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

/// Returns the goals of a suite, if it has any.
pub(crate) fn goals(results: &SuiteResults) -> Option<Table> {
    let goals = goals::goals(results);
    let mut table = table(["goal", "measured", "met"].map(str::to_owned).to_vec());
    for Goal { text, measured, is_met } in &goals {
        table.add_row([text.as_str(), measured, if *is_met { "yes" } else { "**no**" }]);
    }
    (!goals.is_empty()).then_some(table)
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

/// Formats a median, with the least and the greatest value of the rounds.
fn cell(summary: Summary) -> String {
    let Summary { median, least, most } = summary;
    if least == most {
        return number(median);
    }
    format!("{} ({}–{})", number(median), number(least), number(most))
}
