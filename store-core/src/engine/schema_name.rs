//! The schema name within a rendered statement.

/// Replaces the schema name with `to` wherever `find`, given the rest of the text, returns the number of bytes before the name
/// and the length of the name. String literals are skipped, unless the text before the name begins one.
pub(super) fn replace(text: &str, to: &str, find: impl Fn(&str) -> Option<(usize, usize)>) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    let mut literal = false;
    while let Some(ch) = rest.chars().next() {
        literal ^= ch == '\'';
        if let Some((before, name)) = find(rest).filter(|_| !literal) {
            out.push_str(&rest[..before]);
            literal ^= rest[..before].matches('\'').count() % 2 == 1;
            out.push_str(to);
            rest = &rest[before + name..];
        } else {
            out.push(ch);
            rest = &rest[ch.len_utf8()..];
        }
    }
    out
}
