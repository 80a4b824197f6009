//! `#[sql_enum(…)]`.

use store::{SqlEnum, Table};

use super::{Section, section};

// sample Shipment
#[derive(SqlEnum)]
#[sql_enum(rename_all = "snake_case")]
enum Stage {
    Packed,
    OnItsWay,
    #[sql_enum(rename = "done")]
    Delivered,
}

#[derive(Table)]
struct Shipment {
    #[column(primary_key)]
    id: i64,
    #[column(default = "packed")]
    stage: Stage,
}
// end

// sample Lamp
#[derive(SqlEnum)]
#[sql_enum(rename_all = "lowercase", len = 20, crate = "::store")]
enum Colour {
    Red,
    Green,
}

#[derive(Table)]
struct Lamp {
    #[column(primary_key)]
    id: i64,
    colour: Colour,
}
// end

pub(super) const SECTIONS: &[Section] = &[
    section!(
        "sql_enum",
        ["rename_all", "rename"],
        "rename_all = \"…\", and rename = \"…\" on a variant",
        "The texts that stand for the variants. Without either they are the variants' names. `rename_all` takes the words that it takes on a table, and `kebab-case` and \
         `SCREAMING-KEBAB-CASE`. The column takes no other text.",
        Shipment in "sql_enum.rs",
        ["create_table"]
    ),
    section!(
        "sql_enum",
        ["len", "crate"],
        "len = n, crate = \"…\"",
        "`len` makes the column wider than the longest variant, for those to come; `crate` is the path of this library.",
        Lamp in "sql_enum.rs",
        ["create_table"]
    ),
];
