//! Small parsers that the attributes share.

use proc_macro2::{Span, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseBuffer, ParseStream};
use syn::token::Paren;
use syn::{Attribute, Expr, Ident, Lit, LitStr, Meta, Path, Token, parenthesized};

/// A name written as a string.
pub(crate) struct Name {
    pub(crate) text: String,
    pub(crate) span: Span,
}

impl Parse for Name {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let literal: LitStr = instead(input, "a name belongs here, as a text in quotes: write `\"…\"`")?;
        Ok(Self { text: literal.value(), span: literal.span() })
    }
}

/// What is parsed, or an error at its place that says what belongs there.
pub(crate) fn instead<T: Parse>(input: ParseStream<'_>, message: &str) -> syn::Result<T> {
    let span = input.span();
    input.parse().map_err(|_| syn::Error::new(span, message))
}

/// `= value` behind a word that was read.
pub(crate) fn value<T: Parse>(input: ParseStream<'_>) -> syn::Result<T> {
    instead::<Token![=]>(input, "a value belongs here: write `= …`")?;
    input.parse()
}

/// The path of this library, written as a string.
pub(crate) fn krate(input: ParseStream<'_>) -> syn::Result<Path> {
    let path: LitStr = value(input)?;
    path.parse_with(Path::parse_mod_style)
        .map_err(|_| syn::Error::new(path.span(), "this is no path: write one such as `\"::store\"`"))
}

/// `(a, b, …)` behind a word that was read.
pub(crate) fn list<T: Parse>(input: ParseStream<'_>) -> syn::Result<Vec<T>> {
    list_with(input, T::parse)
}

/// `(a, b, …)` whose members `parse` reads.
pub(crate) fn list_with<T>(
    input: ParseStream<'_>,
    parse: fn(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<Vec<T>> {
    let content = parens(input)?;
    let mut members = Vec::new();
    while !content.is_empty() {
        members.push(parse(&content)?);
        comma(&content)?;
    }
    Ok(members)
}

/// What stands in parentheses.
pub(crate) fn parens<'p>(input: ParseStream<'p>) -> syn::Result<ParseBuffer<'p>> {
    if !is_list(input) {
        return Err(syn::Error::new(input.span(), "parentheses belong here: write `(…)`"));
    }
    let content;
    parenthesized!(content in input);
    Ok(content)
}

/// The comma behind a member, unless it is the last.
pub(crate) fn comma(input: ParseStream<'_>) -> syn::Result<()> {
    if input.is_empty() {
        return Ok(());
    }
    let span = input.span();
    let either = input.peek(Token![||]) || input.fork().call(word).is_ok_and(|word| word == "or");
    let message = if either {
        "write `any(…, …)` for alternatives"
    } else {
        "a comma belongs here, and nothing else: words, and conditions that all must hold, stand between commas"
    };
    input.parse::<Token![,]>().map(|_| ()).map_err(|_| syn::Error::new(span, message))
}

/// A word, a keyword of Rust included.
pub(crate) fn word(input: ParseStream<'_>) -> syn::Result<Ident> {
    let span = input.span();
    input.call(Ident::parse_any).map_err(|_| {
        syn::Error::new(span, "a plain word belongs here, such as the name of a field, without quotes")
    })
}

/// Reads `word(…)` or `word = …`, separated by commas, each by `each`, which is given the word.
///
/// After an error it goes on behind the next comma, so that no other word is lost; the error is that of all.
pub(crate) fn args(
    input: ParseStream<'_>,
    mut each: impl FnMut(&Ident, ParseStream<'_>) -> syn::Result<()>,
) -> syn::Result<()> {
    let mut errors: Option<syn::Error> = None;
    while !input.is_empty() {
        let read = word(input).and_then(|word| each(&word, input)).and_then(|()| comma(input));
        if let Err(error) = read {
            while !input.is_empty() && !input.peek(Token![,]) {
                input.parse::<TokenTree>()?;
            }
            input.parse::<Option<Token![,]>>()?;
            match &mut errors {
                Some(errors) => errors.combine(error),
                None => errors = Some(error),
            }
        }
    }
    errors.map_or(Ok(()), Err)
}

/// As [`args`], within parentheses.
pub(crate) fn nested(
    input: ParseStream<'_>,
    each: impl FnMut(&Ident, ParseStream<'_>) -> syn::Result<()>,
) -> syn::Result<()> {
    args(&parens(input)?, each)
}

/// Puts a value where none may have been before.
pub(crate) fn once<T>(place: &mut Option<T>, word: &Ident, value: T) -> syn::Result<()> {
    if place.is_some() {
        return Err(syn::Error::new(word.span(), format!("`{word}` stands twice: remove one")));
    }
    *place = Some(value);
    Ok(())
}

/// The error for a word that an attribute does not know.
pub(crate) fn unknown(word: &Ident, known: &[&str]) -> syn::Error {
    let hint = nearest(&word.to_string(), known.iter().copied()).map_or_else(
        || format!("use one of `{}`", known.join("`, `")),
        |near| format!("did you mean `{near}`?"),
    );
    syn::Error::new(word.span(), format!("unknown word `{word}`: {hint}"))
}

/// The candidate that is so near to `word` that it was probably meant.
pub(crate) fn nearest<'c>(word: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    let most = (word.chars().count() / 3).max(1);
    let near = candidates.map(|candidate| (distance(word, candidate), candidate));
    near.min_by_key(|(distance, _)| *distance).filter(|(distance, _)| *distance <= most).map(|(_, near)| near)
}

/// The edit distance in which two letters that changed places count once (optimal string alignment).
fn distance(left: &str, right: &str) -> usize {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let mut rows = vec![vec![0; right.len() + 1]; left.len() + 1];
    for (at, row) in rows.iter_mut().enumerate() {
        row[0] = at;
    }
    rows[0] = (0..=right.len()).collect();
    for at in 1..=left.len() {
        for column in 1..=right.len() {
            let replaced = usize::from(!left[at - 1].eq_ignore_ascii_case(&right[column - 1]));
            let mut best = (rows[at - 1][column] + 1).min(rows[at][column - 1] + 1);
            best = best.min(rows[at - 1][column - 1] + replaced);
            let swapped = at > 1
                && column > 1
                && left[at - 1] == right[column - 2]
                && left[at - 2] == right[column - 1];
            if swapped {
                best = best.min(rows[at - 2][column - 2] + 1);
            }
            rows[at][column] = best;
        }
    }
    rows[left.len()][right.len()]
}

/// Whether what comes is in parentheses.
pub(crate) fn is_list(input: ParseStream<'_>) -> bool {
    input.peek(Paren)
}

/// The doc comment, its lines joined as Markdown reads them.
pub(crate) fn doc(attrs: &[Attribute]) -> String {
    let mut lines = Vec::new();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("doc")) {
        if let Meta::NameValue(pair) = &attr.meta
            && let Expr::Lit(literal) = &pair.value
            && let Lit::Str(text) = &literal.lit
        {
            lines.push(text.value().trim().to_owned());
        }
    }
    lines.join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_is_near() {
        let columns = ["source_system", "source_name", "status"];
        assert_eq!(nearest("sorce_name", columns.into_iter()), Some("source_name"));
        assert_eq!(nearest("statsu", columns.into_iter()), Some("status"));
        assert_eq!(nearest("priority", columns.into_iter()), None);
    }
}
