//! The statements that the derive emits: equal to those rendered at run time, movable to another schema, and independent of fragments.

use std::any::type_name;
use std::panic::catch_unwind;

use store::__private::derive::Renderer;
use store::{Dialect, SchemaOverride, Table, View as _};
use store_tests::statements::tables;
use store_tests::tables::{HolderSale, Job, OldLine, OrderDetail, Step};

#[test]
fn compiled_statements_equal_rendered_ones() {
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
            // A view has no other statements of its own.
            if table.model.view.is_some() {
                assert_eq!((sql.insert(), sql.insert_many()), ("", None));
                assert!(catch_unwind(|| sql.upsert()).is_err(), "{}", table.name);
                continue;
            }
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
fn a_schema_override_replaces_every_schema_name() {
    for dialect in Dialect::ALL {
        let moved = SchemaOverride::new(dialect, "staging").unwrap().table::<Job>().table::<Step>();
        let moved = moved.table::<HolderSale>().table::<OrderDetail>().table::<OldLine>();
        let tables = [Job::SQL, Step::SQL, HolderSale::SQL, OrderDetail::SQL, OldLine::SQL];
        for (name, text) in tables.iter().flat_map(|table| table.of(dialect).statements()) {
            // The schema's name occurs only as a schema, so that replacing the word gives the expected statement.
            assert_eq!(moved.text(text), text.replace("conformance", "staging"), "{name}");
        }
    }
}

#[test]
fn a_schema_override_keeps_other_occurrences_of_the_name() {
    let mssql = SchemaOverride::new(Dialect::Mssql, "elsewhere").unwrap().table::<tricky::Tricky>();
    let sqlite = SchemaOverride::new(Dialect::Sqlite, "elsewhere").unwrap().table::<tricky::Tricky>();
    let select = |dialect| tricky::Tricky::SQL.of(dialect).query(0).sql(0);
    assert_eq!(
        mssql.text(select(Dialect::Mssql)),
        "SELECT [id], [app]\nFROM [elsewhere].[app]\nWHERE [app] <> N'it''s [app].[app] `main`.`app_app`'\nORDER BY [id];"
    );
    assert_eq!(
        sqlite.text(select(Dialect::Sqlite)),
        "SELECT `id`, `app`\nFROM `main`.`elsewhere_app`\nWHERE `app` <> 'it''s [app].[app] `main`.`app_app`'\nORDER BY `id`"
    );
}

#[test]
fn a_schema_override_moves_the_tables_in_braces() {
    let moved = |dialect| {
        let moved = SchemaOverride::new(dialect, "elsewhere").unwrap().table::<tricky::Seen>();
        moved.query(&tricky::written())
    };
    let (mssql, sqlite) = (moved(Dialect::Mssql), moved(Dialect::Sqlite));
    let create = |dialect| tricky::Seen::SQL.of(dialect).create_table();
    assert_eq!(
        mssql.text(create(Dialect::Mssql)),
        "IF OBJECT_ID(N'[elsewhere].[seen]', N'V') IS NULL\nEXEC(N'CREATE VIEW [elsewhere].[seen] (\n    [id]\n) AS\n\
         SELECT a.id /* it''s [app].[app] */ FROM [elsewhere].[app] AS a, [dbo].[loose] AS l WHERE a.app <> ''x''');"
    );
    assert_eq!(
        sqlite.text(create(Dialect::Sqlite)),
        "CREATE VIEW IF NOT EXISTS `main`.`elsewhere_seen` ( -- elsewhere.seen\n    `id`\n) AS\n\
         SELECT a.id /* it's [app].[app] */ FROM `main`.`elsewhere_app` AS a, `main`.`loose` AS l WHERE a.app <> 'x'"
    );
    let written = |dialect| tricky::written().sql(dialect);
    assert_eq!(
        mssql.text(written(Dialect::Mssql)),
        "SELECT id -- it's [app].[app]\nFROM [elsewhere].[app] WHERE app <> @P1"
    );
    assert_eq!(
        sqlite.text(written(Dialect::Sqlite)),
        "SELECT id -- it's [app].[app]\nFROM `main`.`elsewhere_app` WHERE app <> ?1"
    );
}

/// A table whose name, column and literal look like its schema, and SQL that reads it.
mod tricky {
    use store::queries::RawQuery;
    use store::{Table, View, sql};

    #[derive(Table)]
    pub(super) struct Loose {
        #[column(primary_key)]
        pub(super) id: i64,
    }

    #[expect(dead_code, reason = "only its statements are used")]
    #[derive(View)]
    #[view(
        schema = "app",
        select = "SELECT a.id /* it's [app].[app] */ FROM {Tricky} AS a, {Loose} AS l WHERE a.app <> 'x'"
    )]
    pub(super) struct Seen {
        pub(super) id: i64,
    }

    pub(super) fn written() -> RawQuery<1> {
        sql!("SELECT id -- it's [app].[app]\nFROM {Tricky} WHERE app <> :app", app = "x")
    }

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
fn a_const_can_name_a_statement() {
    const UPSERT: &str = Job::SQL.of(Dialect::Mssql).upsert();
    assert!(UPSERT.contains("WITH (UPDLOCK, SERIALIZABLE, FORCESEEK)"));
    assert_eq!(<Job as Table>::SQL.of(Dialect::Sqlite).insert(), Job::SQL.of(Dialect::Sqlite).insert());
}

#[test]
fn fragments_do_not_change_statements_or_signatures() {
    use fragments::{used, written_out};

    for dialect in Dialect::ALL {
        let written_out = written_out::Task::SQL.of(dialect).statements();
        let used = used::Task::SQL.of(dialect).statements();
        assert!(used.eq(written_out), "{dialect:?}");
    }
    let renamed = |signature: [&str; 4]| signature.map(|part| part.replace("::used::", "::written_out::"));
    let (ours, theirs) = (signature(used::Task::renew), signature(written_out::Task::renew));
    assert_eq!(renamed(ours), theirs);
    let (ours, theirs) = (signature(used::Task::next), signature(written_out::Task::next));
    assert_eq!(renamed(ours), theirs);
    let (ours, theirs) = (signature(used::Task::finish), signature(written_out::Task::finish));
    assert_eq!(renamed(ours), theirs);
}

/// Returns the types of the arguments and of the result.
fn signature<A, B, C, R>(_: fn(A, B, C) -> R) -> [&'static str; 4] {
    [type_name::<A>(), type_name::<B>(), type_name::<C>(), type_name::<R>()]
}

/// The same table twice, once with fragments.
mod fragments {
    pub(super) mod written_out {
        use chrono::{DateTime, Utc};
        use store::Table;

        #[derive(Table)]
        #[table(index(columns(leased_until), filter(status = "leased", token >= 0)))]
        #[query(update renew(id, status = "leased", token) set(leased_until = now() + seconds(:lease)))]
        #[query(update finish(id, status = "leased", token) set(status = "done", token += :step, owner = null, leased_until = null))]
        #[query(claim next(status = "open", owner?) order_by(id)
            set(status = "leased", leased_until = now() + seconds(:lease)))]
        pub(crate) struct Task {
            #[column(primary_key)]
            id: i64,
            #[column(len = 10)]
            status: String,
            token: i64,
            #[column(len = 50)]
            owner: Option<String>,
            leased_until: Option<DateTime<Utc>>,
        }
    }

    pub(super) mod used {
        use chrono::{DateTime, Utc};
        use store::Table;

        #[derive(Table)]
        #[table(filter(leased(id, status = "leased", token), open(status = "open", owner?)))]
        #[table(filter(valid(status = "leased", token >= 0)))]
        #[table(set(lease(leased_until = now() + seconds(:lease)), ended(owner = null, leased_until = null)))]
        #[table(index(columns(leased_until), filter(valid())))]
        #[query(update renew(leased()) set(lease()))]
        #[query(update finish(leased()) set(status = "done", token += :step, ended()))]
        #[query(claim next(open()) order_by(id) set(status = "leased", lease()))]
        pub(crate) struct Task {
            #[column(primary_key)]
            id: i64,
            #[column(len = 10)]
            status: String,
            token: i64,
            #[column(len = 50)]
            owner: Option<String>,
            leased_until: Option<DateTime<Utc>>,
        }
    }
}
