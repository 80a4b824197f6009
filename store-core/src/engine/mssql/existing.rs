//! Columns of existing types: the conversions with which they are compared.

use crate::dialect::Dialect;
use crate::schema::Column;

/// Returns the conversion of a value that is compared with a column of an existing type, after the value; `None` if the value is
/// compared as it is.
///
/// Parameters are `NVARCHAR` and `DATETIME2`, to which SQL Server would convert the column instead: a `VARCHAR` could not be found in
/// its index, and a `DATETIME`, which counts in 1/300 s, would not be equal to the microseconds that a program reads. The length is
/// the maximum, so that a value that is longer than the column is not cut to one that is equal. The collation of the column determines
/// the code page.
pub(super) fn compared_type(column: &Column<'_>) -> Option<String> {
    let ty = column.existing_type(Dialect::Mssql)?.to_ascii_uppercase();
    let text = match ty.split(['(', ' ']).next().unwrap_or_default() {
        "VARCHAR" if ty.contains("MAX") => "VARCHAR(MAX)",
        "VARCHAR" | "CHAR" => "VARCHAR(8000)",
        "DATETIME" => return Some(" AS DATETIME".to_owned()),
        _ => return None,
    };
    Some(format!(" COLLATE {} AS {text}", collation(column).unwrap_or_default()))
}

/// Returns the collation of a column of an existing type; `None` for other columns.
pub(super) fn collation<'a>(column: &Column<'a>) -> Option<&'a str> {
    const COLLATE: &str = " COLLATE ";
    let ty = column.existing_type(Dialect::Mssql)?;
    let at = ty.to_ascii_uppercase().find(COLLATE);
    Some(at.map_or("DATABASE_DEFAULT", |at| ty[at + COLLATE.len()..].trim()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::EngineSql;
    use crate::types::SqlType;

    fn column(existing: &str) -> Column<'_> {
        let sql_type = Some(EngineSql { sql: [existing, ""] });
        Column { sql_type, ..Column::new("a", "a", "", SqlType::Text(Some(40)), false) }
    }

    #[test]
    fn values_are_converted_to_the_types_that_sql_server_would_convert() {
        let expected = [
            ("VARCHAR(40)", Some(" COLLATE DATABASE_DEFAULT AS VARCHAR(8000)")),
            ("char(5) COLLATE Latin1_General_CI_AS", Some(" COLLATE Latin1_General_CI_AS AS VARCHAR(8000)")),
            ("VARCHAR(MAX)", Some(" COLLATE DATABASE_DEFAULT AS VARCHAR(MAX)")),
            ("datetime", Some(" AS DATETIME")),
            ("DATETIME2(3)", None),
            ("NVARCHAR(40)", None),
            ("MONEY", None),
        ];
        for (existing, ty) in expected {
            assert_eq!(compared_type(&column(existing)).as_deref(), ty, "{existing}");
        }
    }

    #[test]
    fn the_collation_is_that_of_the_column_or_the_database() {
        assert_eq!(collation(&column("VARCHAR(40)")), Some("DATABASE_DEFAULT"));
        assert_eq!(
            collation(&column("NVARCHAR(40) collate Finnish_Swedish_CI_AS")),
            Some("Finnish_Swedish_CI_AS")
        );
        assert_eq!(collation(&Column::new("a", "a", "", SqlType::Text(None), false)), None);
    }
}
