//! Who logs in.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use store_core::Error;
use tiberius::AuthMethod;

use super::{bad, text};

/// Who logs in.
#[derive(Clone)]
pub(super) enum Login {
    Missing,
    Sql { user: String, password: SecretString },
    Token(SecretString),
    Integrated,
}

impl Login {
    pub(super) fn sql(user: String, password: String) -> Self {
        Self::Sql { user, password: SecretString::from(password) }
    }

    pub(super) fn token(token: String) -> Self {
        Self::Token(SecretString::from(token))
    }

    pub(super) fn check(&self) -> Result<(), Error> {
        match self {
            Self::Missing | Self::Integrated => Ok(()),
            Self::Sql { user, password } => {
                text::check("the user name", user)?;
                text::check("the password", password.expose_secret())
            }
            Self::Token(token) => text::check_secret("the access token", token.expose_secret()),
        }
    }

    pub(super) fn method(&self) -> Result<AuthMethod, Error> {
        match self {
            Self::Missing => Err(bad(
                "nobody is named to log in: call `login`, `access_token` or `integrated`, or give User ID and \
                 Password",
            )),
            Self::Sql { user, password } => Ok(AuthMethod::sql_server(user, password.expose_secret())),
            Self::Token(token) => Ok(AuthMethod::aad_token(token.expose_secret())),
            Self::Integrated => integrated(),
        }
    }
}

#[cfg(any(all(windows, feature = "winauth"), all(unix, feature = "gssapi")))]
#[expect(clippy::unnecessary_wraps, reason = "without the feature it is an error")]
fn integrated() -> Result<AuthMethod, Error> {
    Ok(AuthMethod::Integrated)
}

#[cfg(not(any(all(windows, feature = "winauth"), all(unix, feature = "gssapi"))))]
fn integrated() -> Result<AuthMethod, Error> {
    let feature = if cfg!(windows) { "winauth" } else { "gssapi" };
    Err(bad(format!(
        "the program is built without integrated login: turn feature `{feature}` of store-mssql on, or give User ID \
         and Password"
    )))
}

/// For people.
impl fmt::Display for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("no login"),
            Self::Sql { user, .. } => write!(f, "user {user}"),
            Self::Token(_) => f.write_str("an access token"),
            Self::Integrated => f.write_str("integrated login"),
        }
    }
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("missing"),
            Self::Sql { user, .. } => write!(f, "{user:?} with a password"),
            Self::Token(_) => f.write_str("an access token"),
            Self::Integrated => f.write_str("integrated"),
        }
    }
}
