//! Server errors: kinds, names and messages.

use store::prelude::*;
use store_mssql::Mssql;
use store_tds_mock::{Message, Request, Response};

use crate::{Item, is_item_statement, item, open, options, server};

/// Numbers whose types no other column has.
#[derive(Table, Debug)]
#[table(schema = "wire", name = "numbers")]
#[query(update double() set(an_i32 = an_i32 * 2))]
struct Numbers {
    #[column(primary_key, len = 10)]
    id: String,
    a_u8: u8,
    an_i16: i16,
    an_i32: i32,
    an_i64: i64,
    an_f32: f32,
    an_f64: f64,
}

/// Numbers that share a SQL Server type, and one that is summed.
#[derive(Table, Debug)]
#[table(schema = "wire", name = "sums")]
#[query(update double() set(a_u16 = a_u16 * 2))]
struct Sums {
    #[column(primary_key)]
    id: i32,
    a_u16: u16,
    a_u32: u32,
    #[column(add)]
    an_i64: i64,
    #[column(len = 5000, max)]
    text: String,
}

async fn error_of(message: Message) -> Error {
    let server = server();
    let mut db = store_mssql::Mssql::open(options(&server).max_attempts(1)).await.unwrap();
    server.respond_when(is_item_statement, Response::new().error(message));
    db.insert(&item("a")).await.unwrap_err()
}

// Long because the table has a row for each message of the server.
#[tokio::test]
async fn errors_name_objects_and_hide_values() {
    let cases = [
        (
            2627,
            "Violation of UNIQUE KEY constraint 'ux_items_label'. Cannot insert duplicate key in object 'wire.items'. \
             The duplicate key value is (xyzzy).",
            (ErrorKind::UniqueViolation, None, Some("ux_items_label")),
        ),
        (
            2601,
            "Cannot insert duplicate key row in object 'wire.items' with unique index 'ux_items_label'. The duplicate \
             key value is (xyzzy, 'a').",
            (ErrorKind::UniqueViolation, None, Some("ux_items_label")),
        ),
        (
            515,
            "Cannot insert the value NULL into column 'label', table 'app.wire.items'; column does not allow \
             nulls. INSERT fails.",
            (ErrorKind::NotNullViolation, Some("label"), None),
        ),
        (
            547,
            "The INSERT statement conflicted with the CHECK constraint \"ck_items_known\". The conflict occurred in \
             database \"app\", table \"wire.items\", column 'count'.",
            (ErrorKind::CheckViolation, None, Some("ck_items_known")),
        ),
        (
            547,
            "The INSERT statement conflicted with the FOREIGN KEY constraint \"fk_items_owner\". The conflict occurred \
             in database \"app\", table \"wire.owners\", column 'id'.",
            (ErrorKind::ForeignKeyViolation, None, Some("fk_items_owner")),
        ),
        (
            2628,
            "String or binary data would be truncated in table 'app.wire.items', column 'label'. Truncated value: \
             'xyzzy'.",
            (ErrorKind::Truncated, Some("label"), None),
        ),
        (8152, "String or binary data would be truncated.", (ErrorKind::Truncated, None, None)),
        (
            8115,
            "Arithmetic overflow error converting expression to data type int.",
            (ErrorKind::OutOfRange, Some("count"), None),
        ),
        (
            245,
            "Conversion failed when converting the nvarchar value 'xyzzy' to data type int.",
            (ErrorKind::InvalidValue, None, None),
        ),
        (208, "Invalid object name 'wire.items'.", (ErrorKind::SchemaDrift, None, None)),
        (
            2714,
            "There is already an object named 'items' in the database.",
            (ErrorKind::AlreadyExists, None, None),
        ),
        (50_000, "A trigger says no.", (ErrorKind::Other, None, None)),
    ];
    for (number, text, (kind, column, constraint)) in cases {
        let error = error_of(Message::new(number, text)).await;
        assert_eq!((error.kind(), error.code()), (kind, Some(i64::from(number))));
        assert_eq!((error.table(), error.column(), error.constraint()), (Some("items"), column, constraint));
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("xyzzy"), "{shown}");
    }
}

#[tokio::test]
async fn a_fatal_error_closes_the_connection() {
    let server = server();
    let mut db = open(&server).await;
    server.respond_when(is_item_statement, Response::new().error(Message::new(596, "killed").class(21)));
    assert_eq!(db.insert(&item("a")).await.unwrap_err().kind(), ErrorKind::ConnectionLost);
    db.insert(&item("a")).await.unwrap();
    assert_eq!(server.connections(), 2);
}

#[tokio::test]
async fn the_first_of_several_errors_is_reported() {
    let server = server();
    let mut db = open(&server).await;
    let response = Response::new().error(2627).count(3).error(3621).count(1);
    server.respond_when(is_item_statement, response);
    assert_eq!(Item::bump("a").execute(&mut db).await.unwrap_err().code(), Some(2627));
    assert_eq!(Item::bump("a").execute(&mut db).await.unwrap(), 1);
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn an_undecodable_value_is_reported_without_the_value() {
    use store_tds_mock::{Type, row};
    let server = server();
    let mut db = open(&server).await;
    let columns = [
        ("id", Type::NVarChar(40)),
        ("label", Type::NVarChar(40)),
        ("note", Type::NVarCharMax),
        ("count", Type::NVarChar(9)),
    ];
    server.respond_when(
        is_item_statement,
        Response::new().rows(columns, [row!["a", "b", "c", "xyzzy"], row!["a", "b", "c", "xyzzy"]]),
    );
    let error = Item::everything().all(&mut db).await.unwrap_err();
    assert_eq!((error.kind(), error.column()), (ErrorKind::Decode, Some("count")));
    assert!(!format!("{error} {error:?}").contains("xyzzy"));
    // Too few columns.
    server.respond_when(is_item_statement, Response::new().rows([("id", Type::NVarChar(40))], [row!["a"]]));
    assert_eq!(Item::everything().all(&mut db).await.unwrap_err().kind(), ErrorKind::Decode);
    assert_eq!(Item::everything().all(&mut db).await.unwrap(), [item("a")]);
    assert_eq!(server.connections(), 1, "the rest of the rows was read");
}

fn is_for(table: &'static str) -> impl Fn(&Request) -> bool {
    move |request| request.text().contains(table)
}

#[tokio::test]
async fn a_number_out_of_range_names_its_column() {
    let server = server();
    let mut db = Mssql::open(options(&server).max_attempts(1)).await.unwrap();
    for (number, text, column) in [
        (220, "Arithmetic overflow error for data type tinyint, value = 256.", "a_u8"),
        (220, "Arithmetic overflow error for data type smallint, value = 32768.", "an_i16"),
        (8115, "Arithmetic overflow error converting expression to data type int.", "an_i32"),
        (8115, "Arithmetic overflow error converting expression to data type bigint.", "an_i64"),
        (232, "Arithmetic overflow error for type real, value = 340282346638528860000.000000.", "an_f32"),
        (8115, "Arithmetic overflow error converting expression to data type float.", "an_f64"),
    ] {
        server.respond_when(is_for("[numbers]"), Response::new().error(Message::new(number, text)));
        let error = Numbers::double().execute(&mut db).await.unwrap_err();
        assert_eq!((error.kind(), error.column()), (ErrorKind::OutOfRange, Some(column)), "{error}");
        assert_eq!((error.table(), error.code()), (Some("numbers"), Some(number.into())));
    }
    // Two columns are INT; one of them is calculated.
    let text = "Arithmetic overflow error converting expression to data type int.";
    server.respond_when(is_for("[sums]"), Response::new().error(Message::new(8115, text)));
    let error = Sums::double().execute(&mut db).await.unwrap_err();
    assert_eq!((error.kind(), error.column()), (ErrorKind::OutOfRange, Some("a_u16")), "{error}");
}

#[tokio::test]
async fn a_sum_out_of_range_names_its_column() {
    let server = server();
    let mut db = Mssql::open(options(&server).max_attempts(1)).await.unwrap();
    let row = |id| Sums { id, a_u16: 1, a_u32: 1, an_i64: 1, text: String::new() };
    let text = "Arithmetic overflow error converting expression to data type bigint.";
    let overflow = || Response::new().error(Message::new(8115, text));
    server.respond_when(is_for("[sums]"), overflow());
    let one = db.upsert(&row(1)).await.unwrap_err();
    server.respond_when(is_for("[sums]"), overflow());
    let many = db.upsert_many(&[row(1), row(2)], UniqueKey::PRIMARY).await.unwrap_err();
    for error in [one, many] {
        assert_eq!((error.kind(), error.column()), (ErrorKind::OutOfRange, Some("an_i64")), "{error}");
    }
    server.respond_when(is_for("[sums]"), overflow());
    let other = db.update(&row(1)).await.unwrap_err();
    assert_eq!((other.kind(), other.column()), (ErrorKind::OutOfRange, None), "nothing adds up: {other}");
}

#[tokio::test]
async fn a_type_check_reports_the_kind_of_its_type() {
    let server = server();
    let mut db = Mssql::open(options(&server).max_attempts(1)).await.unwrap();
    for (name, kind, column) in [
        ("ck_sums__a_u16", ErrorKind::OutOfRange, Some("a_u16")),
        ("ck_sums__a_u32", ErrorKind::OutOfRange, Some("a_u32")),
        ("ck_sums__text", ErrorKind::Truncated, Some("text")),
        ("ck_sums_mine", ErrorKind::CheckViolation, None),
    ] {
        let text = format!(
            "The UPDATE statement conflicted with the CHECK constraint \"{name}\". The conflict occurred in database \
             \"app\", table \"wire.sums\"."
        );
        server.respond_when(is_for("[sums]"), Response::new().error(Message::new(547, text)));
        let error = Sums::double().execute(&mut db).await.unwrap_err();
        assert_eq!((error.kind(), error.column(), error.constraint()), (kind, column, Some(name)), "{error}");
        assert_eq!((error.table(), error.code()), (Some("sums"), Some(547)));
    }
}
