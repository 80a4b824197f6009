//! SQL in pieces.

use super::Rules;

/// A piece of SQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A word without quotes, or a number.
    Word(String),
    /// A name in quotes, without them.
    Name(String),
    /// A text, with its quotes and without what stands before them.
    Text(String),
    /// Anything else, as `<=` or `(`.
    Sign(String),
}

impl Token {
    /// Whether it is this word, in capitals or not.
    pub(super) fn is(&self, word: &str) -> bool {
        matches!(self, Self::Word(found) if found.eq_ignore_ascii_case(word))
    }

    pub(super) fn is_sign(&self, sign: &str) -> bool {
        matches!(self, Self::Sign(found) if found == sign)
    }

    /// What it names, where it can be a name.
    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Word(name) | Self::Name(name) => Some(name),
            Self::Text(_) | Self::Sign(_) => None,
        }
    }
}

/// The pieces of a text, without spaces and comments.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(ch) = rest.chars().next() {
        let taken = match ch {
            _ if ch.is_whitespace() => ch.len_utf8(),
            '-' if rest.starts_with("--") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            '\'' => {
                let taken = quoted(rest, '\'');
                tokens.push(Token::Text(rest[..taken].to_owned()));
                taken
            }
            '"' | '`' | '[' => {
                let close = if ch == '[' { ']' } else { ch };
                let taken = quoted(rest, close);
                let inner = rest[1..taken].strip_suffix(close).unwrap_or(&rest[1..taken]);
                tokens.push(Token::Name(inner.replace(&format!("{close}{close}"), &close.to_string())));
                taken
            }
            // Of a text in UTF-16; it is one on SQL Server in any case.
            'N' if rest[1..].starts_with('\'') => 1,
            _ if is_word(ch) => {
                let mut taken = rest.find(|ch| !is_word(ch)).unwrap_or(rest.len());
                // The sign of an exponent.
                let number = ch.is_ascii_digit() && rest[..taken].ends_with(['e', 'E']);
                if number && rest[taken..].starts_with(['+', '-']) {
                    let digits = rest[taken + 1..].find(|ch| !is_word(ch));
                    taken = digits.map_or(rest.len(), |digits| taken + 1 + digits);
                }
                tokens.push(Token::Word(rest[..taken].to_owned()));
                taken
            }
            _ => {
                let two = ["<=", ">=", "<>", "!=", "||"].iter().find(|sign| rest.starts_with(**sign));
                let taken = two.map_or(ch.len_utf8(), |sign| sign.len());
                tokens.push(Token::Sign(rest[..taken].to_owned()));
                taken
            }
        };
        rest = &rest[taken..];
    }
    tokens
}

fn is_word(ch: char) -> bool {
    ch.is_alphanumeric() || matches!(ch, '_' | '.' | '@' | '#' | '$')
}

/// How long what begins with a quote is; a quote within is written twice.
fn quoted(text: &str, close: char) -> usize {
    let mut at = text.chars().next().map_or(0, char::len_utf8);
    while let Some(end) = text[at..].find(close) {
        at += end + close.len_utf8();
        if !text[at..].starts_with(close) {
            return at;
        }
        at += close.len_utf8();
    }
    text.len()
}

/// A piece in one form: words in small letters, which neither engine tells from great ones.
pub(super) fn spelled(token: &Token) -> String {
    match token {
        Token::Word(word) => word.to_lowercase(),
        Token::Name(text) | Token::Text(text) | Token::Sign(text) => text.clone(),
    }
}

/// Pieces as a statement again.
pub(super) fn written(rules: &dyn Rules, tokens: &[Token]) -> String {
    let pieces: Vec<String> = tokens
        .iter()
        .map(|token| match token {
            Token::Name(name) => rules.quoted(name),
            Token::Word(text) | Token::Text(text) | Token::Sign(text) => text.clone(),
        })
        .collect();
    pieces.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_within_quotes() {
        assert_eq!(tokens("[a]]b]"), [Token::Name("a]b".into())]);
        assert_eq!(tokens("`a``b`'c''d'"), [Token::Name("a`b".into()), Token::Text("'c''d'".into())]);
        assert_eq!(tokens("'never ends"), [Token::Text("'never ends".into())]);
    }
}
