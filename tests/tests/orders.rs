//! The example `orders`, run as a program.
#![allow(clippy::unwrap_used, reason = "a test panics to fail")]

use std::process::Command;

const OUTPUT: &str = "\
ada: order 1000
bob: order 1001
cleo: not in stock
adam: order 1002
tea now costs 4.75, version 4
the second change of the price was refused: it was based on the old one
order 1000 of ada: 1 cup, 12.00
order 1000 of ada: 3 tea, 13.50
order 1002 of adam: 2 tea, 9.00
pot: 1 pieces in 1 orders, 39.00
tea: 5 pieces in 2 orders, 22.50
cup: 1 pieces in 1 orders, 12.00
a product is sold out
ada: 1 orders, 25.50
adam: 1 orders, 9.00
bob: 1 orders, 39.00
";

/// In memory, in a file, and again in the same file, whose tables the program has dropped; on SQL Server if
/// `STORE_TEST_MSSQL` names one.
#[test]
fn the_output_is_the_same_on_every_database() {
    let program = store_tests::example::build("orders");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("shop.db");
    let file = file.to_str().unwrap();
    for arguments in [&[][..], &["--db", file], &["--db", file]] {
        let mut command = Command::new(&program);
        let output = command.args(arguments).env_remove("STORE_TEST_MSSQL").output().unwrap();
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {error}");
        assert_eq!(String::from_utf8(output.stdout).unwrap(), OUTPUT, "{arguments:?}");
    }
    if std::env::var_os("STORE_TEST_MSSQL").is_some() {
        let output = Command::new(&program).arg("--sqlserver").output().unwrap();
        assert_eq!(String::from_utf8(output.stdout).unwrap(), OUTPUT);
    }
}
