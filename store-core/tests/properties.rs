//! Properties that hold for every input.

use proptest::prelude::*;
use regex::Regex;
use store_core::derive::{PackedStrings, Sql, pack};
use store_core::ident::{self, IdentError};
use store_core::sortable::{self, MAX_LEN};
use store_core::{Dialect, Literal, SqlType};

/// Valid and almost valid names.
fn almost_names() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z_][A-Za-z0-9_]{0,12}",
        "[A-Za-z_0-9]{120,136}",
        "\\PC{0,6}",
        "[A-Za-z_\\[\\]\"'; \\-\u{0}éＩ]{0,8}",
        "(?i)(sqlite|sqlite_x|sys|information_schema|order|select|user|rowid|key|sqlitex|system)",
    ]
}

proptest! {
    #[test]
    fn names_match_the_rule(name in almost_names()) {
        let form = Regex::new("^[A-Za-z_][A-Za-z0-9_]{0,127}$").unwrap();
        let engines = Regex::new("(?i)^(sqlite|sqlite_.*|sys|information_schema)$").unwrap();
        let reserved = engines.is_match(&name) || !ident::reserved_by(&name).is_empty();
        prop_assert_eq!(ident::check(&name).is_ok(), form.is_match(&name) && !reserved);
        if let Err(IdentError::Character(at, ch)) = ident::check(&name) {
            prop_assert_eq!(name.chars().nth(at), Some(ch));
        }
    }

    #[test]
    fn packed_strings_unpack(strings in prop::collection::vec("\\PC{0,9}", 0..20)) {
        let (all, ends) = pack(strings.iter().map(String::as_str));
        let packed = PackedStrings::Packed(&all, &ends);
        prop_assert_eq!(packed.len(), strings.len());
        prop_assert!(packed.iter().eq(strings.iter().map(String::as_str)));
    }

    #[test]
    fn encoded_decimals_sort_like_numbers(
        (precision, scale) in (19u8..=28).prop_flat_map(|precision| (Just(precision), 0..=precision)),
        left in any::<i128>(),
        right in any::<i128>(),
    ) {
        let bound = 10i128.pow(u32::from(precision));
        let (left, right) = (left % bound, right % bound);
        let text = |number| {
            let mut out = [0; MAX_LEN];
            let len = sortable::encode(number, precision, scale, &mut out);
            String::from_utf8(out[..len].to_vec()).unwrap()
        };
        prop_assert_eq!(text(left).cmp(&text(right)), left.cmp(&right));
        prop_assert_eq!(sortable::decode(&text(left), precision, scale), Some(left));
    }

    /// An SQL parser ends a literal at the first quote that is not doubled, which must be the last character.
    #[test]
    fn string_literals_end_at_their_last_quote(text in "[\\PC'\"\\]\\\\\n-]{0,20}") {
        for (dialect, head) in [(Dialect::Mssql, "N'"), (Dialect::Sqlite, "'")] {
            let mut out = Sql::default();
            dialect.grammar().literal(&mut out, &Literal::Text(&text), SqlType::Text(None));
            let inner = out.text().strip_prefix(head).and_then(|rest| rest.strip_suffix('\'')).unwrap();
            prop_assert!(!inner.replace("''", "").contains('\''));
            prop_assert_eq!(inner.replace("''", "'"), text.as_str());
        }
    }
}
