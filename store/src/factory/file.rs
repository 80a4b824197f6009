//! Reads the YAML file.

use std::fmt;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};

use super::settings::{SETTINGS, Setting, invalid};
use super::sources::Lookup;
use crate::Error;

/// A reference to an environment variable: `${NAME}` or `${NAME:-default}`.
#[expect(clippy::expect_used, reason = "the pattern is a constant, which a test compiles")]
static REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}").expect("the pattern is valid")
});

/// The file. Keys next to `state` belong to the program.
#[derive(Deserialize)]
struct Document {
    #[serde(default)]
    state: StateSection,
}

/// The settings under `state`; `None` for a key without a value.
#[derive(Default)]
struct StateSection(Vec<(Setting, Option<Scalar>)>);

/// A YAML value, with or without quotes.
#[derive(Deserialize)]
#[serde(untagged)]
enum Scalar {
    Bool(bool),
    Number(i64),
    Text(String),
}

impl<'de> Deserialize<'de> for StateSection {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut settings = Vec::new();
        Section { path: STATE, settings: &mut settings }.deserialize(deserializer)?;
        Ok(Self(settings))
    }
}

const STATE: &str = "state";

/// The mappings in the mapping `state`.
const SECTIONS: [&str; 2] = ["state.sqlite", "state.sqlserver"];

/// The mapping at a path. Its keys are those that [`SETTINGS`] has under the path, so that a new setting needs no change
/// here.
struct Section<'s> {
    path: &'static str,
    settings: &'s mut Vec<(Setting, Option<Scalar>)>,
}

impl<'de> DeserializeSeed<'de> for Section<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Section<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a mapping of settings")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut sections = Vec::new();
        while let Some(key) = map.next_key_seed(SectionKeySeed(self.path))? {
            match key {
                SectionKey::Setting(setting) if self.settings.iter().any(|(seen, _)| *seen == setting) => {
                    return Err(A::Error::duplicate_field(last_part(setting.info().key.unwrap_or_default())));
                }
                SectionKey::Setting(setting) => self.settings.push((setting, map.next_value()?)),
                SectionKey::Section(path) if sections.contains(&path) => {
                    return Err(A::Error::duplicate_field(last_part(path)));
                }
                SectionKey::Section(path) => {
                    sections.push(path);
                    map.next_value_seed(Section { path, settings: &mut *self.settings })?;
                }
            }
        }
        Ok(())
    }
}

/// A key of a section.
enum SectionKey {
    Setting(Setting),
    Section(&'static str),
}

/// Parses a key of the section at a path. Errors at a key have its position in the file.
struct SectionKeySeed(&'static str);

impl<'de> DeserializeSeed<'de> for SectionKeySeed {
    type Value = SectionKey;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<SectionKey, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for SectionKeySeed {
    type Value = SectionKey;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: serde::de::Error>(self, key: &str) -> Result<SectionKey, E> {
        if let Some(path) = SECTIONS.iter().find(|path| parent(path) == self.0 && last_part(path) == key) {
            return Ok(SectionKey::Section(path));
        }
        let names_setting =
            |full: &str, alias| parent(full) == self.0 && (last_part(full) == key || alias == Some(key));
        let found =
            SETTINGS.iter().find(|info| info.key.is_some_and(|full| names_setting(full, info.key_alias)));
        found.map(|info| SectionKey::Setting(info.setting)).ok_or_else(|| E::unknown_field(key, &[]))
    }
}

fn parent(key: &str) -> &str {
    key.rsplit_once('.').map_or("", |(parent, _)| parent)
}

fn last_part(key: &str) -> &str {
    key.rsplit_once('.').map_or(key, |(_, last)| last)
}

/// Reads the settings of a file.
pub(super) fn read(path: &Path, variable: Lookup<'_>) -> Result<Vec<(Setting, String)>, Error> {
    let text = fs::read_to_string(path).map_err(|error| {
        let fix = match error.kind() {
            ErrorKind::InvalidData => "save it as UTF-8",
            _ => "name a readable file",
        };
        invalid(format!("cannot read {}: {error}: {fix}", path.display()))
    })?;
    parse(&text, variable).map_err(|error| invalid(format!("{}: {}", path.display(), error.message())))
}

/// Parses the settings of a file and substitutes references to variables.
pub(super) fn parse(text: &str, variable: Lookup<'_>) -> Result<Vec<(Setting, String)>, Error> {
    // Syntax errors of this first pass contain no values and can be shown.
    yaml_serde::from_str::<IgnoredAny>(text).map_err(|error| syntax_error(text, &error))?;
    let document: Option<Document> = yaml_serde::from_str(text).map_err(|error| settings_error(&error))?;
    let StateSection(scalars) = document.map(|document| document.state).unwrap_or_default();
    let mut settings = Vec::new();
    for (setting, scalar) in scalars {
        let value = match scalar {
            None => continue,
            Some(Scalar::Bool(value)) => value.to_string(),
            Some(Scalar::Number(value)) => value.to_string(),
            Some(Scalar::Text(text)) => substitute(&text, variable).map_err(|error| {
                invalid(format!("{}: {}", setting.info().key.unwrap_or_default(), error.message()))
            })?,
        };
        settings.push((setting, value));
    }
    Ok(settings)
}

/// Creates the error of invalid YAML, with the message of the parser.
fn syntax_error(text: &str, error: &yaml_serde::Error) -> Error {
    let line = error.location().and_then(|at| text.lines().nth(at.line().saturating_sub(1)));
    let has_tab = line.is_some_and(|line| line.trim_start_matches(' ').starts_with('\t'));
    let fix = if has_tab { ": indent with spaces, not with tabs" } else { "" };
    invalid(format!("invalid YAML: {error}{fix}"))
}

/// Creates the error of YAML that is not a mapping of settings. The parser's own message could show a password.
fn settings_error(error: &yaml_serde::Error) -> Error {
    let message = error.to_string();
    let position = error
        .location()
        .map_or_else(String::new, |at| format!(" at line {} column {}", at.line(), at.column()));
    // The name of a key in SETTINGS.
    let duplicate = message.split_once("duplicate field `").and_then(|(_, rest)| rest.split_once('`'));
    let reason = if let Some((name, _)) = duplicate {
        let mut infos = SETTINGS.iter().filter(|info| info.key.is_some_and(|key| last_part(key) == name));
        let alias = infos.find_map(|info| info.key_alias);
        let alias = alias.map_or_else(String::new, |alias| format!(", `{alias}` is the same key"));
        format!("duplicate key `{name}` in the mapping{position}: remove one{alias}")
    } else if message.contains("unknown field `<<`") {
        format!("merge key `<<`{position}: merge keys are not supported, write the keys out")
    } else if message.contains("unknown field `") {
        format!("unknown key{position}: {}", known_keys())
    } else {
        format!(
            "a value of the wrong type{position}: use a string, a number, `true` or `false` for a setting; {}",
            known_keys()
        )
    };
    invalid(format!("cannot read `state`: {reason}"))
}

/// Lists the keys of the file.
fn known_keys() -> String {
    let keys = |path: &str| {
        let keys = SETTINGS.iter().filter_map(|info| info.key.filter(|key| parent(key) == path));
        keys.map(|key| format!("`{}`", last_part(key))).collect::<Vec<_>>().join(", ")
    };
    let sections = SECTIONS.map(|path| format!("`{}`, which has {}", last_part(path), keys(path)));
    format!("the keys are {}; {}", keys(STATE), sections.join("; "))
}

/// Replaces references by the values of the variables.
fn substitute(text: &str, variable: Lookup<'_>) -> Result<String, Error> {
    let mut out = String::with_capacity(text.len());
    let mut end = 0;
    for found in REFERENCE.captures_iter(text) {
        let (Some(whole), Some(name)) = (found.get(0), found.get(1)) else { continue };
        let value = match (variable(name.as_str())?, found.get(2)) {
            (Some(value), _) => value,
            (None, Some(default)) => default.as_str().to_owned(),
            (None, None) => {
                let name = name.as_str();
                return Err(invalid(format!(
                    "the variable {name} is not set: set it, or write ${{{name}:-…}}"
                )));
            }
        };
        out.push_str(&text[end..whole.start()]);
        out.push_str(&value);
        end = whole.end();
    }
    out.push_str(&text[end..]);
    Ok(out)
}
