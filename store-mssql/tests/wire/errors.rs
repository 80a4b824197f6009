//! Errors of the server and their kinds.

use store::prelude::*;
use store_tds_mock::{Answer, Message};

use crate::{Item, is_ours, item, open, options, server};

async fn error_of(message: Message) -> Error {
    let server = server();
    let mut db = store_mssql::Mssql::open(options(&server).attempts(1)).await.unwrap();
    server.answer_when(is_ours, Answer::new().error(message));
    db.insert(&item("a")).await.unwrap_err()
}

#[tokio::test]
async fn messages_tell_what_is_concerned_and_hide_values() {
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
            "Cannot insert the value NULL into column 'label', table 'Holocron.wire.items'; column does not allow \
             nulls. INSERT fails.",
            (ErrorKind::NotNull, Some("label"), None),
        ),
        (
            547,
            "The INSERT statement conflicted with the CHECK constraint \"ck_items_count\". The conflict occurred in \
             database \"Holocron\", table \"wire.items\", column 'count'.",
            (ErrorKind::Check, None, Some("ck_items_count")),
        ),
        (
            547,
            "The INSERT statement conflicted with the FOREIGN KEY constraint \"fk_items_owner\". The conflict occurred \
             in database \"Holocron\", table \"wire.owners\", column 'id'.",
            (ErrorKind::ForeignKey, None, Some("fk_items_owner")),
        ),
        (
            2628,
            "String or binary data would be truncated in table 'Holocron.wire.items', column 'label'. Truncated value: \
             'xyzzy'.",
            (ErrorKind::Truncated, Some("label"), None),
        ),
        (8152, "String or binary data would be truncated.", (ErrorKind::Truncated, None, None)),
        (
            8115,
            "Arithmetic overflow error converting expression to data type int.",
            (ErrorKind::OutOfRange, None, None),
        ),
        (
            245,
            "Conversion failed when converting the nvarchar value 'xyzzy' to data type int.",
            (ErrorKind::Value, None, None),
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
async fn a_fatal_error_costs_the_connection() {
    let server = server();
    let mut db = open(&server).await;
    server.answer_when(is_ours, Answer::new().error(Message::new(596, "killed").class(21)));
    assert_eq!(db.insert(&item("a")).await.unwrap_err().kind(), ErrorKind::ConnectionLost);
    db.insert(&item("a")).await.unwrap();
    assert_eq!(server.connections(), 2);
}

#[tokio::test]
async fn the_first_of_several_errors_counts_and_all_are_read() {
    let server = server();
    let mut db = open(&server).await;
    let answer = Answer::new().error(2627).count(3).error(3621).count(1);
    server.answer_when(is_ours, answer);
    assert_eq!(Item::bump("a").run(&mut db).await.unwrap_err().code(), Some(2627));
    assert_eq!(Item::bump("a").run(&mut db).await.unwrap(), 1);
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn what_is_no_value_of_the_column_is_told_without_it() {
    use store_tds_mock::{Type, row};
    let server = server();
    let mut db = open(&server).await;
    let columns = [
        ("id", Type::NVarChar(40)),
        ("label", Type::NVarChar(40)),
        ("note", Type::NVarCharMax),
        ("count", Type::NVarChar(9)),
    ];
    server.answer_when(
        is_ours,
        Answer::new().rows(columns, [row!["a", "b", "c", "xyzzy"], row!["a", "b", "c", "xyzzy"]]),
    );
    let error = Item::everything().all(&mut db).await.unwrap_err();
    assert_eq!((error.kind(), error.column()), (ErrorKind::Decode, Some("count")));
    assert!(!format!("{error} {error:?}").contains("xyzzy"));
    // Too few columns.
    server.answer_when(is_ours, Answer::new().rows([("id", Type::NVarChar(40))], [row!["a"]]));
    assert_eq!(Item::everything().all(&mut db).await.unwrap_err().kind(), ErrorKind::Decode);
    assert_eq!(Item::everything().all(&mut db).await.unwrap(), [item("a")]);
    assert_eq!(server.connections(), 1, "the rest of the rows was read");
}
