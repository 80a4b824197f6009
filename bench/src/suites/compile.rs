//! The suite `compile`: what the compiler needs.

use store_bench_worker::{Figure, Metric};

use crate::args::Sizes;
use crate::compile::{APPLICATIONS, DERIVES, FIELDS, Package, STRUCTS};
use crate::error::Result;
use crate::format::plural;
use crate::results::SuiteResults;

/// The names of the cases.
const DERIVE: &str = "derive, per struct";
const APPLICATION: &str = "application";

/// Runs the suite: derives in interleaved rounds, and one build of each application.
pub(crate) fn compile(sizes: Sizes) -> Result<SuiteResults> {
    let mut results = SuiteResults {
        name: "compile".to_owned(),
        settings: vec![
            format!(
                "derive: `cargo check` of a crate with {STRUCTS} structs of {FIELDS} fields, less that of an empty \
                 crate, per struct; dependencies are built before"
            ),
            "application: `cargo build` of a small program and all its dependencies, with SQLite, from nothing"
                .to_owned(),
            format!("CPU time, without incremental compilation; {} of the derives, 1 build", plural(sizes.rounds, "round")),
        ],
        ..SuiteResults::default()
    };
    let own = if sizes.without_peers { 1 } else { usize::MAX };
    derives(&mut results, sizes.rounds, own)?;
    // A build takes longer than all of `--quick`.
    for application in APPLICATIONS.iter().take(if sizes.quick { 0 } else { own }) {
        eprintln!("compile: application with {}", application.name);
        let name = format!("application-{}", application.name);
        let package = Package::new(&name, application.dependencies, &format!("{name}-target"))?;
        package.write("main.rs", application.source)?;
        package.clean()?;
        let seconds = package.cargo("build")?;
        results.expect(application.name, APPLICATION, &[Metric::CpuSeconds]);
        results.samples.extend(
            application.name,
            0,
            vec![Figure::new(APPLICATION, Metric::CpuSeconds, seconds)],
        );
        // The program must also run.
        package.cargo("run")?;
        package.clean()?;
    }
    Ok(results)
}

fn derives(results: &mut SuiteResults, rounds: usize, number: usize) -> Result<()> {
    let mut packages = Vec::new();
    for derive in DERIVES.iter().take(number) {
        eprintln!("compile: dependencies of {}", derive.name);
        let name = format!("derive-{}", derive.name.replace("::", "-").to_lowercase());
        let package = Package::new(&name, derive.dependencies, "derive-target")?;
        package.write("lib.rs", &derive.source(0))?;
        package.cargo("check")?;
        packages.push((derive, package));
        results.expect(derive.name, DERIVE, &[Metric::CpuMillis]);
    }
    for round in 0..rounds {
        for (derive, package) in &packages {
            eprintln!("compile: round {} of {rounds}, {}", round + 1, derive.name);
            let figure = per_struct(DERIVE, package, round, |structs| derive.source(structs))?;
            results.samples.extend(derive.name, round, vec![figure]);
        }
    }
    Ok(())
}

/// Measures the check of a package with [`STRUCTS`] structs, less that of one without structs, per struct.
pub(super) fn per_struct(
    case: &str,
    package: &Package,
    round: usize,
    source: impl Fn(u32) -> String,
) -> Result<Figure> {
    let check = |structs| {
        // A different source in each round, so that cargo runs the compiler.
        package.write("lib.rs", &format!("{}\n// round {round}\n", source(structs)))?;
        package.cargo("check")
    };
    let (none, all) = (check(0)?, check(STRUCTS)?);
    Ok(Figure::new(case, Metric::CpuMillis, (all - none) / f64::from(STRUCTS) * 1e3))
}
