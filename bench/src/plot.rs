//! Plots of a suite, as SVG.

use std::fs;
use std::path::Path;

use plotters::prelude::*;
use store_bench_worker::Metric;

use crate::error::Result;
use crate::format::{grouped, number};
use crate::results::SuiteResults;
use crate::samples::Case;

const SIZE: (u32, u32) = (1_100, 420);
const FONT: (&str, i32) = ("sans-serif", 12);

/// Colors that people with color vision deficiencies can tell apart (Okabe and Ito).
const COLORS: [RGBColor; 7] = [
    RGBColor(0, 114, 178),
    RGBColor(230, 159, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(86, 180, 233),
    RGBColor(213, 94, 0),
    RGBColor(120, 120, 120),
];

/// Writes the plots of a suite into a folder: a line for each case if it is measured at several sizes, otherwise bars.
/// Returns the names of the files.
pub(crate) fn plots(results: &SuiteResults, folder: &Path) -> Result<Vec<String>> {
    fs::create_dir_all(folder)?;
    let is_sized = |metric| results.samples.cases(&[metric]).iter().any(|case| case.size.is_some());
    let mut files = Vec::new();
    for metric in results.samples.metrics().into_iter().filter(|metric| is_plotted(results, *metric)) {
        let file = format!("{}-{}.svg", results.name, slug(metric));
        let path = folder.join(&file);
        if is_sized(metric) {
            lines(results, metric, &path)?
        } else {
            bars(results, metric, &path)?
        }
        files.push(file);
    }
    Ok(files)
}

/// Leaves out metrics that are another view of the same times, or zero as a rule.
fn is_plotted(results: &SuiteResults, metric: Metric) -> bool {
    let has = |metric| !results.samples.cases(&[metric]).is_empty();
    match metric {
        Metric::CpuMicros | Metric::Micros => !has(Metric::PerSecond) && !has(Metric::P50Micros),
        Metric::PerSecond => !has(Metric::Mebibytes),
        Metric::Busy | Metric::Items | Metric::Seconds | Metric::LongestMillis => false,
        _ => true,
    }
}

fn slug(metric: Metric) -> String {
    let unit = metric.unit().replace('µ', "u").to_lowercase();
    let words: Vec<&str> =
        unit.split(|ch: char| !ch.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join("-")
}

/// Draws bars for each case; with a reference library, each value relative to its value, since cases differ by orders of
/// magnitude.
fn bars(results: &SuiteResults, metric: Metric, path: &Path) -> Result<()> {
    let libraries = results.samples.libraries();
    let reference = results.reference.as_deref();
    let value = |library: &str, case: Case<'_>| match reference {
        Some(reference) => results.samples.ratio(library, reference, case, metric),
        None => results.samples.summary(library, case, metric).map(|summary| summary.median),
    };
    let mut cases = results.samples.cases(&[metric]);
    cases.retain(|case| libraries.iter().any(|library| value(library, *case).is_some()));
    let values = libraries.iter().flat_map(|library| cases.iter().filter_map(|case| value(library, *case)));
    let top = values.fold(0.0, f64::max) * 1.5;
    let title = reference.map_or_else(
        || format!("{}: {}", results.name, metric.unit()),
        |reference| format!("{}: {}, relative to {reference}", results.name, metric.unit()),
    );
    let root = SVGBackend::new(path, SIZE).into_drawing_area();
    root.fill(&WHITE)?;
    // The bars of a case are around a whole number.
    let end = count(cases.len()) - 0.5;
    let mut chart = ChartBuilder::on(&root)
        .caption(title, ("sans-serif", 18))
        .margin(10)
        .x_label_area_size(40)
        .y_label_area_size(60)
        .build_cartesian_2d(-0.5..end, 0.0..top)?;
    let label = |at: &f64| {
        let case = cases.iter().zip(0..).find(|(_, number)| (f64::from(*number) - at).abs() < 1e-6);
        case.map_or_else(String::new, |(case, _)| case.name.to_owned())
    };
    chart
        .configure_mesh()
        .disable_x_mesh()
        .max_light_lines(0)
        .x_labels(2 * cases.len())
        .x_label_formatter(&label)
        .y_label_formatter(&|value| number(*value))
        .label_style(FONT)
        .draw()?;
    let width = 0.8 / count(libraries.len());
    for (at, library) in libraries.iter().enumerate() {
        let color = COLORS[at % COLORS.len()];
        let known = cases.iter().zip(0..).filter_map(|(case, group)| Some((group, value(library, *case)?)));
        let bars = known.map(|(group, value)| {
            let from = f64::from(group) - 0.4 + width * count(at);
            Rectangle::new([(from, 0.0), (from + width, value)], color.filled())
        });
        let series = chart.draw_series(bars)?;
        if libraries.len() > 1 {
            series
                .label(*library)
                .legend(move |(x, y)| Rectangle::new([(x, y - 5), (x + 10, y + 5)], color.filled()));
        }
    }
    legend(&mut chart, libraries.len())?;
    root.present()?;
    Ok(())
}

/// Draws a line for each case over the size of the database, which has a logarithmic axis.
fn lines(results: &SuiteResults, metric: Metric, path: &Path) -> Result<()> {
    let Some(library) = results.samples.libraries().first().copied() else { return Ok(()) };
    let cases = results.samples.cases(&[metric]);
    let value = |case: Case<'_>| Some(results.samples.summary(library, case, metric)?.median);
    let sizes = cases.iter().filter_map(|case| case.size);
    let (Some(least), Some(most)) = (sizes.clone().min(), sizes.max()) else { return Ok(()) };
    let top = cases.iter().filter_map(|case| value(*case)).fold(0.0, f64::max) * 1.5;
    let root = SVGBackend::new(path, SIZE).into_drawing_area();
    root.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&root)
        .caption(format!("{}: {} over the number of rows", results.name, metric.unit()), ("sans-serif", 18))
        .margin(10)
        .x_label_area_size(40)
        .y_label_area_size(60)
        .build_cartesian_2d((least..most).log_scale(), 0.0..top)?;
    chart
        .configure_mesh()
        .max_light_lines(0)
        .x_label_formatter(&|size| grouped(*size))
        .y_label_formatter(&|value| number(*value))
        .label_style(FONT)
        .draw()?;
    let mut names: Vec<&str> = cases.iter().map(|case| case.name).collect();
    names.sort_unstable();
    names.dedup();
    for (at, name) in names.iter().enumerate() {
        let color = COLORS[at % COLORS.len()];
        let of_name = cases.iter().filter(|case| case.name == *name);
        let points: Vec<(u64, f64)> = of_name.filter_map(|case| Some((case.size?, value(*case)?))).collect();
        chart.draw_series(points.iter().map(|point| Circle::new(*point, 3, color.filled())))?;
        chart
            .draw_series(LineSeries::new(points, color.stroke_width(2)))?
            .label(*name)
            .legend(move |(x, y)| Rectangle::new([(x, y - 1), (x + 10, y + 1)], color.filled()));
    }
    legend(&mut chart, names.len())?;
    root.present()?;
    Ok(())
}

/// Draws the names of the series, if there are several.
fn legend<'a, X, Y>(
    chart: &mut ChartContext<'a, SVGBackend<'a>, Cartesian2d<X, Y>>,
    series: usize,
) -> Result<()>
where
    X: Ranged,
    Y: Ranged,
{
    if series > 1 {
        chart
            .configure_series_labels()
            .position(SeriesLabelPosition::UpperRight)
            .background_style(WHITE.mix(0.8))
            .border_style(BLACK)
            .label_font(FONT)
            .draw()?;
    }
    Ok(())
}

/// Converts a number of bars.
fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(0.0, f64::from)
}
