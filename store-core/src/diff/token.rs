//! SQL tokens.

use super::DefinitionRules;

/// An SQL token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// An unquoted word, or a number.
    Word(String),
    /// A quoted name, without the quotes.
    Name(String),
    /// A string literal with its quotes, without a prefix.
    Text(String),
    /// Anything else, such as `<=` or `(`.
    Sign(String),
}

impl Token {
    /// Returns whether the token is this word, in upper or lower case.
    pub(crate) fn is(&self, word: &str) -> bool {
        matches!(self, Self::Word(found) if found.eq_ignore_ascii_case(word))
    }

    pub(crate) fn is_sign(&self, sign: &str) -> bool {
        matches!(self, Self::Sign(found) if found == sign)
    }

    /// Returns the name; `None` for a token that cannot be a name.
    pub(crate) fn name(&self) -> Option<&str> {
        match self {
            Self::Word(name) | Self::Name(name) => Some(name),
            Self::Text(_) | Self::Sign(_) => None,
        }
    }
}

/// Splits SQL into tokens, without white space and comments.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
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
            // Bytes.
            'x' | 'X' if rest[1..].starts_with('\'') => {
                let taken = 1 + quoted(&rest[1..], '\'');
                tokens.push(Token::Text(rest[..taken].to_owned()));
                taken
            }
            // The prefix of a Unicode literal.
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
                let two = ["->>", "->", "<=", ">=", "<>", "<<", ">>", "!=", "==", "||"]
                    .iter()
                    .find(|sign| rest.starts_with(**sign));
                let taken = two.map_or(ch.len_utf8(), |sign| sign.len());
                tokens.push(Token::Sign(rest[..taken].to_owned()));
                taken
            }
        };
        rest = &rest[taken..];
    }
    tokens
}

/// Splits SQL into statements at the semicolons outside of quotes and comments.
pub(crate) fn split_statements(text: &str) -> Vec<&str> {
    let mut statements = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(ch) = text[at..].chars().next() {
        let rest = &text[at..];
        at += match ch {
            '-' if rest.starts_with("--") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            '\'' | '"' | '`' => quoted(rest, ch),
            '[' => quoted(rest, ']'),
            _ => ch.len_utf8(),
        };
        if ch == ';' {
            statements.push(&text[start..at]);
            start = at;
        }
    }
    statements.push(&text[start..]);
    statements
}

fn is_word(ch: char) -> bool {
    ch.is_alphanumeric() || matches!(ch, '_' | '.' | '@' | '#' | '$')
}

/// Returns the length of the quoted token at the start of `text`; a quote inside is doubled.
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

/// Returns a token in a normal form: words in lower case, since neither engine distinguishes upper case.
pub(crate) fn spelled(token: &Token) -> String {
    match token {
        Token::Word(word) => word.to_lowercase(),
        Token::Name(text) | Token::Text(text) | Token::Sign(text) => text.clone(),
    }
}

/// Returns tokens as SQL.
pub(crate) fn written(rules: &dyn DefinitionRules, tokens: &[Token]) -> String {
    let mut written = String::new();
    let mut before: Option<&Token> = None;
    for token in tokens {
        if before.is_some_and(|before| has_blank_between(before, token)) {
            written.push(' ');
        }
        match token {
            Token::Name(name) => written.push_str(&rules.quote(name)),
            Token::Word(text) | Token::Text(text) | Token::Sign(text) => written.push_str(text),
        }
        before = Some(token);
    }
    written
}

/// The keywords before a parenthesis; other words are functions or types.
const BEFORE_PARENTHESIS: [&str; 12] =
    ["AND", "AS", "BETWEEN", "ELSE", "EXISTS", "IN", "IS", "LIKE", "NOT", "OR", "THEN", "WHEN"];

/// Returns whether SQL is usually written with a blank between two tokens.
fn has_blank_between(left: &Token, right: &Token) -> bool {
    let is_function = |token: &Token| {
        matches!(token, Token::Word(_)) && !BEFORE_PARENTHESIS.iter().any(|keyword| token.is(keyword))
    };
    let opens = right.is_sign("(") && is_function(left);
    !(left.is_sign("(") || right.is_sign(")") || right.is_sign(",") || opens)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubled_quotes_are_read() {
        assert_eq!(tokens("[a]]b]"), [Token::Name("a]b".into())]);
        assert_eq!(tokens("`a``b`'c''d'"), [Token::Name("a`b".into()), Token::Text("'c''d'".into())]);
        assert_eq!(tokens("'unterminated"), [Token::Text("'unterminated".into())]);
    }

    #[test]
    fn statements_end_at_a_semicolon() {
        assert_eq!(
            split_statements("a ';' -- ;\n;b /* ; */ `;``;`; c"),
            ["a ';' -- ;\n;", "b /* ; */ `;``;`;", " c"]
        );
        assert_eq!(split_statements("';"), ["';"]);
    }
}
