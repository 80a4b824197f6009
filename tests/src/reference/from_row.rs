//! `#[derive(FromRow)]`.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use store::{FromRow, Table};

use super::{Section, section};

// sample Reading
#[derive(Serialize, Deserialize)]
struct Origin {
    device: String,
}

#[derive(Table)]
#[query(select values(id > :after) only(id, value, origin) into Value order_by(id) limit(100))]
struct Reading {
    #[column(primary_key)]
    id: i64,
    #[column(precision = 12, scale = 3)]
    value: Decimal,
    #[column(json)]
    origin: Origin,
    valid: bool,
}

#[derive(FromRow)]
struct Value {
    id: i64,
    #[column(precision = 12, scale = 3)]
    value: Decimal,
    #[column(json)]
    origin: Origin,
    #[column(skip)]
    is_shown: bool,
}
// end

// sample Message
#[derive(Table)]
#[query(select contents() only(text) into Content order_by(id))]
struct Message {
    #[column(primary_key)]
    id: i64,
    text: String,
}

#[derive(FromRow)]
#[from_row(crate = "store")]
struct Content {
    text: String,
}
// end

pub(super) const SECTIONS: &[Section] = &[
    section!(
        "from_row",
        ["precision", "scale", "json", "skip"],
        "column(precision = p, scale = s), column(json), column(skip)",
        "A decimal has the digits of its column, and a field with `json` is any serde type. A field with `skip` is not a column: it is \
         `Default::default()`.",
        Reading in "from_row.rs",
        ["values"]
    ),
    section!(
        "from_row",
        ["crate"],
        "from_row(crate = \"…\")",
        "The path of the `store` crate, for a macro that derives `FromRow` in a crate that does not depend on `store` itself. Default: \
         `::store`.",
        Message in "from_row.rs",
        []
    ),
];
