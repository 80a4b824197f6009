//! The login method and its credentials.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use store_core::Error;
use tiberius::AuthMethod;

use super::{invalid, name};

/// The login method and its credentials.
#[derive(Clone)]
pub(super) enum Login {
    Missing,
    Password { user: String, password: SecretString },
    Token(SecretString),
    Integrated,
}

impl Login {
    pub(super) fn password(user: String, password: String) -> Self {
        Self::Password { user, password: SecretString::from(password) }
    }

    pub(super) fn token(token: String) -> Self {
        Self::Token(SecretString::from(token))
    }

    pub(super) fn check(&self) -> Result<(), Error> {
        match self {
            Self::Missing | Self::Integrated => Ok(()),
            Self::Password { user, password } => {
                name::check("the user name", user)?;
                name::check("the password", password.expose_secret())
            }
            Self::Token(token) => name::check_any_length("the access token", token.expose_secret()),
        }
    }

    pub(super) fn auth_method(&self) -> Result<AuthMethod, Error> {
        match self {
            Self::Missing => Err(invalid(
                "no login: call `login`, `access_token` or `integrated`, or set `User ID` and `Password` in \
                 the connection string",
            )),
            Self::Password { user, password } => Ok(AuthMethod::sql_server(user, password.expose_secret())),
            Self::Token(token) => Ok(AuthMethod::aad_token(token.expose_secret())),
            Self::Integrated => integrated(),
        }
    }
}

#[cfg(any(all(windows, feature = "winauth"), all(unix, feature = "gssapi")))]
#[expect(clippy::unnecessary_wraps, reason = "an error without the feature")]
fn integrated() -> Result<AuthMethod, Error> {
    Ok(AuthMethod::Integrated)
}

#[cfg(not(any(all(windows, feature = "winauth"), all(unix, feature = "gssapi"))))]
fn integrated() -> Result<AuthMethod, Error> {
    let feature = if cfg!(windows) { "winauth" } else { "gssapi" };
    Err(invalid(format!(
        "integrated login is not compiled in: enable the feature `{feature}` of store-mssql, or set `User ID` and `Password`"
    )))
}

impl fmt::Display for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("no login"),
            Self::Password { user, .. } => write!(f, "user {user}"),
            Self::Token(_) => f.write_str("access token"),
            Self::Integrated => f.write_str("integrated login"),
        }
    }
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("Missing"),
            Self::Password { user, .. } => {
                f.debug_struct("Password").field("user", user).finish_non_exhaustive()
            }
            Self::Token(_) => f.debug_struct("Token").finish_non_exhaustive(),
            Self::Integrated => f.write_str("Integrated"),
        }
    }
}
