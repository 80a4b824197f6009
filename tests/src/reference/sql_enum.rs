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
enum Color {
    Red,
    Green,
}

#[derive(Table)]
struct Lamp {
    #[column(primary_key)]
    id: i64,
    color: Color,
}
// end

// sample Ticket
#[derive(SqlEnum)]
#[sql_enum(repr = u8)]
enum Priority {
    Low = 1,
    Normal,
    Urgent = 10,
}

#[derive(Table)]
#[query(select urgent(priority = 10) order_by(id))]
struct Ticket {
    #[column(primary_key)]
    id: i64,
    #[column(default = 2)]
    priority: Priority,
}
// end

pub(super) const SECTIONS: &[Section] = &[
    section!(
        "sql_enum",
        ["rename_all", "rename"],
        "rename_all = \"…\", and rename = \"…\" on a variant",
        "The strings that represent the variants in the database. Default: the names of the variants. `rename_all` \
         accepts the values that it accepts on a table, and also `kebab-case` and `SCREAMING-KEBAB-CASE`. A check \
         constraint refuses all other strings.",
        Shipment in "sql_enum.rs",
        ["create_table"]
    ),
    section!(
        "sql_enum",
        ["len", "crate"],
        "len = n, crate = \"…\"",
        "`len` makes the column longer than the longest variant, so that longer variants can be added later. `crate` is \
         the path of the `store` crate.",
        Lamp in "sql_enum.rs",
        ["create_table"]
    ),
    section!(
        "sql_enum",
        ["repr"],
        "repr = i16",
        "Stores the variants as integers of this type: `i8`, `i16`, `i32`, `i64`, `u8`, `u16` or `u32`. The integers are the discriminants, which count on from the previous one as in Rust; `as_int` returns them. Constants in conditions and defaults are these integers. A check constraint refuses all others.",
        Ticket in "sql_enum.rs",
        ["create_table", "urgent"]
    ),
];
