//! Snapshots of all SQL for both engines.
//!
//! After an intended change, `INSTA_UPDATE=always cargo test -p store-tests --test snapshots` updates the snapshots; review the
//! differences.

use store::Dialect;
use store_tests::repairs::repairs;
use store_tests::statements::{bulk_insert_statements, scripts_of_views, tables};

#[test]
fn statements_of_all_tables() {
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
fn bulk_inserts_on_sql_server() {
    let statements = bulk_insert_statements();
    for table in ["EveryType", "Order", "Invitation", "Document"] {
        let own = statements
            .iter()
            .filter_map(|(name, sql)| Some((name.strip_prefix(table)?.strip_prefix('.')?, sql)));
        let text: String = own.map(|(name, sql)| format!("-- {name}\n{sql}\n\n")).collect();
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("bulk_insert.{table}"), text);
        });
    }
}

#[test]
fn repairs_on_sql_server() {
    for (name, plan) in repairs() {
        let manual_steps: Vec<String> =
            plan.manual_steps.iter().map(|line| format!("-- by hand: {line}")).collect();
        let text = [plan.statements, manual_steps].concat().join("\n\n");
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("repair.{name}"), text);
        });
    }
}

#[test]
fn scripts_of_an_application_with_views() {
    for dialect in Dialect::ALL {
        let files = scripts_of_views(dialect).files().unwrap();
        let files: Vec<String> =
            files.into_iter().map(|script| format!("==== {}\n{}", script.name, script.text)).collect();
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("scripts_of_views.{}", dialect.name()), files.join("\n"));
        });
    }
}
