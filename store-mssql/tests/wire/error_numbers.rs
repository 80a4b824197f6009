//! All error numbers with a kind of their own.

use store::prelude::*;
use store_mssql::Mssql;
use store_tds_mock::{Message, Response};

use crate::{Item, is_item_statement, item, open, options, server};

/// Returns the rows of the documentation, which a unit test compares with the code.
fn listed() -> Vec<(String, u32)> {
    let document = include_str!("../../../docs/backends/sql-server.md");
    let rows = document.lines().skip_while(|line| !line.starts_with("| `UniqueViolation`"));
    let rows = rows.take_while(|line| line.starts_with("| `") && !line.starts_with("| `Other`"));
    let numbers = |row: &str| {
        let kind = row.split('`').nth(1).unwrap_or_default().to_owned();
        let words: Vec<u32> = row
            .split([' ', ',', ';'])
            .filter_map(|word| word.parse().ok())
            .filter(|word| *word > 100)
            .collect();
        words.into_iter().map(move |number| (kind.clone(), number))
    };
    // The kind of 547 depends on its message, and is tested with it.
    rows.flat_map(numbers).filter(|(_, number)| *number != 547).collect()
}

#[tokio::test]
async fn error_numbers_map_to_kinds() {
    let listed = listed();
    assert!(listed.len() > 80, "{listed:?}");
    let server = server();
    let mut db = Mssql::open(options(&server).max_attempts(1)).await.unwrap();
    for (kind, number) in listed {
        server.respond_when(
            is_item_statement,
            Response::new().error(Message::new(number, "words of the server")),
        );
        let error = db.insert(&item("a")).await.unwrap_err();
        assert_eq!((format!("{:?}", error.kind()), error.code()), (kind, Some(number.into())));
        assert_eq!(error.table(), Some("items"), "{number}");
        assert!(error.to_string().contains(&format!("engine code {number}")), "{error}");
    }
    db.insert(&item("a")).await.unwrap();
}

/// Messages from `sys.messages`, with `plugh` in the place of the value.
const WITH_A_VALUE: [(u32, &str); 13] = [
    (
        2601,
        "Cannot insert duplicate key row in object 'wire.items' with unique index 'ux_items_label'. The duplicate key \
         value is (it's 'plugh').",
    ),
    (
        2627,
        "Violation of PRIMARY KEY constraint 'pk_items'. Cannot insert duplicate key in object 'wire.items'. The \
         duplicate key value is (\"plugh\").",
    ),
    (
        2628,
        "String or binary data would be truncated in table 'app.wire.items', column 'label'. Truncated value: \
         'it's plugh'.",
    ),
    (220, "Arithmetic overflow error for data type tinyint, value = plugh."),
    (232, "Arithmetic overflow error for type tinyint, value = plugh."),
    (
        244,
        "The conversion of the nvarchar value 'plugh' overflowed an INT1 column. Use a larger integer column.",
    ),
    (248, "The conversion of the nvarchar value 'plugh' overflowed an int column."),
    (1007, "The number 'plugh' is out of the range for numeric representation (maximum precision 38)."),
    (245, "Conversion failed when converting the nvarchar value 'plugh' to data type int."),
    (8152, "String or binary data would be truncated: plugh."),
    (8115, "Arithmetic overflow error converting expression to data type int: plugh."),
    (8114, "Error converting data type nvarchar to bigint: plugh."),
    (13_609, "JSON text is not properly formatted. Unexpected character 'plugh' is found at position 3."),
];

#[tokio::test]
async fn messages_with_values_are_replaced() {
    let server = server();
    let mut db = Mssql::open(options(&server).max_attempts(1)).await.unwrap();
    for (number, text) in WITH_A_VALUE {
        server.respond_when(is_item_statement, Response::new().error(Message::new(number, text)));
        let error = db.insert(&item("a")).await.unwrap_err();
        let source = std::error::Error::source(&error).is_some();
        let shown = format!("{error} {error:?} {}", error.message());
        assert!(!shown.contains("plugh") && !source, "{number}: {shown}");
        assert!(!error.message().is_empty());
    }
}

#[tokio::test]
async fn unlisted_numbers_are_classified_by_severity() {
    let server = server();
    let mut db = open(&server).await;
    for (class, kind) in [
        (11, ErrorKind::Other),
        (16, ErrorKind::Other),
        (19, ErrorKind::Other),
        (20, ErrorKind::ConnectionLost),
        (24, ErrorKind::ConnectionLost),
    ] {
        let before = server.connections();
        server.respond_when(
            is_item_statement,
            Response::new().error(Message::new(77_777, "unheard of").class(class)),
        );
        let error = db.insert(&item("a")).await.unwrap_err();
        assert_eq!((error.kind(), error.code(), error.message()), (kind, Some(77_777), "unheard of"));
        db.insert(&item("a")).await.unwrap();
        let fresh = usize::from(kind == ErrorKind::ConnectionLost);
        assert_eq!(server.connections(), before + fresh, "severity {class}");
    }
}

#[tokio::test]
async fn a_fatal_error_with_a_listed_number_closes_the_connection() {
    let server = server();
    let mut db = open(&server).await;
    server
        .respond_when(is_item_statement, Response::new().error(Message::new(823, "an I/O error").class(24)));
    assert_eq!(db.insert(&item("a")).await.unwrap_err().kind(), ErrorKind::Corrupt);
    db.insert(&item("a")).await.unwrap();
    assert_eq!(server.connections(), 2);
}

#[tokio::test]
async fn informational_messages_are_ignored() {
    let server = server();
    let mut db = open(&server).await;
    let info = || Message::new(3604, "Duplicate key was ignored.").class(0);
    server.respond_when(is_item_statement, Response::new().info(info()).count(1).info(info()));
    assert_eq!(Item::bump("a").execute(&mut db).await.unwrap(), 1);
}

#[tokio::test]
async fn a_duplicate_key_at_index_creation_is_not_shown() {
    let text = "The CREATE UNIQUE INDEX statement terminated because a duplicate key was found for the object name \
                'wire.items' and the index name 'ux_items_label'. The duplicate key value is (plugh).";
    let server = server();
    let mut db = open(&server).await;
    let index = |request: &store_tds_mock::Request| request.text().contains("CREATE UNIQUE INDEX");
    server.respond_when(index, Response::new().error(Message::new(1505, text)));
    let error = db.create::<Item>().await.unwrap_err();
    assert_eq!(error.code(), Some(1505));
    assert!(!format!("{error} {error:?}").contains("plugh"), "{error}");
    assert_eq!((error.kind(), error.constraint()), (ErrorKind::UniqueViolation, Some("ux_items_label")));
}
