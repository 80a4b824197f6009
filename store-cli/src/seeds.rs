//! What is put in the queue, as people and programs write it down.

use std::fmt;
use std::io::{self, BufRead as _, BufReader};
use std::ops::ControlFlow;

use serde::Deserialize;
use serde_json::Value;
use store::state::{Identity, NewItem};
use url::Url;

use crate::yaml;

/// How seeds are written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// One URL per line; empty lines and lines that begin with `#` are skipped
    Urls,
    /// One JSON object per line
    Jsonl,
    /// A list of URLs or objects, alone or under `seeds`
    Yaml,
}

/// What holds for a seed that does not say it.
#[derive(Debug)]
pub(crate) struct Defaults {
    pub(crate) system: String,
    /// The host of the URL where there is none.
    pub(crate) name: Option<String>,
    pub(crate) resource_type: String,
    pub(crate) priority: i32,
}

/// A seed that says what it is.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Seed {
    #[serde(alias = "url")]
    uri: String,
    system: Option<String>,
    name: Option<String>,
    #[serde(rename = "type")]
    resource_type: Option<String>,
    id: Option<String>,
    variant: Option<String>,
    method: Option<String>,
    headers: Option<Value>,
    body: Option<String>,
    metadata: Option<Value>,
    priority: Option<i32>,
    rank: Option<i32>,
}

/// Where a seed is in its input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Line(u64),
    /// The number of an entry of a list.
    Seed(u64),
}

impl Place {
    /// `line` or `seed`.
    pub(crate) const fn unit(self) -> &'static str {
        match self {
            Self::Line(_) => "line",
            Self::Seed(_) => "seed",
        }
    }

    pub(crate) const fn number(self) -> u64 {
        match self {
            Self::Line(number) | Self::Seed(number) => number,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.unit(), self.number())
    }
}

/// A part of an input, as it is read.
#[derive(Debug)]
pub(crate) enum Read {
    Seed(Place, Box<NewItem>),
    /// A seed that is wrong, and why; those after it can be read.
    Refused(Place, String),
    /// Why nothing more can be read.
    Broken(String),
}

/// Reads the seeds of one input to the end, or until `each` wants no more.
pub(crate) fn read(
    input: impl io::Read,
    format: Format,
    defaults: &Defaults,
    each: impl FnMut(Read) -> ControlFlow<()>,
) -> ControlFlow<()> {
    match format {
        Format::Urls => lines(input, each, |line| {
            let line = line.trim();
            (!line.is_empty() && !line.starts_with('#')).then(|| of_url(line, defaults))
        }),
        Format::Jsonl => {
            lines(input, each, |line| (!line.trim().is_empty()).then(|| of_json(line, defaults)))
        }
        Format::Yaml => entries(input, defaults, each),
    }
}

fn lines(
    input: impl io::Read,
    mut each: impl FnMut(Read) -> ControlFlow<()>,
    parse: impl Fn(&str) -> Option<Result<NewItem, String>>,
) -> ControlFlow<()> {
    let mut input = BufReader::new(input);
    let mut bytes = Vec::new();
    for number in 1.. {
        bytes.clear();
        match input.read_until(b'\n', &mut bytes) {
            Ok(0) => break,
            Ok(_) => {}
            Err(error) => return each(Read::Broken(format!("line {number} cannot be read: {error}"))),
        }
        let seed = match str::from_utf8(&bytes) {
            Ok(line) => parse(if number == 1 { without_mark(line) } else { line }),
            Err(_) => Some(Err("invalid UTF-8: convert the file to UTF-8".to_owned())),
        };
        let Some(seed) = seed else { continue };
        each(found(Place::Line(number), seed))?;
    }
    ControlFlow::Continue(())
}

fn entries(
    mut input: impl io::Read,
    defaults: &Defaults,
    mut each: impl FnMut(Read) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut text = String::new();
    let read = input.read_to_string(&mut text).map_err(|error| error.to_string());
    let entries = match read.and_then(|_| yaml::list(without_mark(&text), "seeds")) {
        Ok(Some(entries)) => entries,
        Ok(None) => {
            let fix = "write `- https://…` a line, or such a list under `seeds:`";
            return each(Read::Broken(format!("no list of seeds: {fix}")));
        }
        Err(error) => return each(Read::Broken(error)),
    };
    for (number, entry) in (1..).zip(entries) {
        let seed = entry.and_then(|entry| match entry {
            yaml_serde::Value::String(url) => of_url(&url, defaults),
            entry if has_no_json(&entry) => {
                Err("`.inf` and `.nan` are no numbers in JSON: write them as texts".to_owned())
            }
            entry => yaml_serde::from_value(entry)
                .map_err(|error| error.to_string())
                .and_then(|seed| of_seed(seed, defaults)),
        });
        each(found(Place::Seed(number), seed))?;
    }
    ControlFlow::Continue(())
}

fn found(place: Place, seed: Result<NewItem, String>) -> Read {
    match seed {
        Ok(item) => Read::Seed(place, Box::new(item)),
        Err(reason) => Read::Refused(place, reason),
    }
}

/// Without the byte order mark that some editors and shells write.
fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Whether there is a number in it that would become `null`.
fn has_no_json(value: &yaml_serde::Value) -> bool {
    match value {
        yaml_serde::Value::Number(number) => number.as_f64().is_some_and(|number| !number.is_finite()),
        yaml_serde::Value::Sequence(values) => values.iter().any(has_no_json),
        yaml_serde::Value::Mapping(pairs) => pairs.values().any(has_no_json),
        yaml_serde::Value::Tagged(tagged) => has_no_json(&tagged.value),
        _ => false,
    }
}

fn of_json(line: &str, defaults: &Defaults) -> Result<NewItem, String> {
    let seed = serde_json::from_str(line).map_err(|error| error.to_string())?;
    if let Some(number) = beyond_64_bits(line) {
        return Err(format!("the number {number} has more digits than are kept: write it as a text"));
    }
    of_seed(seed, defaults)
}

/// An integer in a JSON text that would become another number; a number with a point or an exponent is one that is as near as
/// 64 bits are, to whoever writes it.
fn beyond_64_bits(json: &str) -> Option<&str> {
    let (mut rest, mut in_text) = (json, false);
    while let Some(ch) = rest.chars().next() {
        let taken = match ch {
            '\\' if in_text => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            '"' => {
                in_text = !in_text;
                1
            }
            '-' | '0'..='9' if !in_text => {
                let end = rest.find(|ch: char| !matches!(ch, '0'..='9' | '-' | '+' | '.' | 'e' | 'E'));
                let number = &rest[..end.unwrap_or(rest.len())];
                let is_integer = !number.contains(['.', 'e', 'E']);
                if is_integer && number.parse::<i64>().is_err() && number.parse::<u64>().is_err() {
                    return Some(number);
                }
                number.len()
            }
            ch => ch.len_utf8(),
        };
        rest = &rest[taken..];
    }
    None
}

fn of_url(text: &str, defaults: &Defaults) -> Result<NewItem, String> {
    of_seed(Seed { uri: text.to_owned(), ..Seed::default() }, defaults)
}

fn of_seed(seed: Seed, defaults: &Defaults) -> Result<NewItem, String> {
    let Seed { uri, .. } = &seed;
    let mut url = Url::parse(uri).map_err(|error| {
        format!("{:?} is no URL ({error}): write it whole, as https://docs.example/page", begin(uri))
    })?;
    // What stands behind `#` is not sent: the page is the same.
    url.set_fragment(None);
    let name = seed.name.as_deref().or(defaults.name.as_deref()).or_else(|| url.host_str());
    let name = name.ok_or_else(|| format!("{:?} names no host: name its source with --name", begin(uri)))?;
    let identity = Identity {
        source_system: seed.system.as_deref().unwrap_or(&defaults.system),
        source_name: name,
        resource_type: seed.resource_type.as_deref().unwrap_or(&defaults.resource_type),
        resource_id: seed.id.as_deref().unwrap_or(url.as_str()),
        variant: seed.variant.as_deref(),
    };
    let mut item = NewItem::new(identity, url.as_str()).priority(seed.priority.unwrap_or(defaults.priority));
    if let Some(method) = seed.method {
        item = item.method(method);
    }
    if let Some(headers) = seed.headers {
        item = item.headers(headers);
    }
    if let Some(body) = seed.body {
        item = item.body(body);
    }
    if let Some(metadata) = seed.metadata {
        item = item.metadata(metadata);
    }
    if let Some(rank) = seed.rank {
        item = item.rank(rank);
    }
    item.check().map_err(|error| error.to_string())?;
    Ok(item)
}

/// As much of a text as an error shows.
fn begin(text: &str) -> String {
    const MOST: usize = 100;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::beyond_64_bits;

    #[test]
    fn numbers_that_would_change_are_found() {
        let beyond = "18446744073709551616";
        for (json, found) in [
            (r#"{"a":18446744073709551615,"b":-9223372036854775808}"#, None),
            (r#"{"a":18446744073709551616}"#, Some(beyond)),
            (r#"[1,[-9223372036854775809]]"#, Some("-9223372036854775809")),
            (r#"["18446744073709551616","\"18446744073709551616","é\\"]"#, None),
            (r#"{"18446744073709551616":1.8e19,"b":100000000000000000000.0}"#, None),
            (r#"["\\",18446744073709551616]"#, Some(beyond)),
            ("18446744073709551616", Some(beyond)),
        ] {
            assert_eq!(beyond_64_bits(json), found, "{json}");
        }
    }
}
