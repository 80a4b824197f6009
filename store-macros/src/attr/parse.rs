//! Parsers that the attributes share.

use proc_macro2::{Span, TokenTree};
use strsim::osa_distance;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseBuffer, ParseStream};
use syn::token::Paren;
use syn::{Attribute, Expr, Ident, Lit, LitStr, Meta, Path, Token, parenthesized, parse_quote};

/// A name in quotes.
pub(crate) struct Name {
    pub(crate) text: String,
    pub(crate) span: Span,
}

impl Parse for Name {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let literal: LitStr = expect(input, "expected a name in quotes: write `\"…\"`")?;
        Ok(Self { text: literal.value(), span: literal.span() })
    }
}

/// Parses a value, or fails with `message`.
pub(crate) fn expect<T: Parse>(input: ParseStream<'_>, message: &str) -> syn::Result<T> {
    let span = input.span();
    input.parse().map_err(|_| syn::Error::new(span, message))
}

/// Parses `= value` after a word.
pub(crate) fn value<T: Parse>(input: ParseStream<'_>) -> syn::Result<T> {
    expect::<Token![=]>(input, "expected a value: write `= …`")?;
    input.parse()
}

/// Parses `= "path"`, the path of this library.
pub(crate) fn krate(input: ParseStream<'_>) -> syn::Result<Path> {
    let path: LitStr = value(input)?;
    path.parse_with(Path::parse_mod_style)
        .map_err(|_| syn::Error::new(path.span(), "expected a path such as `\"::store\"`"))
}

/// Returns the path of this library if none is given.
pub(crate) fn default_crate() -> Path {
    parse_quote!(::store)
}

/// Parses `(a, b, …)` after a word.
pub(crate) fn list<T: Parse>(input: ParseStream<'_>) -> syn::Result<Vec<T>> {
    list_with(input, T::parse)
}

/// Parses `(a, b, …)` with a parser for the members.
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

/// Returns the content of parentheses.
pub(crate) fn parens<'p>(input: ParseStream<'p>) -> syn::Result<ParseBuffer<'p>> {
    if !is_list(input) {
        return Err(syn::Error::new(input.span(), "expected parentheses: write `(…)`"));
    }
    let content;
    parenthesized!(content in input);
    Ok(content)
}

/// Parses the comma after a member, unless the member is the last one.
pub(crate) fn comma(input: ParseStream<'_>) -> syn::Result<()> {
    if input.is_empty() {
        return Ok(());
    }
    let span = input.span();
    let either = input.peek(Token![||]) || input.fork().call(word).is_ok_and(|word| word == "or");
    let message = if either {
        "expected `,`: write alternatives as `any(…, …)`"
    } else {
        "expected `,`: separate conditions and other members by commas"
    };
    input.parse::<Token![,]>().map(|_| ()).map_err(|_| syn::Error::new(span, message))
}

/// Parses a word, which may be a keyword of Rust.
pub(crate) fn word(input: ParseStream<'_>) -> syn::Result<Ident> {
    let span = input.span();
    input
        .call(Ident::parse_any)
        .map_err(|_| syn::Error::new(span, "expected a word without quotes, such as the name of a field"))
}

/// Parses `word(…)` or `word = …`, separated by commas; `each` parses what follows a word.
///
/// Parsing resumes after the next comma if there is an error, so that all errors are reported.
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

/// Parses [`args`] in parentheses.
pub(crate) fn nested(
    input: ParseStream<'_>,
    each: impl FnMut(&Ident, ParseStream<'_>) -> syn::Result<()>,
) -> syn::Result<()> {
    args(&parens(input)?, each)
}

/// Sets a value that may be given only once.
pub(crate) fn once<T>(place: &mut Option<T>, word: &Ident, value: T) -> syn::Result<()> {
    if place.is_some() {
        return Err(syn::Error::new(word.span(), format!("duplicate `{word}`")));
    }
    *place = Some(value);
    Ok(())
}

/// Returns the error for an unknown word; `what` is the kind of word, such as "attribute".
pub(crate) fn unknown(what: &str, word: &Ident, known: &[&str]) -> syn::Error {
    let hint = nearest(&word.to_string(), known.iter().copied()).map_or_else(
        || format!("expected one of `{}`", known.join("`, `")),
        |near| format!("did you mean `{near}`?"),
    );
    syn::Error::new(word.span(), format!("unknown {what} `{word}`: {hint}"))
}

/// Returns the candidate nearest to a misspelt word, if at most a third of the characters differ.
///
/// This is rustc's threshold. Two adjacent characters in the wrong order count as one difference.
pub(crate) fn nearest<'c>(word: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    let limit = word.chars().count().max(3) / 3;
    let word = word.to_ascii_lowercase();
    let near = candidates.map(|candidate| (osa_distance(&word, &candidate.to_ascii_lowercase()), candidate));
    near.min_by_key(|(distance, _)| *distance)
        .filter(|(distance, _)| *distance <= limit)
        .map(|(_, near)| near)
}

/// Returns whether parentheses follow.
pub(crate) fn is_list(input: ParseStream<'_>) -> bool {
    input.peek(Paren)
}

/// Returns the doc comment, with its lines joined as in Markdown.
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
    fn a_misspelt_word_finds_the_nearest_candidate() {
        let columns = ["source_system", "source_name", "status"];
        assert_eq!(nearest("sorce_name", columns.into_iter()), Some("source_name"));
        assert_eq!(nearest("statsu", columns.into_iter()), Some("status"));
        assert_eq!(nearest("priority", columns.into_iter()), None);
    }
}
