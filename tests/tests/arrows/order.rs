//! The order of modules and crates as `docs/architecture.md` lists it.

/// A list: each line names modules or crates, which use only those of the lines above.
pub(crate) struct Order {
    /// What the list is about: a folder, such as `store-core/src`, or `crates`.
    pub(crate) subject: String,
    lines: Vec<Vec<String>>,
}

impl Order {
    /// Reads the fenced blocks of a page whose opening line is ```` ```order subject ````.
    pub(crate) fn of_page(page: &str) -> Vec<Order> {
        let mut orders = Vec::new();
        for block in page.split("\n```order ").skip(1) {
            let (subject, rest) = block.split_once('\n').unwrap_or((block, ""));
            let (text, _) = rest.split_once("```").unwrap_or((rest, ""));
            // The words after `#` are for readers; the slash of a folder too.
            let names = text.lines().map(|line| line.split('#').next().unwrap_or(line));
            let names =
                names.map(|line| line.split_whitespace().map(|name| name.trim_end_matches('/').to_owned()));
            let lines = names.map(Iterator::collect::<Vec<String>>).filter(|line| !line.is_empty()).collect();
            orders.push(Order { subject: subject.trim().to_owned(), lines });
        }
        orders
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().flatten().map(String::as_str)
    }

    fn line_of(&self, name: &str) -> Option<usize> {
        self.lines.iter().position(|line| line.iter().any(|found| found == name))
    }

    /// Why one name may not use another; `None` when it may.
    pub(crate) fn objection(&self, from: &str, to: &str) -> Option<&'static str> {
        let (Some(from), Some(to)) = (self.line_of(from), self.line_of(to)) else {
            return Some("not in the list");
        };
        match to.cmp(&from) {
            std::cmp::Ordering::Less => None,
            std::cmp::Ordering::Equal => Some("on the same line of the list"),
            std::cmp::Ordering::Greater => Some("further down the list"),
        }
    }
}
