//! Doc comments as plain text.

/// What a doc comment says before its examples, in one line and without marks.
pub(super) fn plain(doc: &str) -> String {
    let prose = doc.split("```").next().unwrap_or_default();
    // Further paragraphs are for programmers.
    let first = prose.trim().split("\n\n").next().unwrap_or_default();
    let words: Vec<&str> = first.split_whitespace().collect();
    unlinked(&words.join(" ")).replace('`', "")
}

/// `[text](target)` and `[text]` as `text`.
fn unlinked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('[') {
        out.push_str(&rest[..open]);
        rest = &rest[open + 1..];
        let Some(close) = rest.find(']') else { break };
        out.push_str(&rest[..close]);
        rest = &rest[close + 1..];
        if rest.starts_with('(')
            && let Some(end) = rest.find(')')
        {
            rest = &rest[end + 1..];
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn marks_and_examples_are_left_out() {
        let doc = "The [`key`](crate::key) of a [source](x),\nas `http/docs`.\n\nMore for programmers.\n\n```\nlet x = [1];\n```";
        assert_eq!(plain(doc), "The key of a source, as http/docs.");
        assert_eq!(plain(""), "");
        assert_eq!(plain("an [open end"), "an open end");
    }
}
