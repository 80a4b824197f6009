//! Reads a list in YAML whose invalid entries do not keep the others from being read.

use std::fmt;

use serde::de::{Deserialize, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess as _, Visitor};
use yaml_serde::value::{Tag, TaggedValue};
use yaml_serde::{Mapping, Value};

/// A value, or the reason why it is invalid.
pub(super) type ParsedValue = Result<Value, String>;

/// Parses a document that is a list, or a mapping with a list under `key`; returns `None` if it is neither.
pub(super) fn parse(text: &str, key: &str) -> Result<Option<Vec<ParsedValue>>, String> {
    let document: Node = yaml_serde::from_str(text).map_err(|error| error.to_string())?;
    match document.value_under(key) {
        Node::List(nodes) => Ok(Some(nodes.into_iter().map(Node::into_value).collect())),
        Node::Scalar(Ok(Value::Null)) => Ok(Some(Vec::new())),
        Node::Invalid(reason) | Node::Scalar(Err(reason)) => Err(reason),
        Node::Scalar(Ok(_)) | Node::Map(_) => Ok(None),
    }
}

/// A document as it was parsed, with invalid values.
enum Node {
    Scalar(ParsedValue),
    List(Vec<Self>),
    Map(Vec<(Self, Self)>),
    /// A list or mapping with an error, and the error.
    Invalid(String),
}

impl Node {
    /// Returns the value of the key in a mapping; a node that is no mapping, or does not have the key, is returned as it is.
    fn value_under(self, key: &str) -> Self {
        let Self::Map(pairs) = self else { return self };
        let (mut matching, others): (Vec<_>, Vec<_>) = pairs
            .into_iter()
            .partition(|(name, _)| matches!(name, Self::Scalar(Ok(Value::String(name))) if name == key));
        match (matching.pop(), matching.is_empty()) {
            (Some((_, list)), true) => list,
            (Some(_), false) => Self::Invalid(format!("duplicate key {key:?}")),
            (None, _) => Self::Map(others),
        }
    }

    fn into_value(self) -> ParsedValue {
        match self {
            Self::Scalar(value) => value,
            Self::Invalid(reason) => Err(reason),
            Self::List(nodes) => {
                Ok(Value::Sequence(nodes.into_iter().map(Self::into_value).collect::<Result<_, _>>()?))
            }
            Self::Map(pairs) => {
                let mut mapping = Mapping::new();
                for (key, value) in pairs {
                    let key = key.into_value()?;
                    if mapping.contains_key(&key) {
                        let name = key.as_str().map(|name| format!(" {name:?}")).unwrap_or_default();
                        return Err(format!("duplicate key{name}"));
                    }
                    mapping.insert(key, value.into_value()?);
                }
                Ok(Value::Mapping(mapping))
            }
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

/// Returns the reason why a seed with the integer is invalid.
pub(super) fn integer_too_large(number: impl fmt::Display) -> String {
    format!("integer out of range: {number} does not fit 64 bits; write the number as a string")
}

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("YAML")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Scalar(Ok(Value::Null)))
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Scalar(Ok(Value::Null)))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        Node::deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Scalar(Ok(value.into())))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Scalar(Ok(value.into())))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Scalar(Ok(value.into())))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Node, E> {
        Ok(Node::Scalar(Err(integer_too_large(value))))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Node, E> {
        Ok(Node::Scalar(Err(integer_too_large(value))))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Scalar(Ok(value.into())))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Scalar(Ok(value.into())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node, A::Error> {
        let mut nodes = Vec::new();
        while let Some(node) = list.next_element()? {
            nodes.push(node);
        }
        Ok(Node::List(nodes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut mapping: A) -> Result<Node, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = mapping.next_entry()? {
            pairs.push(pair);
        }
        Ok(Node::Map(pairs))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Node, A::Error> {
        let (tag, value): (String, _) = tagged.variant()?;
        let value: Node = value.newtype_variant()?;
        let tagged = |value| Value::Tagged(Box::new(TaggedValue { tag: Tag::new(tag), value }));
        Ok(Node::Scalar(value.into_value().map(tagged)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invalid_entries_do_not_affect_the_others() {
        let text = "- a\n- {b: 1, b: 2}\n- [1, {c: 340282366920938463463374607431768211455}]\n- !x 2\n- {d: [.5, null, true, -7]}\n";
        let all: Vec<Value> = yaml_serde::from_str("[a, !x 2, {d: [.5, null, true, -7]}]").unwrap();
        let parsed = parse(text, "seeds").unwrap().unwrap();
        assert_eq!(
            parsed.iter().filter_map(|one| one.as_ref().ok()).collect::<Vec<_>>(),
            all.iter().collect::<Vec<_>>()
        );
        let reasons: Vec<&str> =
            parsed.iter().filter_map(|one| one.as_ref().err()).map(String::as_str).collect();
        assert_eq!(reasons.len(), 2);
        assert!(reasons[0].contains("duplicate key \"b\"") && reasons[1].contains("64 bits"), "{reasons:?}");
        assert_eq!(parse("seeds: [a]\nother: 1", "seeds").unwrap().unwrap(), [Ok(Value::from("a"))]);
        assert_eq!(parse("", "seeds").unwrap().unwrap(), []);
        assert_eq!(parse("seeds:", "seeds").unwrap().unwrap(), []);
        assert_eq!(parse("other: [a]", "seeds").unwrap(), None);
        assert_eq!(parse("a", "seeds").unwrap(), None);
        assert!(parse("seeds: [a]\nseeds: [b]", "seeds").unwrap_err().contains("duplicate"));
        assert!(parse("- [", "seeds").is_err());
    }
}
