//! Numbers in tables and plots.

/// Formats a value with three significant digits.
pub(crate) fn number(value: f64) -> String {
    let scaled = |value: f64, suffix: &str| {
        let digits = if value >= 99.95 { 0 } else { usize::from(value < 9.995) + 1 };
        format!("{value:.digits$}{suffix}")
    };
    match value {
        v if v.fract() == 0.0 && v.abs() < 1_000.0 => format!("{v}"),
        v if v >= 999_500.0 => scaled(v / 1e6, " M"),
        v if v >= 999.5 => scaled(v / 1e3, " k"),
        v => scaled(v, ""),
    }
}

/// Formats a number of things, whose plural ends in `s`.
pub(crate) fn plural(number: usize, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}

/// Formats a number with a comma between thousands.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{grouped, number};

    #[test]
    fn thousands_are_grouped() {
        let written = [0, 999, 1_000, 30_000, 1_000_000].map(grouped);
        assert_eq!(written, ["0", "999", "1,000", "30,000", "1,000,000"]);
    }

    #[test]
    fn numbers_have_three_digits() {
        let cases = [
            (0.0, "0"),
            (16.0, "16"),
            (1.234, "1.23"),
            (9.996, "10.0"),
            (12.34, "12.3"),
            (99.96, "100"),
            (482_123.0, "482 k"),
            (9_876.0, "9.88 k"),
            (999_600.0, "1.00 M"),
        ];
        for (value, text) in cases {
            assert_eq!(number(value), text);
        }
    }
}
