//! `#[derive(View)]`.

use rust_decimal::Decimal;
use store::{Table, View};

use super::{Section, section};

// sample OrderTotal
#[derive(Table)]
#[table(schema = "shop")]
struct Customer {
    #[column(primary_key)]
    id: i64,
    #[column(len = 50)]
    name: String,
}

#[derive(Table)]
#[table(schema = "shop", name = "orders")]
struct Order {
    #[column(primary_key)]
    id: i64,
    customer_id: i64,
    #[column(precision = 12, scale = 2)]
    total: Decimal,
}

#[derive(View)]
#[view(
    schema = "shop",
    name = "order_totals",
    select = "SELECT o.id, c.name, o.total
FROM {Order} AS o
INNER JOIN {Customer} AS c ON c.id = o.customer_id"
)]
#[query(select above(total >= :least) order_by(total desc))]
struct OrderTotal {
    order_id: i64,
    #[column(len = 50)]
    customer: String,
    #[column(precision = 12, scale = 2)]
    total: Decimal,
}
// end

// sample Newest
#[derive(Table)]
struct Message {
    #[column(primary_key)]
    id: i64,
    #[column(len = 50)]
    sender: String,
    text: String,
}

#[derive(View)]
#[view(
    mssql = "SELECT [id], [sender], LEFT([text], 20) FROM {Message}",
    sqlite = "SELECT `id`, `sender`, substr(`text`, 1, 20) FROM {Message}"
)]
struct Newest {
    id: i64,
    #[column(len = 50)]
    sender: String,
    #[column(len = 20)]
    start: String,
}
// end

// sample Inbox
#[derive(Table)]
struct Mail {
    #[column(primary_key)]
    id: i64,
    #[column(len = 50)]
    sender: String,
    is_read: bool,
}

#[derive(View)]
#[view(select = "SELECT id, sender, is_read FROM {Mail}")]
#[view(rename_all = "camelCase", filter(unread(is_read = false)), derive(Debug, Clone))]
#[query(select pages(unread()) order_by(sender, mail_id) page)]
#[query(select senders(unread()) distinct only(sender) as Sender order_by(sender))]
struct Inbox {
    #[column(key)]
    mail_id: i64,
    #[column(len = 50)]
    sender: String,
    is_read: bool,
}
// end

// sample Kept
#[derive(Table)]
struct Note {
    #[column(primary_key)]
    id: i64,
    #[column(len = 10_000, max)]
    text: Option<String>,
    #[column(json)]
    tags: Vec<String>,
}

#[derive(View)]
#[view(crate = "store", select = "SELECT id, text, tags FROM {Note} WHERE text IS NOT NULL")]
struct Kept {
    #[column(name = "note id", quoted)]
    id: i64,
    #[column(len = 10_000, max)]
    text: String,
    #[column(json)]
    tags: Vec<String>,
    #[column(skip)]
    is_shown: bool,
}
// end

pub(super) const SECTIONS: &[Section] = &[
    section!(
        "view",
        ["schema", "name", "select", "len", "precision", "scale"],
        "view(schema = \"…\", name = \"…\", select = \"SELECT …\")",
        "The query of the view, for both engines. `{Struct}` is the name of the table or the view of a struct. The columns of the query \
         are the fields of the struct, in order; their names are those of the fields. The default name is that of the struct in \
         `snake_case`. The query has no parameters and no order, which belong to the queries on the view. The macro does not check the \
         SQL itself; the database does, when the view is created. The type of a column must be that of its field: where it is not, such \
         as for the sum of an `INT` on SQL Server, write `CAST`.",
        OrderTotal in "view.rs",
        ["create_schema", "create_view", "drop_view", "above"]
    ),
    section!(
        "view",
        ["mssql", "sqlite"],
        "view(mssql = \"SELECT …\", sqlite = \"SELECT …\")",
        "A query for each engine, for when one query does not work on both.",
        Newest in "view.rs",
        ["create_view"]
    ),
    section!(
        "view",
        ["rename_all", "filter", "derive", "key"],
        "view(rename_all = \"…\"), view(filter(…)), view(derive(…)), column(key)",
        "As for a table: the case of the columns' names, conditions that queries share, and the derives of the structs that queries \
         declare. Columns with `key` identify a row, so that a select with `page` can end its order with them; the database does not \
         check them.",
        Inbox in "view.rs",
        ["create_view", "pages_1", "senders"]
    ),
    section!(
        "view",
        ["crate", "max", "json", "skip", "quoted"],
        "view(crate = \"…\"), view(name = \"…\", quoted), column(name = \"…\", quoted), column(len = n, max), column(json), column(skip)",
        "As for a table: the path of the `store` crate, and the name and the type of a column. A column is nullable if its field is an \
         `Option`.",
        Kept in "view.rs",
        ["create_view"]
    ),
];
