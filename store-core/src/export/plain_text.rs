//! Doc comments as plain text.

/// Returns the first paragraph of a doc comment in one line, without markup.
pub(crate) fn plain_text(doc: &str) -> String {
    let prose = doc.split("```").next().unwrap_or_default();
    // Further paragraphs address programmers.
    let first = prose.trim().split("\n\n").next().unwrap_or_default();
    let words: Vec<&str> = first.split_whitespace().collect();
    without_links(&words.join(" ")).replace('`', "")
}

/// Replaces `[text](target)` and `[text]` by `text`.
fn without_links(text: &str) -> String {
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
    use super::plain_text;

    #[test]
    fn markup_and_examples_are_removed() {
        let doc = "The [`key`](crate::key) of a [source](x),\nas `http/docs`.\n\nMore for programmers.\n\n```\nlet x = [1];\n```";
        assert_eq!(plain_text(doc), "The key of a source, as http/docs.");
        assert_eq!(plain_text(""), "");
        assert_eq!(plain_text("an [open end"), "an open end");
    }
}
