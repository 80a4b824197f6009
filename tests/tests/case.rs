//! `rename_all` and the default table name follow serde and heck.
#![allow(clippy::unwrap_used, reason = "a test panics to fail")]

use heck::ToSnakeCase;
use serde::Serialize;
use store::{SqlEnum, Table};

macro_rules! cases {
    ($($module:ident $case:literal),*) => {$(
        mod $module {
            use super::*;

            #[derive(Clone, Copy, SqlEnum, Serialize)]
            #[sql_enum(rename_all = $case)]
            #[serde(rename_all = $case)]
            enum Word {
                GET,
                HTTPServer,
                IPv6Address,
                Sha256Sum,
                InProgress2,
                A1B2,
                Two_Words,
            }

            #[test]
            fn variants_have_the_names_that_serde_gives() {
                use Word::*;
                for word in [GET, HTTPServer, IPv6Address, Sha256Sum, InProgress2, A1B2, Two_Words] {
                    assert_eq!(word.as_str(), serde_json::to_value(word).unwrap().as_str().unwrap());
                }
            }
        }
    )*};
}

mod variants {
    #![allow(
        non_camel_case_types,
        clippy::upper_case_acronyms,
        clippy::enum_glob_use,
        reason = "the names are the test"
    )]

    use super::*;

    cases! {
        lower "lowercase", upper "UPPERCASE", pascal "PascalCase", camel "camelCase", snake "snake_case",
        screaming "SCREAMING_SNAKE_CASE", kebab "kebab-case", screaming_kebab "SCREAMING-KEBAB-CASE"
    }
}

macro_rules! fields {
    ($($module:ident $case:literal),*) => {$(
        mod $module {
            use super::*;

            #[derive(Default, Table, Serialize)]
            #[table(rename_all = $case)]
            #[serde(rename_all = $case)]
            struct Line {
                #[column(primary_key)]
                id: i64,
                work_item_id: i64,
                ipv6_address: i64,
                sha_256: i64,
                _hidden: i64,
                twice__apart: i64,
            }

            #[test]
            fn columns_have_the_names_that_serde_gives() {
                let columns: Vec<&str> = Line::MODEL.columns.names.iter().collect();
                let row = serde_json::to_value(Line::default()).unwrap();
                let keys = row.as_object().unwrap();
                assert_eq!(columns.len(), keys.len());
                for column in columns {
                    assert!(keys.contains_key(column), "{column} in {keys:?}");
                }
            }
        }
    )*};
}

mod columns {
    #![allow(non_snake_case, reason = "the names are the test")]

    use super::*;

    fields! {
        lower "lowercase", upper "UPPERCASE", pascal "PascalCase", camel "camelCase", snake "snake_case",
        screaming "SCREAMING_SNAKE_CASE"
    }
}

#[test]
fn tables_have_the_names_that_heck_gives() {
    macro_rules! table {
        ($($name:ident)*) => {$({
            #[derive(Table)]
            struct $name {
                #[column(primary_key)]
                id: i64,
            }
            assert_eq!($name::MODEL.name, stringify!($name).to_snake_case());
        })*};
    }
    table!(WorkItem HTTPServer IPv6Address Sha256Sum A1B2 Page2 OAuth2Token);
    assert_eq!("HTTPServer".to_snake_case(), "http_server");
    assert_eq!("IPv6Address".to_snake_case(), "i_pv6_address");
}
