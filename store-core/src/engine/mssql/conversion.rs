//! Changes of a column's type that SQL Server makes without a change of a value.

/// The integer types, the narrowest first.
const INTEGERS: [&str; 5] = ["BIT", "TINYINT", "SMALLINT", "INT", "BIGINT"];

/// Returns whether `ALTER COLUMN` keeps every value or fails. It fails for integers out of range, and for text and bytes that are too
/// long; it rounds decimals, floats and times.
pub(super) fn keeps_values(from: &str, to: &str) -> bool {
    let ((one, from), (other, to)) = (parts(from), parts(to));
    let number = |numbers: &[u32], at: usize, default: u32| numbers.get(at).copied().unwrap_or(default);
    let scale = |numbers: &[u32]| number(numbers, 1, 0);
    let integer = |name: &str| INTEGERS.iter().position(|integer| *integer == name);
    match (one, other) {
        ("DECIMAL" | "NUMERIC", "DECIMAL" | "NUMERIC") => scale(&from) <= scale(&to),
        ("DECIMAL" | "NUMERIC", _) if integer(other).is_some_and(|at| at > 0) => scale(&from) == 0,
        ("FLOAT", "FLOAT") => number(&from, 0, 53) <= number(&to, 0, 53),
        ("DATETIME2" | "TIME" | "DATETIMEOFFSET", _) if one == other => {
            number(&from, 0, 7) <= number(&to, 0, 7)
        }
        // Values would be padded.
        ("BINARY" | "CHAR" | "NCHAR", _) if one == other => from == to,
        ("BINARY", "VARBINARY") | ("CHAR", "VARCHAR" | "NVARCHAR") | ("NCHAR" | "VARCHAR", "NVARCHAR") => {
            true
        }
        ("TEXT" | "NTEXT", "NVARCHAR") | ("IMAGE", "VARBINARY") => true,
        ("REAL", "FLOAT") => number(&to, 0, 53) == 53,
        ("DATE" | "SMALLDATETIME" | "DATETIME", "DATETIME2") => number(&to, 0, 7) == 7,
        (_, "DECIMAL" | "NUMERIC") => integer(one).is_some(),
        (_, "FLOAT") => integer(one).is_some_and(|at| at < 4) && number(&to, 0, 53) == 53,
        _ if one == other => true,
        _ => integer(one).is_some() && integer(other).is_some_and(|at| at > 0),
    }
}

/// Returns the name of a type and its numbers.
fn parts(ty: &str) -> (&str, Vec<u32>) {
    let (name, numbers) = ty.split_once('(').unwrap_or((ty, ""));
    let numbers = numbers.trim_end_matches(')').split(',');
    (name, numbers.filter_map(|number| number.trim().parse().ok()).collect())
}

#[cfg(test)]
mod tests {
    use super::keeps_values;

    #[test]
    fn changes_that_round_are_refused() {
        for (from, to) in [
            ("NVARCHAR(10)", "NVARCHAR(5)"),
            ("NVARCHAR(MAX)", "NVARCHAR(500)"),
            ("VARCHAR(10)", "NVARCHAR(10)"),
            ("INT", "SMALLINT"),
            ("BIT", "INT"),
            ("BIGINT", "DECIMAL(20, 0)"),
            ("DECIMAL(10, 2)", "DECIMAL(8, 4)"),
            ("DECIMAL(20, 0)", "BIGINT"),
            ("DATETIME2(3)", "DATETIME2(7)"),
            ("REAL", "FLOAT"),
            ("DATETIME", "DATETIME2(7)"),
            ("UNIQUEIDENTIFIER", "UNIQUEIDENTIFIER"),
        ] {
            assert!(keeps_values(from, to), "{from} to {to}");
        }
        for (from, to) in [
            ("NVARCHAR(10)", "VARCHAR(10)"),
            ("INT", "BIT"),
            ("BIGINT", "FLOAT"),
            ("FLOAT", "REAL"),
            ("FLOAT", "INT"),
            ("DECIMAL(10, 2)", "DECIMAL(10, 1)"),
            ("DECIMAL(10, 2)", "INT"),
            ("DATETIME2(7)", "DATETIME2(6)"),
            ("DATETIMEOFFSET(7)", "DATETIME2(7)"),
            ("DATETIME2(7)", "DATE"),
            ("BINARY(16)", "BINARY(32)"),
            ("NVARCHAR(36)", "UNIQUEIDENTIFIER"),
        ] {
            assert!(!keeps_values(from, to), "{from} to {to}");
        }
    }
}
