//! What a session is like that somebody else has set up.

use futures_util::TryStreamExt;
use futures_util::io::{AsyncRead, AsyncWrite};
use store_core::{Error, ErrorKind};
use tiberius::{Client, QueryItem};

use crate::control::LOOK;
use crate::error::from_driver;
use crate::silent::silent;
use crate::value::Nulls;

/// What has to be known of a session before anything is run on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Surroundings {
    /// How its server takes a NULL.
    pub(crate) nulls: Nulls,
    /// Whether its owner has begun a transaction.
    pub(crate) transaction: bool,
}

/// A setting under which a call would be wrong without an error.
struct Setting {
    /// Its bit in `@@OPTIONS`, see
    /// <https://learn.microsoft.com/en-us/sql/database-engine/configure-windows/configure-the-user-options-server-configuration-option>.
    bit: i32,
    name: &'static str,
    wanted: bool,
    /// What happens otherwise.
    otherwise: &'static str,
}

/// tiberius logs in as ODBC does, under which all of them are as they are wanted.
const SETTINGS: [Setting; 3] = [
    Setting { bit: 8, name: "ANSI_WARNINGS", wanted: true, otherwise: "a text that is too long is cut off" },
    Setting { bit: 32, name: "ANSI_NULLS", wanted: true, otherwise: "a NULL equals a NULL" },
    Setting {
        bit: 512,
        name: "NOCOUNT",
        wanted: false,
        otherwise: "the server does not tell how many rows it has changed",
    },
];

/// Within a transaction it makes no difference.
const IMPLICIT: Setting = Setting {
    bit: 2,
    name: "IMPLICIT_TRANSACTIONS",
    wanted: false,
    otherwise: "a call begins a transaction that it does not end",
};

impl Surroundings {
    /// Asks the server, in one round trip.
    pub(crate) async fn ask<S>(client: &mut Client<S>) -> Result<Self, Error>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send,
    {
        let (babelfish, depth, options) =
            silent(look(client)).await.map_err(|error| from_driver(error, None))?;
        let (Some(depth), Some(options)) = (depth, options) else {
            return Err(Error::new(ErrorKind::Decode, "the server did not tell the state of the connection"));
        };
        let transaction = depth > 0;
        check(options, transaction)?;
        Ok(Self { nulls: Nulls::of(babelfish == Some(1)), transaction })
    }
}

type Answer = (Option<i32>, Option<i32>, Option<i32>);

async fn look<S>(client: &mut Client<S>) -> tiberius::Result<Answer>
where
    S: AsyncRead + AsyncWrite + Unpin + Send,
{
    let mut stream = client.simple_query(LOOK).await?;
    let mut answer = Answer::default();
    while let Some(item) = stream.try_next().await? {
        if let QueryItem::Row(row) = item {
            answer = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
        }
    }
    Ok(answer)
}

/// Refuses settings that are not as they are wanted. They are not set here, since they are the owner's.
fn check(options: i32, transaction: bool) -> Result<(), Error> {
    let implicit = (!transaction).then_some(&IMPLICIT);
    let wrong = SETTINGS.iter().chain(implicit).find(|one| (options & one.bit != 0) != one.wanted);
    let Some(Setting { name, wanted, otherwise, .. }) = wrong else { return Ok(()) };
    let (is, wanted) = if *wanted { ("OFF", "ON") } else { ("ON", "OFF") };
    let message =
        format!("the connection has {name} {is}, under which {otherwise}: run SET {name} {wanted} first");
    Err(Error::new(ErrorKind::Config, message))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As ODBC logs in: ANSI_WARNINGS, ANSI_PADDING, ANSI_NULLS, QUOTED_IDENTIFIER, ANSI_NULL_DFLT_ON,
    /// CONCAT_NULL_YIELDS_NULL.
    const USUAL: i32 = 5432;

    #[test]
    fn settings_under_which_calls_would_be_wrong_are_refused() {
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
