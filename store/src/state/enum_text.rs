//! Enums of the tables as text: `Display` and `FromStr`.

use std::borrow::Cow;

use crate::{Error, ErrorKind, Field, SqlType, Value};

/// Implements `Display` and `FromStr` for an enum of the tables, with the strings that its column stores.
macro_rules! text_enum {
    ($type:ident, $noun:literal) => {
        impl ::std::fmt::Display for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::std::str::FromStr for $type {
            type Err = $crate::Error;

            fn from_str(text: &str) -> Result<Self, $crate::Error> {
                $crate::state::enum_text::parse(text, $noun)
            }
        }
    };
}
pub(in crate::state) use text_enum;

/// Returns the variant that a column stores as `text`.
pub(in crate::state) fn parse<E: Field>(text: &str, noun: &str) -> Result<E, Error> {
    E::from_value(Value::Text(Cow::Borrowed(text))).map_err(|_| {
        let variants = match E::TYPE {
            SqlType::Enum { variants, .. } => variants.join(", "),
            _ => String::new(),
        };
        Error::new(ErrorKind::InvalidValue, format!("unknown {noun} {text:?}: expected one of {variants}"))
    })
}

#[cfg(test)]
mod tests {
    use crate::state::{RunStatus, Status};

    #[test]
    fn text_is_parsed_as_it_is_displayed() {
        for status in Status::ALL {
            assert_eq!(status.to_string().parse::<Status>().unwrap(), status);
        }
    }

    #[test]
    fn an_unknown_text_is_refused_with_the_variants() {
        let error = "done".parse::<RunStatus>().unwrap_err();
        let expected = "unknown run status \"done\": expected one of running, completed, failed, cancelled";
        assert_eq!(error.message(), expected);
    }
}
