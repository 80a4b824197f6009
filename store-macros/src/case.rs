//! `rename_all`.

use syn::LitStr;

/// How names of fields or variants become names in the database.
#[derive(Clone, Copy)]
pub(crate) enum Case {
    Lower,
    Upper,
    Pascal,
    Camel,
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
}

const NAMES: [(&str, Case); 8] = [
    ("lowercase", Case::Lower),
    ("UPPERCASE", Case::Upper),
    ("PascalCase", Case::Pascal),
    ("camelCase", Case::Camel),
    ("snake_case", Case::Snake),
    ("SCREAMING_SNAKE_CASE", Case::ScreamingSnake),
    ("kebab-case", Case::Kebab),
    ("SCREAMING-KEBAB-CASE", Case::ScreamingKebab),
];

impl Case {
    /// The rule of this name, which is one of serde's.
    pub(crate) fn parse(name: &LitStr) -> syn::Result<Self> {
        let value = name.value();
        NAMES.iter().find(|(known, _)| *known == value).map(|(_, case)| *case).ok_or_else(|| {
            let known: Vec<String> = NAMES.iter().map(|(name, _)| format!("{name:?}")).collect();
            syn::Error::new(name.span(), format!("unknown case {value:?}: use one of {}", known.join(", ")))
        })
    }

    /// The name in this case; `name` is in snake_case or in PascalCase.
    pub(crate) fn apply(self, name: &str) -> String {
        let words = words(name);
        let join = |separator: &str, word: fn(&str) -> String| {
            words.iter().map(|part| word(part)).collect::<Vec<_>>().join(separator)
        };
        match self {
            Self::Lower => join("", lower),
            Self::Upper => join("", upper),
            Self::Pascal => join("", capital),
            Self::Camel => {
                let pascal = join("", capital);
                let mut chars = pascal.chars();
                chars
                    .next()
                    .map_or_else(String::new, |first| first.to_ascii_lowercase().to_string() + chars.as_str())
            }
            Self::Snake => join("_", lower),
            Self::ScreamingSnake => join("_", upper),
            Self::Kebab => join("-", lower),
            Self::ScreamingKebab => join("-", upper),
        }
    }
}

fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for part in name.split('_').filter(|part| !part.is_empty()) {
        let mut word = String::new();
        for ch in part.chars() {
            // serde's rule too: every capital begins a word.
            if ch.is_uppercase() && !word.is_empty() && part.chars().any(char::is_lowercase) {
                words.push(std::mem::take(&mut word));
            }
            word.push(ch);
        }
        words.push(word);
    }
    words
}

fn lower(word: &str) -> String {
    word.to_lowercase()
}

fn upper(word: &str) -> String {
    word.to_uppercase()
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().to_string() + &chars.as_str().to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_change_case() {
        for (case, name, expected) in [
            (Case::Snake, "InProgress", "in_progress"),
            (Case::Kebab, "InProgress", "in-progress"),
            (Case::Pascal, "work_item_id", "WorkItemId"),
            (Case::Camel, "work_item_id", "workItemId"),
            (Case::ScreamingSnake, "InProgress", "IN_PROGRESS"),
            (Case::Upper, "InProgress", "INPROGRESS"),
            (Case::Lower, "Pending", "pending"),
            (Case::Snake, "GET", "get"),
        ] {
            assert_eq!(case.apply(name), expected);
        }
    }
}
