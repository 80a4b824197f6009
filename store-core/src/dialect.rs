//! The supported SQL engines.

use std::fmt;
use std::str::FromStr;

/// An SQL engine.
///
/// [`Display`](fmt::Display) and [`FromStr`] use the short name: `mssql` or `sqlite`.
///
/// ```
/// use store_core::Dialect;
///
/// assert_eq!(Dialect::Mssql.to_string(), "mssql");
/// assert_eq!("SQLite".parse(), Ok(Dialect::Sqlite));
/// assert_eq!("sqlserver".parse(), Ok(Dialect::Mssql));
/// assert!("postgres".parse::<Dialect>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// Microsoft SQL Server 2019 and later.
    Mssql,
    /// SQLite 3.44 and later.
    Sqlite,
}

impl Dialect {
    /// Every engine, in the order of the variants.
    pub const ALL: [Self; 2] = [Self::Mssql, Self::Sqlite];

    /// Returns the short name, which folders and snapshots use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mssql => "mssql",
            Self::Sqlite => "sqlite",
        }
    }

    /// Returns the name of the product.
    pub const fn product(self) -> &'static str {
        match self {
            Self::Mssql => "SQL Server",
            Self::Sqlite => "SQLite",
        }
    }

    /// Returns the position in [`ALL`](Self::ALL).
    pub(crate) const fn index(self) -> usize {
        self as usize
    }
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Reads the short name or `sqlserver`, in upper or lower case.
impl FromStr for Dialect {
    type Err = ParseDialectError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let named = |dialect: &&Self| text.eq_ignore_ascii_case(dialect.name());
        match Self::ALL.iter().find(named) {
            Some(dialect) => Ok(*dialect),
            None if text.eq_ignore_ascii_case("sqlserver") => Ok(Self::Mssql),
            None => Err(ParseDialectError(())),
        }
    }
}

/// The error of parsing a [`Dialect`] from a string that names no engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseDialectError(());

impl fmt::Display for ParseDialectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unknown SQL engine: use `mssql`, `sqlserver` or `sqlite`")
    }
}

impl std::error::Error for ParseDialectError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_match_the_list_and_names_parse() {
        for (at, dialect) in Dialect::ALL.into_iter().enumerate() {
            assert_eq!(dialect.index(), at);
            assert_eq!(dialect.to_string().parse(), Ok(dialect));
        }
    }
}
