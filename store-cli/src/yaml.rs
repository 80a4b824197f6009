//! YAML in which a value that is wrong does not keep the others from being read.

use std::fmt;

use serde::de::{Deserialize, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess as _, Visitor};
use yaml_serde::value::{Tag, TaggedValue};
use yaml_serde::{Mapping, Value};

/// A value, or an element of a list, with the reason why it cannot be taken.
pub(crate) type Found = Result<Value, String>;

/// The elements of the list that a document is, or that it has under a key; `None` if there is no list.
pub(crate) fn list(text: &str, key: &str) -> Result<Option<Vec<Found>>, String> {
    let document: Node = yaml_serde::from_str(text).map_err(|error| error.to_string())?;
    match document.under(key) {
        Node::List(nodes) => Ok(Some(nodes.into_iter().map(Node::value).collect())),
        Node::One(Ok(Value::Null)) => Ok(Some(Vec::new())),
        Node::Wrong(reason) | Node::One(Err(reason)) => Err(reason),
        Node::One(Ok(_)) | Node::Map(_) => Ok(None),
    }
}

/// A part of a document, before it is looked at.
enum Node {
    One(Found),
    List(Vec<Self>),
    Map(Vec<(Self, Self)>),
    /// A list or mapping in which something is wrong.
    Wrong(String),
}

impl Node {
    fn under(self, key: &str) -> Self {
        let Self::Map(pairs) = self else { return self };
        let (mut named, others): (Vec<_>, Vec<_>) = pairs
            .into_iter()
            .partition(|(name, _)| matches!(name, Self::One(Ok(Value::String(name))) if name == key));
        match (named.pop(), named.is_empty()) {
            (Some((_, list)), true) => list,
            (Some(_), false) => Self::Wrong(format!("duplicate key {key:?}")),
            (None, _) => Self::Map(others),
        }
    }

    fn value(self) -> Found {
        match self {
            Self::One(found) => found,
            Self::Wrong(reason) => Err(reason),
            Self::List(nodes) => {
                Ok(Value::Sequence(nodes.into_iter().map(Self::value).collect::<Result<_, _>>()?))
            }
            Self::Map(pairs) => {
                let mut mapping = Mapping::new();
                for (key, value) in pairs {
                    let key = key.value()?;
                    if mapping.contains_key(&key) {
                        let name = key.as_str().map(|name| format!(" {name:?}")).unwrap_or_default();
                        return Err(format!("duplicate key{name}"));
                    }
                    mapping.insert(key, value.value()?);
                }
                Ok(Value::Mapping(mapping))
            }
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Nodes)
    }
}

struct Nodes;

fn too_long(number: impl fmt::Display) -> Node {
    Node::One(Err(format!("the number {number} has more digits than are kept: write it as a text")))
}

impl<'de> Visitor<'de> for Nodes {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("YAML")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::One(Ok(Value::Null)))
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::One(Ok(Value::Null)))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        Node::deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::One(Ok(value.into())))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::One(Ok(value.into())))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::One(Ok(value.into())))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Node, E> {
        Ok(too_long(value))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Node, E> {
        Ok(too_long(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::One(Ok(value.into())))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::One(Ok(value.into())))
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
        Ok(Node::One(value.value().map(tagged)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_in_one_element_leaves_the_others() {
        let text = "- a\n- {b: 1, b: 2}\n- [1, {c: 340282366920938463463374607431768211455}]\n- !x 2\n- {d: [.5, null, true, -7]}\n";
        let all: Vec<Value> = yaml_serde::from_str("[a, !x 2, {d: [.5, null, true, -7]}]").unwrap();
        let found = list(text, "seeds").unwrap().unwrap();
        assert_eq!(
            found.iter().filter_map(|one| one.as_ref().ok()).collect::<Vec<_>>(),
            all.iter().collect::<Vec<_>>()
        );
        let reasons: Vec<&str> =
            found.iter().filter_map(|one| one.as_ref().err()).map(String::as_str).collect();
        assert_eq!(reasons.len(), 2);
        assert!(
            reasons[0].contains("duplicate key \"b\"") && reasons[1].contains("more digits"),
            "{reasons:?}"
        );
        assert_eq!(list("seeds: [a]\nother: 1", "seeds").unwrap().unwrap(), [Ok(Value::from("a"))]);
        assert_eq!(list("", "seeds").unwrap().unwrap(), []);
        assert_eq!(list("seeds:", "seeds").unwrap().unwrap(), []);
        assert_eq!(list("other: [a]", "seeds").unwrap(), None);
        assert_eq!(list("a", "seeds").unwrap(), None);
        assert!(list("seeds: [a]\nseeds: [b]", "seeds").unwrap_err().contains("duplicate"));
        assert!(list("- [", "seeds").is_err());
    }
}
