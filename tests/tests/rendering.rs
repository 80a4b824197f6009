//! What the derive emits is what the renderer gives at run time, in the table's own schema and in another.

use store::__private::derive::Renderer;
use store::{Dialect, SchemaOverride, Table};
use store_tests::statements::tables;
use store_tests::tables::{Job, Step};

#[test]
fn compiled_text_is_rendered_text() {
    for table in tables() {
        for dialect in Dialect::ALL {
            let sql = table.sql.of(dialect);
            let renderer = Renderer::new(dialect, table.model);
            assert_eq!(sql.create_schema(), renderer.create_schema().as_deref(), "{}", table.name);
            assert_eq!(sql.create_table(), renderer.create_table().text(), "{}", table.name);
            let indexes: Vec<String> =
                renderer.create_indexes().into_iter().map(|sql| sql.into_text()).collect();
            assert!(sql.create_indexes().eq(indexes), "{}", table.name);
            assert_eq!(sql.drop_table(), renderer.drop_table().text());
            assert_eq!(sql.insert(), renderer.insert_row().text());
            assert_eq!(sql.insert_many().unwrap_or_default(), renderer.insert_many().text());
            assert_eq!(sql.keys().len(), table.model.keys.len());
            for (key, compiled) in table.model.keys.iter().zip(sql.keys()) {
                assert_eq!(compiled.insert_if_absent(), renderer.insert_if_absent(key).text());
                assert_eq!(compiled.upsert(), renderer.upsert(key).text());
                assert_eq!(compiled.select(), renderer.select_by(key).text());
                assert_eq!(compiled.update(), renderer.update_by(key).text());
                assert_eq!(compiled.delete(), renderer.delete_by(key).text());
                assert_eq!(compiled.write_many().unwrap_or_default(), renderer.write_many(key).text());
                assert!(compiled.update_order().eq(table.model.update_order(key)));
            }
        }
    }
}

#[test]
fn another_schema_takes_the_place_of_the_first_everywhere() {
    for dialect in Dialect::ALL {
        let moved = SchemaOverride::new(dialect, "staging").unwrap().table::<Job>().table::<Step>();
        for (name, text) in Job::SQL.of(dialect).statements().chain(Step::SQL.of(dialect).statements()) {
            // The tables' own schema stands nowhere but in names, so that replacing the word is right here.
            assert_eq!(moved.text(text), text.replace("conformance", "staging"), "{name}");
        }
    }
}

#[test]
fn a_text_that_looks_like_a_schema_stays() {
    let mssql = SchemaOverride::new(Dialect::Mssql, "elsewhere").unwrap().table::<tricky::Tricky>();
    let sqlite = SchemaOverride::new(Dialect::Sqlite, "elsewhere").unwrap().table::<tricky::Tricky>();
    let texts = |dialect| tricky::Tricky::SQL.of(dialect).query(0).sql(0);
    assert_eq!(
        mssql.text(texts(Dialect::Mssql)),
        "SELECT [id], [app]\nFROM [elsewhere].[app]\nWHERE [app] <> N'it''s [app].[app] `main`.`app_app`'\nORDER BY [id];"
    );
    assert_eq!(
        sqlite.text(texts(Dialect::Sqlite)),
        "SELECT `id`, `app`\nFROM `main`.`elsewhere_app`\nWHERE `app` <> 'it''s [app].[app] `main`.`app_app`'\nORDER BY `id`"
    );
}

/// A table whose names and literals are all like its schema.
mod tricky {
    use store::Table;

    #[derive(Table)]
    #[table(schema = "app", name = "app")]
    #[query(select odd(app != "it's [app].[app] `main`.`app_app`") order_by(id))]
    pub(super) struct Tricky {
        #[column(primary_key)]
        pub(super) id: i64,
        #[column(len = 100)]
        pub(super) app: String,
    }
}

#[test]
fn statements_are_usable_from_a_const() {
    const UPSERT: &str = Job::SQL.of(Dialect::Mssql).upsert();
    assert!(UPSERT.contains("WITH (UPDLOCK, SERIALIZABLE)"));
    assert_eq!(<Job as Table>::SQL.of(Dialect::Sqlite).insert(), Job::SQL.of(Dialect::Sqlite).insert());
}
