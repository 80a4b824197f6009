//! The formats of seed files: URLs, JSON lines and YAML.

use std::fmt;
use std::io::{self, BufRead as _, BufReader};
use std::ops::ControlFlow;

use store::state::NewItem;

use super::seed::{Seed, SeedDefaults};
use super::yaml_list;

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum SeedFormat {
    /// One URL per line; empty lines and lines that begin with `#` are skipped
    Urls,
    /// One JSON object per line
    Jsonl,
    /// A list of URLs or objects, alone or under `seeds`
    Yaml,
}

/// The position of a seed in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SeedPosition {
    Line(u64),
    /// The number of an entry of a YAML list, from 1.
    Seed(u64),
}

impl SeedPosition {
    /// Returns `line` or `seed`.
    pub(super) const fn unit(self) -> &'static str {
        match self {
            Self::Line(_) => "line",
            Self::Seed(_) => "seed",
        }
    }

    pub(super) const fn number(self) -> u64 {
        match self {
            Self::Line(number) | Self::Seed(number) => number,
        }
    }
}

impl fmt::Display for SeedPosition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.unit(), self.number())
    }
}

/// An entry of a file.
#[derive(Debug)]
pub(super) enum SeedEntry {
    Valid(SeedPosition, Box<NewItem>),
    /// An invalid seed, and the reason; the entries after it can be read.
    Invalid(SeedPosition, String),
    /// The rest of the file cannot be read.
    Unreadable(String),
}

impl SeedEntry {
    fn new(position: SeedPosition, seed: Result<NewItem, String>) -> Self {
        match seed {
            Ok(item) => Self::Valid(position, Box::new(item)),
            Err(reason) => Self::Invalid(position, reason),
        }
    }
}

/// Reads the seeds of a file, until the end or until `each` breaks.
pub(super) fn read_seeds(
    input: impl io::Read,
    format: SeedFormat,
    defaults: &SeedDefaults,
    each: impl FnMut(SeedEntry) -> ControlFlow<()>,
) -> ControlFlow<()> {
    match format {
        SeedFormat::Urls => read_lines(input, each, |line| {
            let line = line.trim();
            let is_url = !line.is_empty() && !line.starts_with('#');
            is_url.then(|| Seed::from_url(line).into_item(defaults))
        }),
        SeedFormat::Jsonl => {
            read_lines(input, each, |line| (!line.trim().is_empty()).then(|| parse_json(line, defaults)))
        }
        SeedFormat::Yaml => read_yaml(input, defaults, each),
    }
}

fn read_lines(
    input: impl io::Read,
    mut each: impl FnMut(SeedEntry) -> ControlFlow<()>,
    parse: impl Fn(&str) -> Option<Result<NewItem, String>>,
) -> ControlFlow<()> {
    let mut input = BufReader::new(input);
    let mut bytes = Vec::new();
    for number in 1.. {
        bytes.clear();
        match input.read_until(b'\n', &mut bytes) {
            Ok(0) => break,
            Ok(_) => {}
            Err(error) => return each(SeedEntry::Unreadable(format!("cannot read line {number}: {error}"))),
        }
        let seed = match str::from_utf8(&bytes) {
            Ok(line) => parse(if number == 1 { strip_byte_order_mark(line) } else { line }),
            Err(_) => Some(Err("invalid UTF-8: convert the file to UTF-8".to_owned())),
        };
        let Some(seed) = seed else { continue };
        each(SeedEntry::new(SeedPosition::Line(number), seed))?;
    }
    ControlFlow::Continue(())
}

fn read_yaml(
    mut input: impl io::Read,
    defaults: &SeedDefaults,
    mut each: impl FnMut(SeedEntry) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut text = String::new();
    let read = input.read_to_string(&mut text).map_err(|error| error.to_string());
    let entries = match read.and_then(|_| yaml_list::parse(strip_byte_order_mark(&text), "seeds")) {
        Ok(Some(entries)) => entries,
        Ok(None) => {
            let reason = "no list of seeds: write one `- https://…` per line, alone or under `seeds:`";
            return each(SeedEntry::Unreadable(reason.to_owned()));
        }
        Err(error) => return each(SeedEntry::Unreadable(error)),
    };
    for (number, entry) in (1..).zip(entries) {
        let seed = entry.and_then(|value| parse_yaml(value, defaults));
        each(SeedEntry::new(SeedPosition::Seed(number), seed))?;
    }
    ControlFlow::Continue(())
}

/// Removes the byte order mark that some editors and shells write.
fn strip_byte_order_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

fn parse_yaml(value: yaml_serde::Value, defaults: &SeedDefaults) -> Result<NewItem, String> {
    let seed = match value {
        yaml_serde::Value::String(url) => Seed::from_url(&url),
        value if has_non_finite_number(&value) => {
            return Err("`.inf` and `.nan` are not valid in JSON: write them as strings".to_owned());
        }
        value => yaml_serde::from_value(value).map_err(|error| error.to_string())?,
    };
    seed.into_item(defaults)
}

/// Returns whether a number in the value would become `null` in JSON.
fn has_non_finite_number(value: &yaml_serde::Value) -> bool {
    match value {
        yaml_serde::Value::Number(number) => number.as_f64().is_some_and(|number| !number.is_finite()),
        yaml_serde::Value::Sequence(values) => values.iter().any(has_non_finite_number),
        yaml_serde::Value::Mapping(pairs) => pairs.values().any(has_non_finite_number),
        yaml_serde::Value::Tagged(tagged) => has_non_finite_number(&tagged.value),
        _ => false,
    }
}

fn parse_json(line: &str, defaults: &SeedDefaults) -> Result<NewItem, String> {
    let seed: Seed = serde_json::from_str(line).map_err(|error| error.to_string())?;
    if let Some(number) = find_large_integer(line) {
        return Err(yaml_list::integer_too_large(number));
    }
    seed.into_item(defaults)
}

/// Finds an integer in JSON that does not fit 64 bits, and would silently become a rounded number. Numbers with a fraction or
/// an exponent are not searched: their writer expects rounding.
fn find_large_integer(json: &str) -> Option<&str> {
    let (mut rest, mut in_string) = (json, false);
    while let Some(ch) = rest.chars().next() {
        let len = match ch {
            '\\' if in_string => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            '"' => {
                in_string = !in_string;
                1
            }
            '-' | '0'..='9' if !in_string => {
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
        rest = &rest[len..];
    }
    None
}

#[cfg(test)]
mod tests {
    use super::find_large_integer;

    #[test]
    fn integers_that_do_not_fit_64_bits_are_found() {
        let large = "18446744073709551616";
        for (json, found) in [
            (r#"{"a":18446744073709551615,"b":-9223372036854775808}"#, None),
            (r#"{"a":18446744073709551616}"#, Some(large)),
            (r#"[1,[-9223372036854775809]]"#, Some("-9223372036854775809")),
            (r#"["18446744073709551616","\"18446744073709551616","é\\"]"#, None),
            (r#"{"18446744073709551616":1.8e19,"b":100000000000000000000.0}"#, None),
            (r#"["\\",18446744073709551616]"#, Some(large)),
            ("18446744073709551616", Some(large)),
        ] {
            assert_eq!(find_large_integer(json), found, "{json}");
        }
    }
}
