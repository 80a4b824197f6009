//! Upgrade scripts on a server.

use store::export::{Script, Scripts, Stamp, TableInfo};
use store::state::AppliedScript;
use store::{ConnectionExt as _, Dialect, SchemaOverride, Table};
use store_mssql::{Mssql, MssqlOptions};

use super::server::Server;

mod earlier {
    use store::Table;

    #[derive(Clone, Debug, PartialEq, Table)]
    #[table(schema = "shop", name = "upgraded_orders", check(name = "ck_upgraded_amount", amount > 0))]
    pub(super) struct Order {
        #[column(primary_key)]
        pub(super) id: i64,
        pub(super) amount: i32,
        #[column(len = 20)]
        pub(super) country: String,
    }
}

/// Renames a column with a check, fills a new one, and drops and adds indexes.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "shop", name = "upgraded_orders", check(name = "ck_upgraded_amount", total >= 0))]
#[table(index(name = "ix_upgraded_total", columns(total)))]
struct Order {
    #[column(primary_key)]
    id: i64,
    #[column(renamed_from = "amount")]
    total: i32,
    #[column(len = 20)]
    country: String,
    #[column(default = 1, default_name = "df_upgraded_twice")]
    twice: i32,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "shop", name = "upgraded_lines")]
struct Line {
    #[column(primary_key)]
    id: i64,
}

fn scripts(schema: &str, version: i32) -> Scripts {
    let table = TableInfo::of::<AppliedScript>();
    let stamp = Stamp { table, version, compatible_from: 1, program: "1.0", checksum: |_| [7; 32] };
    Scripts::new(Dialect::Mssql, "src/shop.rs").stamp(stamp).in_schema(schema)
}

async fn run(server: &mut Server, script: &Script) -> tiberius::Result<()> {
    for batch in script.text.split("\nGO\n").map(str::trim).filter(|batch| !batch.is_empty()) {
        server.try_run(batch).await?;
    }
    Ok(())
}

pub(super) async fn change_tables_once(
    options: MssqlOptions,
    server: &mut Server,
    schema: &str,
    is_babelfish: bool,
) {
    let before = scripts(schema, 1).table::<earlier::Order>();
    let files = before.files().unwrap();
    for file in &files[..3] {
        run(server, file).await.unwrap();
    }
    let moved = SchemaOverride::new(Dialect::Mssql, schema).unwrap().table::<AppliedScript>();
    let moved = moved.table::<earlier::Order>().table::<Order>().table::<Line>();
    let mut db = Mssql::open(options.schema(moved)).await.unwrap();
    db.insert_many(&[1, 2].map(|id| earlier::Order { id, amount: 5, country: "UK".into() })).await.unwrap();
    let after = scripts(schema, 2).table::<Order>().table::<Line>().fill::<Order>("twice", "2 * total");
    let upgrade = after.upgrade(&files).unwrap();
    assert_eq!(upgrade.manual_steps, <[String; 0]>::default());
    let script = upgrade.script.unwrap();
    assert_eq!(script.name, "upgrade/0002_from_0001.sql");
    run(server, &script).await.unwrap();
    let order = Order { id: 2, total: 5, country: "UK".into(), twice: 10 };
    assert_eq!(db.get::<Order>(2).await.unwrap().as_ref(), Some(&order));
    db.insert(&Line { id: 1 }).await.unwrap();
    db.insert(&Order { id: 3, total: 0, ..order.clone() }).await.unwrap();
    db.insert(&Order { id: 4, total: -1, ..order }).await.unwrap_err();
    let applied = AppliedScript::newest().first(&mut db).await.unwrap().unwrap();
    assert_eq!((applied.schema_version, applied.script.as_str()), (2, "0002_from_0001.sql"));
    db.close();
    // Babelfish ignores NOEXEC.
    if !is_babelfish {
        run(server, &script).await.unwrap();
    }
}
