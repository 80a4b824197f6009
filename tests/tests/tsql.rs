//! Microsoft's ScriptDom parses all T-SQL of the project, and the self-test of the checker passes.
//!
//! The checker is a Python program with pinned packages; see `tests/tsql/README.md`. If the checker is not installed, the
//! tests are ignored with a message; if `CI` is set, they fail.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use libtest_mimic::{Arguments, Failed, Trial};
use store::Dialect;
use store_tests::reference;
use store_tests::repairs::repairs;
use store_tests::statements::{bulk_insert_statements, scripts_of_views, statements};

/// A test that runs with the Python of the checker.
type Case = fn(&Path) -> Result<(), Failed>;

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let venv = env::var_os("STORE_TSQL_VENV").map_or_else(|| root.join("target/tsql-venv"), PathBuf::from);
    let python = venv.join("bin/python");
    let missing = !python.exists();
    if missing {
        #[expect(clippy::print_stderr, reason = "reports the tests that do not run")]
        {
            eprintln!("NOT RUN: no T-SQL checker in {}: install it with tests/tsql/setup", venv.display());
        }
        if env::var_os("CI").is_some() {
            return ExitCode::FAILURE;
        }
    }
    let cases: [(&str, Case); 4] = [
        ("every_example_parses", every_example_parses),
        ("every_statement_parses", every_statement_parses),
        ("every_script_parses", every_script_parses),
        ("the_checker_passes_its_self_test", the_checker_passes_its_self_test),
    ];
    let trials = cases.map(|(name, case)| {
        let python = python.clone();
        Trial::test(name, move || case(&python)).with_ignored_flag(missing)
    });
    libtest_mimic::run(&Arguments::from_args(), trials.into()).exit_code()
}

fn every_statement_parses(python: &Path) -> Result<(), Failed> {
    let mut statements: Vec<(String, String)> =
        statements(Dialect::Mssql).into_iter().map(|(name, sql)| (name, sql.to_owned())).collect();
    statements.extend(bulk_insert_statements());
    let own = store_mssql::session_sql::all();
    statements.extend(own.into_iter().map(|(name, sql)| (format!("session.{name}"), sql)));
    let catalog = store::diff::catalog_queries(Dialect::Mssql).into_iter().zip(1..);
    statements.extend(catalog.map(|(sql, number)| (format!("catalog.{number}"), sql.to_owned())));
    for (name, plan) in repairs() {
        let numbered = plan.statements.into_iter().zip(1..);
        statements.extend(numbered.map(|(sql, number)| (format!("repair.{name}.{number}"), sql)));
    }
    for section in reference::sections() {
        let sample = section.statements(Dialect::Mssql).into_iter();
        statements.extend(
            sample.map(|(name, sql)| (format!("reference.{}.{name}", section.sample), sql.to_owned())),
        );
    }
    check_statements(python, &statements)
}

/// Checks statements, each with a name.
fn check_statements(python: &Path, statements: &[(String, String)]) -> Result<(), Failed> {
    let lines: String = statements
        .iter()
        .map(|(name, sql)| serde_json::json!({ "name": name, "sql": sql }).to_string() + "\n")
        .collect();
    let file = tempfile::Builder::new().suffix(".jsonl").tempfile()?;
    fs::write(file.path(), lines)?;
    check(python, "check.py", &[file.path().to_owned()], statements.len())
}

/// The SQL examples in the documents for administrators.
fn every_example_parses(python: &Path) -> Result<(), Failed> {
    let mut examples = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for page in ["README.md", "sql/README.md", "docs", "docs/backends", "docs/deprecated"] {
        let page = root.join(page);
        let pages = if page.is_dir() {
            fs::read_dir(page)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?
        } else {
            vec![page]
        };
        let is_page = |page: &PathBuf| page.extension().is_some_and(|ending| ending == "md");
        for page in pages.iter().filter(|page| is_page(page)) {
            let text = fs::read_to_string(page)?;
            let blocks = text.split("```sql\n").skip(1).filter_map(|block| block.split("```").next());
            let name = page.display();
            examples.extend(blocks.enumerate().map(|(at, sql)| (format!("{name} {at}"), sql.to_owned())));
        }
    }
    if examples.len() < 3 {
        return Err(format!("found only {} examples", examples.len()).into());
    }
    check_statements(python, &examples)
}

fn every_script_parses(python: &Path) -> Result<(), Failed> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sql/mssql");
    let mut scripts = Vec::new();
    let of_views = tempfile::tempdir()?;
    for (script, number) in scripts_of_views(Dialect::Mssql).files()?.into_iter().zip(1..) {
        let path = of_views.path().join(format!("views_{number}.sql"));
        fs::write(&path, script.text)?;
        scripts.push(path);
    }
    for folder in [folder.join("down"), folder.join("upgrade"), folder] {
        for entry in fs::read_dir(folder)? {
            scripts.push(entry?.path());
        }
    }
    scripts.retain(|path| path.is_file());
    scripts.sort();
    if scripts.len() < 14 {
        return Err(format!("found only {scripts:?}").into());
    }
    check(python, "check.py", &scripts, scripts.len())
}

fn the_checker_passes_its_self_test(python: &Path) -> Result<(), Failed> {
    run(python, "self_test.py", &[]).map(|_| ())
}

/// Runs the checker, which must pass exactly this number of statements or scripts.
fn check(python: &Path, script: &str, arguments: &[PathBuf], passed: usize) -> Result<(), Failed> {
    let report = run(python, script, arguments)?;
    let expected = format!("{passed} passed, 0 failed");
    if report.contains(&expected) {
        Ok(())
    } else {
        Err(format!("expected {expected:?} in: {report}").into())
    }
}

fn run(python: &Path, script: &str, arguments: &[PathBuf]) -> Result<String, Failed> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tsql").join(script);
    let output = Command::new(python).arg(script).args(arguments).output()?;
    let report = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    if output.status.success() { Ok(report) } else { Err(report.into()) }
}
