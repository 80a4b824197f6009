//! SQL that the program writes: its parameters, the tables that it names in braces, and its effect.

use std::collections::BTreeSet;

use proc_macro2::Span;
use store_core::Dialect;
use store_core::schema::StatementKind;
use syn::ext::IdentExt;
use syn::{Ident, LitStr, Path};

use crate::ctxt::Ctxt;

/// A part of the SQL.
#[derive(Clone)]
pub(crate) enum SqlTextPart {
    Text(String),
    /// A table, in braces.
    Table(Path),
    /// A parameter, as its name.
    Param(String),
}

/// The SQL for one engine.
#[derive(Clone)]
pub(crate) struct SqlText {
    pub(crate) parts: Vec<SqlTextPart>,
    pub(crate) kind: StatementKind,
}

/// The use of the SQL.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A query with parameters; on SQL Server, several statements.
    Query,
    /// The query of a view: one statement without parameters.
    View,
}

/// Reads SQL; reports an error at the literal.
pub(super) fn read(ctxt: &Ctxt, literal: &LitStr, dialect: Option<Dialect>, form: Form) -> Option<SqlText> {
    let text = literal.value();
    let mut reader =
        Reader { text: &text, at: 0, form, parts: Vec::new(), plain: String::new(), words: Vec::new() };
    match reader.read(dialect, literal.span()) {
        Ok(()) => {
            let kind = kind(&reader.words);
            reader.flush();
            Some(SqlText { parts: reader.parts, kind })
        }
        Err(message) => {
            ctxt.error(literal, message);
            None
        }
    }
}

/// The words with which a statement, or a part of it, changes something. SQL Server needs no `;` between statements.
const CHANGES: [&str; 16] = [
    "INTO", "INSERT", "UPDATE", "DELETE", "MERGE", "EXEC", "EXECUTE", "NEXT", "CREATE", "ALTER", "DROP",
    "TRUNCATE", "GRANT", "REVOKE", "DENY", "SET",
];

/// Returns the effect of a statement with these keywords, in upper case.
fn kind(words: &[String]) -> StatementKind {
    let is = |word: &str| words.first().is_some_and(|first| first == word);
    let changes = |word: &String| CHANGES.contains(&word.as_str());
    if (is("SELECT") || is("WITH") || is("VALUES")) && !words.iter().any(changes) {
        StatementKind::Read
    } else {
        StatementKind::Write
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    form: Form,
    parts: Vec<SqlTextPart>,
    plain: String,
    /// The words outside of quotes, in upper case.
    words: Vec<String>,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// Moves the next bytes to the plain text.
    fn take(&mut self, len: usize) {
        self.plain.push_str(&self.rest()[..len]);
        self.at += len;
    }

    fn flush(&mut self) {
        if !self.plain.is_empty() {
            self.parts.push(SqlTextPart::Text(std::mem::take(&mut self.plain)));
        }
    }

    fn read(&mut self, dialect: Option<Dialect>, span: Span) -> Result<(), String> {
        while let Some(ch) = self.rest().chars().next() {
            match ch {
                '\'' | '"' | '`' => self.quoted(ch, ch)?,
                '[' => self.quoted('[', ']')?,
                '-' if self.rest().starts_with("--") => {
                    let len = self.rest().find('\n').unwrap_or(self.rest().len());
                    self.take(len);
                }
                '/' if self.rest().starts_with("/*") => {
                    let end = self.rest().find("*/").ok_or("the comment is not closed: add `*/`")?;
                    self.take(end + 2);
                }
                ':' => self.param()?,
                '{' => self.table(span)?,
                '}' => return Err("`}` without `{`: remove it".to_owned()),
                '?' => return Err(self.no_parameter("?")),
                '@' if self.is_parameter(dialect) => return Err(self.no_parameter("@…")),
                '$' if dialect != Some(Dialect::Mssql) && word_len(&self.rest()[1..]) > 0 => {
                    return Err(self.no_parameter("$…"));
                }
                ';' if self.form == Form::View => {
                    return Err("a view is one query without `;`: remove it".to_owned());
                }
                ';' if dialect != Some(Dialect::Mssql) && !self.rest()[1..].trim().is_empty() => {
                    return Err(
                        "one statement at a time: remove what follows `;`, or use a `Batch`".to_owned()
                    );
                }
                '\0' => return Err("SQL cannot contain a NUL character: remove it".to_owned()),
                ch if ch.is_alphabetic() || ch == '_' => self.word(),
                ch => self.take(ch.len_utf8()),
            }
        }
        if self.words.is_empty() { Err("expected SQL".to_owned()) } else { Ok(()) }
    }

    fn quoted(&mut self, open: char, close: char) -> Result<(), String> {
        let inner = &self.rest()[open.len_utf8()..];
        let end = inner.find(close).ok_or_else(|| format!("`{open}` is not closed: add `{close}`"))?;
        self.take(open.len_utf8() + end + close.len_utf8());
        Ok(())
    }

    fn word(&mut self) {
        // A name may contain `$`, which begins a parameter of SQLite elsewhere.
        let is_part = |ch: char| ch.is_alphanumeric() || ch == '_' || ch == '$';
        let len = self.rest().find(|ch| !is_part(ch)).unwrap_or(self.rest().len());
        self.words.push(self.rest()[..len].to_uppercase());
        self.take(len);
    }

    /// Returns the error for what is a parameter in the SQL of an engine.
    fn no_parameter(&self, sign: &str) -> String {
        if self.form == Form::View {
            "a view has no parameters: add a condition with a parameter to its `#[query(…)]`".to_owned()
        } else {
            format!("`{sign}` is not a parameter: write `:name`")
        }
    }

    fn param(&mut self) -> Result<(), String> {
        if self.form == Form::View {
            return Err(self.no_parameter(":"));
        }
        let name = &self.rest()[1..];
        let len = word_len(name);
        if len == 0 || name.starts_with(|ch: char| ch.is_ascii_digit()) {
            return Err("`:` begins a parameter: write `:name`".to_owned());
        }
        let name = name[..len].to_owned();
        self.flush();
        self.at += 1 + len;
        self.parts.push(SqlTextPart::Param(name));
        Ok(())
    }

    fn table(&mut self, span: Span) -> Result<(), String> {
        let message = "expected a struct that derives `Table` or `View` in the braces: write `{Order}`";
        let inner = &self.rest()[1..];
        let end = inner.find('}').ok_or(message)?;
        let literal = LitStr::new(inner[..end].trim(), span);
        let path: Path = literal.parse_with(Path::parse_mod_style).map_err(|_| message)?;
        if path.segments.first().is_some_and(|first| first.ident == "Self") {
            return Err(
                "`{Self}` is not known in the constant with the SQL: write the name of the struct".to_owned()
            );
        }
        self.flush();
        self.at += end + 2;
        self.parts.push(SqlTextPart::Table(path));
        Ok(())
    }

    /// Returns whether `@` begins a parameter: any name on SQLite, and those of the driver on SQL Server.
    fn is_parameter(&self, dialect: Option<Dialect>) -> bool {
        let name = &self.rest()[1..];
        let number = name.strip_prefix(['P', 'p']).unwrap_or_default();
        let is_of_driver = number.starts_with(|ch: char| ch.is_ascii_digit())
            && number[..word_len(number)].bytes().all(|byte| byte.is_ascii_digit());
        dialect != Some(Dialect::Mssql) || is_of_driver
    }
}

fn word_len(text: &str) -> usize {
    text.find(|ch: char| !ch.is_alphanumeric() && ch != '_').unwrap_or(text.len())
}

/// Reports names that have no value, and values that the SQL for an engine does not use: each engine gets all of them.
pub(super) fn check_params(ctxt: &Ctxt, sql: &[(&LitStr, &SqlText)], params: &[&Ident]) {
    for (literal, text) in sql {
        let used = || {
            text.parts.iter().filter_map(|part| match part {
                SqlTextPart::Param(name) => Some(name),
                _ => None,
            })
        };
        let missing: BTreeSet<&String> =
            used().filter(|name| !params.iter().any(|param| param.unraw() == **name)).collect();
        for name in missing {
            let raw = if syn::parse_str::<Ident>(name).is_ok() { "" } else { "r#" };
            ctxt.error(literal, format!("parameter `:{name}` has no value: add `{raw}{name} = …`"));
        }
        for param in params {
            if !used().any(|name| param.unraw() == *name) {
                let message = format!(
                    "unused parameter `{param}`: write `:{param}` in the SQL of each engine, or remove it"
                );
                ctxt.error(param, message);
            }
        }
    }
}
