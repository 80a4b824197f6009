//! Checks the settings of a session that an application has configured.

use futures_util::TryStreamExt;
use futures_util::io::{AsyncRead, AsyncWrite};
use store_core::{Error, ErrorKind};
use tiberius::{Client, QueryItem};

use super::without_driver_tracing::without_driver_tracing;
use crate::babelfish::Product;
use crate::error::from_driver;
use crate::session_sql::inspect;

/// The state of a session that must be known before a statement runs on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SessionSettings {
    pub(crate) product: Product,
    /// Whether the application has begun a transaction.
    pub(crate) in_transaction: bool,
}

/// A `SET` option with which a call would be wrong without an error.
struct RequiredOption {
    /// The bit of the option in `@@OPTIONS`, see
    /// <https://learn.microsoft.com/en-us/sql/database-engine/configure-windows/configure-the-user-options-server-configuration-option>.
    bit: i32,
    name: &'static str,
    required: bool,
    /// The effect of the other value.
    effect: &'static str,
}

/// tiberius logs in as an ODBC client, for which the server sets all of these as required.
const REQUIRED: [RequiredOption; 3] = [
    RequiredOption {
        bit: 8,
        name: "ANSI_WARNINGS",
        required: true,
        effect: "strings that are too long are truncated",
    },
    RequiredOption { bit: 32, name: "ANSI_NULLS", required: true, effect: "NULL equals NULL" },
    RequiredOption {
        bit: 512,
        name: "NOCOUNT",
        required: false,
        effect: "the server does not return row counts",
    },
];

/// Required only outside a transaction; within one, the option has no effect.
const IMPLICIT: RequiredOption = RequiredOption {
    bit: 2,
    name: "IMPLICIT_TRANSACTIONS",
    required: false,
    effect: "a call begins a transaction and leaves it open",
};

impl SessionSettings {
    /// Reads and checks the settings, in one round trip.
    pub(crate) async fn read<S>(client: &mut Client<S>) -> Result<Self, Error>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send,
    {
        let answer = without_driver_tracing(query(client)).await;
        let (property, depth, options) = answer.map_err(|error| from_driver(error, None))?;
        let (Some(depth), Some(options)) = (depth, options) else {
            return Err(Error::new(
                ErrorKind::Decode,
                "the server did not return the settings of the session",
            ));
        };
        let in_transaction = depth > 0;
        check(options, in_transaction)?;
        Ok(Self { product: Product::from_property(property), in_transaction })
    }
}

type SettingsRow = (Option<i32>, Option<i32>, Option<i32>);

async fn query<S>(client: &mut Client<S>) -> tiberius::Result<SettingsRow>
where
    S: AsyncRead + AsyncWrite + Unpin + Send,
{
    let mut stream = client.simple_query(inspect()).await?;
    let mut answer = SettingsRow::default();
    while let Some(item) = stream.try_next().await? {
        if let QueryItem::Row(row) = item {
            answer = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
        }
    }
    Ok(answer)
}

/// Rejects options that are not as required. They are not changed, since the session belongs to the application.
fn check(options: i32, in_transaction: bool) -> Result<(), Error> {
    let implicit = (!in_transaction).then_some(&IMPLICIT);
    let wrong = REQUIRED.iter().chain(implicit).find(|option| (options & option.bit != 0) != option.required);
    let Some(RequiredOption { name, required, effect, .. }) = wrong else { return Ok(()) };
    let (found, required) = if *required { ("OFF", "ON") } else { ("ON", "OFF") };
    let message =
        format!("the session has {name} {found}, with which {effect}: run SET {name} {required} first");
    Err(Error::new(ErrorKind::Config, message))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The options after the login of an ODBC client: ANSI_WARNINGS, ANSI_PADDING, ANSI_NULLS, QUOTED_IDENTIFIER, ANSI_NULL_DFLT_ON,
    /// CONCAT_NULL_YIELDS_NULL.
    const USUAL: i32 = 5432;

    #[test]
    fn options_that_would_make_calls_wrong_are_refused() {
        // With ARITHABORT, and with XACT_ABORT.
        for options in [USUAL, USUAL | 64, USUAL | 16_384] {
            check(options, false).unwrap();
        }
        for (options, fix) in [
            (USUAL | 512, "SET NOCOUNT OFF"),
            (USUAL & !8, "SET ANSI_WARNINGS ON"),
            (USUAL & !32, "SET ANSI_NULLS ON"),
            (USUAL | 2, "SET IMPLICIT_TRANSACTIONS OFF"),
        ] {
            let error = check(options, false).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Config);
            assert!(error.to_string().contains(fix), "{error}");
        }
        check(USUAL | 2, true).unwrap();
        check(USUAL | 512, true).unwrap_err();
    }
}
