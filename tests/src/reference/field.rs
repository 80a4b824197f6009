//! `#[field(…)]`.

use rust_decimal::Decimal;
use store::{Field, Table};

use super::{Section, section};

// sample Customer
#[derive(Field)]
#[field(len = 36)]
struct CustomerId(String);

#[derive(Table)]
struct Customer {
    #[column(primary_key)]
    id: CustomerId,
}
// end

// sample Essay
#[derive(Field)]
#[field(len = 100_000, max, crate = "::store")]
struct LongText(String);

#[derive(Table)]
struct Essay {
    #[column(primary_key)]
    id: i64,
    text: LongText,
}
// end

// sample Payment
#[derive(Field)]
#[field(precision = 19, scale = 4)]
struct Money(Decimal);

#[derive(Table)]
struct Payment {
    #[column(primary_key)]
    id: i64,
    amount: Money,
}
// end

pub(super) const SECTIONS: &[Section] = &[
    section!(
        "field",
        ["len"],
        "len = n",
        "The maximum length, as on a column. The length belongs to the type, so that its columns need no `len`.",
        Customer in "field.rs",
        ["create_table"]
    ),
    section!(
        "field",
        ["max", "crate"],
        "len = n, max, crate = \"…\"",
        "`max` allows a length over 4,000 code units (binary data: 8,000 bytes), as on a column. `crate` is the path of \
         the `store` crate.",
        Essay in "field.rs",
        ["create_table"]
    ),
    section!(
        "field",
        ["precision", "scale"],
        "precision = p, scale = s",
        "The digits of a decimal, as on a column.",
        Payment in "field.rs",
        ["create_table"]
    ),
];
