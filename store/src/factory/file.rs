//! The YAML file.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::bad;
use super::layers::{Setting, Variable};
use crate::Error;

/// `${NAME}`, or `${NAME:-what it is without}`.
#[expect(clippy::expect_used, reason = "the pattern is a constant, which a test compiles")]
static REFERENCE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}").expect("a constant"));

/// The file; what a program has beside `state` is its own.
#[derive(Deserialize)]
struct Document {
    #[serde(default)]
    state: State,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct State {
    #[serde(rename = "type")]
    backend: Option<Scalar>,
    db_path: Option<Scalar>,
    auto_init: Option<Scalar>,
    sqlserver: SqlServer,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct SqlServer {
    host: Option<Scalar>,
    port: Option<Scalar>,
    database: Option<Scalar>,
    #[serde(alias = "username")]
    user: Option<Scalar>,
    password: Option<Scalar>,
    schema: Option<Scalar>,
    encrypt: Option<Scalar>,
    trust_server_certificate: Option<Scalar>,
    ca_file: Option<Scalar>,
}

/// A value as YAML has it, with or without quotation marks.
#[derive(Deserialize)]
#[serde(untagged)]
enum Scalar {
    Bool(bool),
    Number(i64),
    Text(String),
}

/// What a file says.
pub(super) fn read(path: &Path, variable: Variable<'_>) -> Result<Vec<(Setting, String)>, Error> {
    let text = fs::read_to_string(path).map_err(|error| {
        let fix = match error.kind() {
            ErrorKind::InvalidData => "save it as UTF-8",
            _ => "name a file that can be read",
        };
        bad(format!("{}: {error}: {fix}", path.display()))
    })?;
    parse(&text, variable).map_err(|error| bad(format!("{}: {}", path.display(), error.message())))
}

/// What the text of a file says.
pub(super) fn parse(text: &str, variable: Variable<'_>) -> Result<Vec<(Setting, String)>, Error> {
    // Without values, so that its errors can be shown.
    yaml_serde::from_str::<IgnoredAny>(text).map_err(|error| no_yaml(text, &error))?;
    let document: Option<Document> = yaml_serde::from_str(text).map_err(|error| no_settings(&error))?;
    let State { backend, db_path, auto_init, sqlserver } =
        document.map(|document| document.state).unwrap_or_default();
    let SqlServer {
        host,
        port,
        database,
        user,
        password,
        schema,
        encrypt,
        trust_server_certificate,
        ca_file,
    } = sqlserver;
    let all = [
        (Setting::Backend, backend),
        (Setting::DbPath, db_path),
        (Setting::AutoInit, auto_init),
        (Setting::Host, host),
        (Setting::Port, port),
        (Setting::Database, database),
        (Setting::User, user),
        (Setting::Password, password),
        (Setting::Schema, schema),
        (Setting::Encrypt, encrypt),
        (Setting::Trust, trust_server_certificate),
        (Setting::CaFile, ca_file),
    ];
    let mut settings = Vec::new();
    for (setting, value) in all {
        let value = match value {
            None => continue,
            Some(Scalar::Bool(value)) => value.to_string(),
            Some(Scalar::Number(value)) => value.to_string(),
            Some(Scalar::Text(text)) => {
                let key = setting.key();
                fill_in(&text, variable).map_err(|error| bad(format!("{key}: {}", error.message())))?
            }
        };
        settings.push((setting, value));
    }
    Ok(settings)
}

/// Why a text is no YAML. The words are those of the parser, which names no values.
fn no_yaml(text: &str, error: &yaml_serde::Error) -> Error {
    let line = error.location().and_then(|at| text.lines().nth(at.line().saturating_sub(1)));
    let has_tab = line.is_some_and(|line| line.trim_start_matches(' ').starts_with('\t'));
    let fix = if has_tab { ": indent with spaces, not with tabs" } else { "" };
    bad(format!("invalid YAML: {error}{fix}"))
}

/// Why `state` does not have the form of the settings. The message of the error could show a value, as a password.
fn no_settings(error: &yaml_serde::Error) -> Error {
    const KEYS: &str = "`state` has `type`, `db_path`, `auto_init` and `sqlserver` with `host`, `port`, `database`, `user`, \
                        `password`, `schema`, `encrypt`, `trust_server_certificate` and `ca_file`";
    let message = error.to_string();
    let place = error
        .location()
        .map_or_else(String::new, |at| format!(" at line {} column {}", at.line(), at.column()));
    // The name of one of the keys above.
    let duplicate = message.split_once("duplicate field `").and_then(|(_, rest)| rest.split_once('`'));
    let reason = if let Some((name, _)) = duplicate {
        let alias = if name == "user" { ", `username` is the same key" } else { "" };
        format!("duplicate key `{name}` in the mapping{place}: remove one{alias}")
    } else if message.contains("unknown field `<<`") {
        format!("merge key `<<`{place}: merge keys are not supported, write the keys out")
    } else if message.contains("unknown field `") {
        format!("unknown key{place}: {KEYS}")
    } else {
        format!(
            "a value of the wrong type{place}: write a text, a number, `true` or `false` for a setting; {KEYS}"
        )
    };
    bad(format!("`state` cannot be read: {reason}"))
}

/// Puts variables in the places that name them.
fn fill_in(text: &str, variable: Variable<'_>) -> Result<String, Error> {
    let mut out = String::with_capacity(text.len());
    let mut end = 0;
    for found in REFERENCE.captures_iter(text) {
        let (Some(whole), Some(name)) = (found.get(0), found.get(1)) else { continue };
        let value = match (variable(name.as_str())?, found.get(2)) {
            (Some(value), _) => value,
            (None, Some(default)) => default.as_str().to_owned(),
            (None, None) => {
                let name = name.as_str();
                return Err(bad(format!("the variable {name} is not set: set it, or write ${{{name}:-…}}")));
            }
        };
        out.push_str(&text[end..whole.start()]);
        out.push_str(&value);
        end = whole.end();
    }
    out.push_str(&text[end..]);
    Ok(out)
}
