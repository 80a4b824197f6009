//! Upgrade scripts of an application's own tables, which record no version.

use rust_decimal::Decimal;
use store::export::{Script, Scripts};
use store::{Connection as _, ConnectionExt as _, Dialect, ErrorKind, Table};
use store_sqlite::{SqliteConnection, SqliteOptions};

mod earlier {
    use rust_decimal::Decimal;
    use store::Table;

    #[derive(Clone, Debug, PartialEq, Table)]
    #[table(schema = "shop", name = "customers")]
    pub(super) struct Customer {
        #[column(primary_key, name = "customer")]
        pub(super) id: i64,
        #[column(len = 40)]
        pub(super) full_name: String,
        #[column(len = 20)]
        pub(super) country: String,
    }

    #[derive(Clone, Debug, PartialEq, Table)]
    #[table(schema = "shop", name = "orders")]
    #[table(index(columns(state), filter(state > 0)), check(name = "ck_orders_state", state < 10))]
    pub(super) struct Order {
        #[column(primary_key)]
        pub(super) id: i64,
        #[column(references(table = "customers", columns("customer"), schema = "shop"))]
        pub(super) customer: i64,
        #[column(default = 1)]
        pub(super) state: i32,
        #[column(precision = 10, scale = 2)]
        pub(super) price: Decimal,
        pub(super) note: Option<i16>,
    }
}

/// Renames columns of both tables, one of which a foreign key references, and adds columns that existing rows have no value for.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "shop", name = "customers")]
struct Customer {
    #[column(primary_key, renamed_from = "customer")]
    id: i64,
    #[column(len = 40, renamed_from = "full_name")]
    name: String,
    #[column(len = 20)]
    country: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "shop", name = "orders")]
#[table(index(columns(status), filter(status > 0)), check(name = "ck_orders_state", status < 10))]
struct Order {
    #[column(primary_key)]
    id: i64,
    #[column(references(table = "customers", columns("id"), schema = "shop"), renamed_from = "customer")]
    customer_id: i64,
    #[column(default = 1, renamed_from = "state")]
    status: i32,
    #[column(precision = 10, scale = 2)]
    price: Decimal,
    note: Option<i16>,
    #[column(len = 20)]
    country: String,
}

mod widened {
    use store::Table;

    #[derive(Table)]
    #[table(schema = "shop", name = "customers")]
    pub(super) struct Customer {
        #[column(primary_key, name = "customer")]
        pub(super) id: i64,
        #[column(len = 60)]
        pub(super) full_name: String,
        #[column(len = 20)]
        pub(super) country: String,
    }
}

/// Changes that could lose values, or need a decision.
mod lossy {
    use store::Table;

    #[derive(Table)]
    #[table(schema = "shop", name = "orders")]
    pub(super) struct Order {
        #[column(primary_key)]
        pub(super) id: i64,
        pub(super) customer: i64,
        #[column(default = 1)]
        pub(super) state: f64,
        pub(super) price: i64,
        pub(super) note: Option<i16>,
        #[column(len = 20)]
        pub(super) country: String,
    }
}

fn scripts(dialect: Dialect) -> Scripts {
    Scripts::new(dialect, "src/shop.rs")
}

fn before(dialect: Dialect) -> Vec<Script> {
    scripts(dialect).table::<earlier::Customer>().table::<earlier::Order>().files().unwrap()
}

fn after(dialect: Dialect) -> Scripts {
    let country = "(SELECT c.country FROM {Customer} AS c WHERE c.id = customer_id)";
    scripts(dialect).table::<Order>().table::<Customer>().fill::<Order>("country", country)
}

/// Returns the earlier tables with rows.
async fn filled() -> SqliteConnection {
    let mut db = SqliteConnection::open(&SqliteOptions::in_memory()).unwrap();
    for script in before(Dialect::Sqlite).iter().filter(|script| !script.name.starts_with("down/")) {
        db.as_rusqlite().execute_batch(&script.text).unwrap();
    }
    let customer = earlier::Customer { id: 7, full_name: "Ada".into(), country: "UK".into() };
    db.insert(&customer).await.unwrap();
    let order = earlier::Order { id: 1, customer: 7, state: 3, price: Decimal::new(1234, 2), note: None };
    db.insert_many(&[order.clone(), earlier::Order { id: 2, note: Some(5), ..order }]).await.unwrap();
    db
}

async fn check(db: &mut SqliteConnection) {
    // The check of a renamed column keeps its name, since the table is referenced and not rebuilt.
    let found: Vec<String> = db.drift::<Customer>().await.unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(found, ["check ck_customers__name is named ck_customers__full_name"]);
    assert_eq!(db.drift::<Order>().await.unwrap(), []);
    let customer = Customer { id: 7, name: "Ada".into(), country: "UK".into() };
    assert_eq!(db.get::<Customer>(7).await.unwrap(), Some(customer));
    let order = Order {
        id: 2,
        customer_id: 7,
        status: 3,
        price: Decimal::new(1234, 2),
        note: Some(5),
        country: "UK".into(),
    };
    assert_eq!(db.get::<Order>(2).await.unwrap().as_ref(), Some(&order));
    let error = db.insert(&Order { id: 3, customer_id: 8, ..order.clone() }).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ForeignKeyViolation);
    let error = db.insert(&Order { id: 3, status: 10, ..order }).await.unwrap_err();
    assert_eq!(error.constraint(), Some("ck_orders_state"));
}

#[tokio::test]
async fn columns_are_renamed_and_filled() {
    let script = after(Dialect::Sqlite).upgrade(&before(Dialect::Sqlite)).unwrap().script.unwrap();
    assert_eq!(script.name, "upgrade/upgrade.sql");
    assert!(
        script.text.contains("-- - customers: column id was named customer; column name was named full_name"),
        "{}",
        script.text
    );
    // Foreign keys are on in a program and off in the shell.
    for setting in ["ON", "OFF"] {
        let mut db = filled().await;
        db.as_rusqlite().execute_batch(&format!("PRAGMA foreign_keys = {setting}")).unwrap();
        db.as_rusqlite().execute_batch(&script.text).unwrap();
        db.as_rusqlite().execute_batch("PRAGMA foreign_keys = ON").unwrap();
        check(&mut db).await;
        let again = db.as_rusqlite().execute_batch(&script.text).unwrap_err();
        assert!(
            again.to_string().contains("shop_orders has parts that the earlier scripts do not create"),
            "{again}"
        );
        check(&mut db).await;
    }
}

/// The repair of an existing database renames the columns, too.
#[tokio::test]
async fn a_repair_renames_columns() {
    async fn repair<T: Table>(db: &mut SqliteConnection) {
        let plan = db.plan_repair::<T>().await.unwrap();
        let statements: Vec<&str> = plan.statements.iter().map(String::as_str).collect();
        db.execute_ddl(&statements).await.unwrap();
    }
    let mut db = filled().await;
    repair::<Customer>(&mut db).await;
    repair::<Order>(&mut db).await;
    db.as_rusqlite().execute_batch("UPDATE shop_orders SET country = 'UK'").unwrap();
    repair::<Order>(&mut db).await;
    check(&mut db).await;
}

/// With foreign keys off, rows may violate a key that the script adds again.
#[tokio::test]
async fn rows_without_their_parent_stop_the_script() {
    let script = after(Dialect::Sqlite).upgrade(&before(Dialect::Sqlite)).unwrap().script.unwrap();
    let db = filled().await;
    let run = |sql: &str| db.as_rusqlite().execute_batch(sql);
    run("PRAGMA foreign_keys = OFF; INSERT INTO shop_orders VALUES (3, 8, 1, 5, NULL)").unwrap();
    let error = run(&script.text).unwrap_err();
    assert!(error.to_string().contains("NOT NULL constraint failed: shop_orders.country"), "{error}");
    assert!(db.as_rusqlite().is_autocommit(), "the error has rolled back everything");
    let unknown =
        scripts(Dialect::Sqlite).table::<Order>().table::<Customer>().fill::<Order>("country", "'?'");
    let script = unknown.upgrade(&before(Dialect::Sqlite)).unwrap().script.unwrap();
    let error = run(&script.text).unwrap_err();
    assert!(error.to_string().contains("rows of shop_orders violate its foreign keys"), "{error}");
    assert!(db.as_rusqlite().is_autocommit());
}

/// A table that another one references is not rebuilt.
#[test]
fn referenced_tables_are_not_rebuilt() {
    let upgrade = scripts(Dialect::Sqlite)
        .table::<widened::Customer>()
        .table::<earlier::Order>()
        .upgrade(&before(Dialect::Sqlite))
        .unwrap();
    assert_eq!(upgrade.script, None);
    let step = "customers: the table must be rebuilt, but shop_orders references it";
    assert!(upgrade.manual_steps[0].starts_with(step), "{upgrade:?}");
}

#[test]
fn invalid_values_are_errors() {
    let scripts = || scripts(Dialect::Sqlite).table::<Order>().table::<Customer>();
    for (scripts, message) in [
        (scripts().fill::<Order>("state", "1"), "the value of orders.state is for an unknown column"),
        (
            scripts().fill::<Order>("country", "{Nation}"),
            "the value of orders.country names an unknown table",
        ),
        (
            scripts().fill::<lossy::Order>("country", "'{}'"),
            "the value of orders.country is for a table that the scripts do not create",
        ),
    ] {
        let error = scripts.upgrade(&before(Dialect::Sqlite)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidDefinition);
        assert!(error.message().starts_with(message), "{error}");
    }
}

#[test]
fn lossy_changes_are_refused() {
    for dialect in Dialect::ALL {
        let upgrade = scripts(dialect).table::<lossy::Order>().upgrade(&before(dialect)).unwrap();
        assert_eq!(upgrade.script, None);
        let has = |start: &str| upgrade.manual_steps.iter().any(|step| step.starts_with(start));
        assert!(has("orders: column country has no default"), "{upgrade:?}");
        assert_eq!(
            has("orders: column price is DECIMAL(10, 2), and a change to BIGINT"),
            dialect == Dialect::Mssql,
            "{upgrade:?}"
        );
        assert_eq!(
            has("orders: column state is INTEGER, and a change to REAL"),
            dialect == Dialect::Sqlite,
            "{upgrade:?}"
        );
    }
}

/// A rebuild keeps tables of every form, and takes none of their parts for unknown.
#[tokio::test]
async fn tables_of_every_form_are_rebuilt() {
    use store_tests::tables::{
        Account, Document, EveryType, Invitation, Job, Member, Meter, OldInvoice, Page, Sale, Shipment,
        Signal, Ticket,
    };
    async fn rebuild<T: Table>() {
        // Another name of a key or a check makes a rebuild necessary.
        let name = |script: Script| Script {
            text: script
                .text
                .replace("CONSTRAINT `pk_", "CONSTRAINT `earlier_")
                .replace("`CK_OldInvoices.", "`earlier_"),
            ..script
        };
        let earlier: Vec<Script> =
            scripts(Dialect::Sqlite).table::<T>().files().unwrap().into_iter().map(name).collect();
        let script = scripts(Dialect::Sqlite).table::<T>().upgrade(&earlier).unwrap().script;
        let Some(script) = script else { panic!("{}: no upgrade", T::MODEL.name) };
        let mut db = SqliteConnection::open(&SqliteOptions::in_memory()).unwrap();
        let run = |script: &Script| {
            let result = db.as_rusqlite().execute_batch(&script.text);
            result.unwrap_or_else(|error| panic!("{}: {error}\n{}", T::MODEL.name, script.text));
        };
        earlier.iter().filter(|script| !script.name.starts_with("down/")).for_each(run);
        run(&script);
        assert!(script.text.contains("the table is rebuilt with its rows"), "{}", T::MODEL.name);
        assert_eq!(db.drift::<T>().await.unwrap(), []);
    }
    macro_rules! rebuild {
        ($($table:ident),*) => { $(rebuild::<$table>().await;)* };
    }
    rebuild!(
        Account, Document, EveryType, Invitation, Job, Member, Meter, OldInvoice, Page, Sale, Shipment,
        Signal, Ticket
    );
}
