//! All SQL in both dialects, as it was reviewed.
//!
//! After a change that is meant, `INSTA_UPDATE=always cargo test -p store-tests --test snapshots` writes the
//! snapshots anew; read what the change did to them.

use store::Dialect;
use store_tests::mends::mends;
use store_tests::statements::tables;

#[test]
fn all_sql() {
    for table in tables() {
        for dialect in Dialect::ALL {
            let mut text = String::new();
            for (name, sql) in table.sql.of(dialect).statements() {
                text.push_str(&format!("-- {name}\n{sql}\n\n"));
            }
            insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
                insta::assert_snapshot!(format!("{}.{}", table.name, dialect.name()), text);
            });
        }
    }
}

#[test]
fn what_mends_tables() {
    for (name, mend) in mends() {
        let manual_steps: Vec<String> =
            mend.manual_steps.iter().map(|line| format!("-- by hand: {line}")).collect();
        let text = [mend.statements, manual_steps].concat().join("\n\n");
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("mend.{name}"), text);
        });
    }
}
