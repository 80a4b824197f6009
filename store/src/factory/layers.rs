//! The settings, from the first place that gives each.

use super::{Backend, bad};
use crate::Error;

/// A setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Setting {
    Backend,
    DbPath,
    AutoInit,
    ConnectionString,
    Host,
    Port,
    Database,
    User,
    Password,
    Schema,
    Encrypt,
    Trust,
    CaFile,
}

impl Setting {
    const ALL: [Self; 13] = [
        Self::Backend,
        Self::DbPath,
        Self::AutoInit,
        Self::ConnectionString,
        Self::Host,
        Self::Port,
        Self::Database,
        Self::User,
        Self::Password,
        Self::Schema,
        Self::Encrypt,
        Self::Trust,
        Self::CaFile,
    ];

    /// The variables that give it; the first is the name by which it is known further on.
    pub(super) const fn variables(self) -> &'static [&'static str] {
        match self {
            Self::Backend => &["DB_BACKEND"],
            Self::DbPath => &["SQLITE_PATH"],
            Self::AutoInit => &["DB_AUTO_INIT"],
            Self::ConnectionString => &["INGEST_SQLSERVER_STATE_CONN_STR"],
            Self::Host => &["SQLSERVER_HOST", "INGEST_SQLSERVER_HOST"],
            Self::Port => &["SQLSERVER_PORT", "INGEST_SQLSERVER_PORT"],
            Self::Database => &["SQLSERVER_DATABASE", "INGEST_SQLSERVER_DATABASE"],
            Self::User => &["SQLSERVER_USERNAME", "INGEST_SQLSERVER_USER"],
            Self::Password => &["SQLSERVER_PASSWORD", "INGEST_SQLSERVER_PASSWORD", "MSSQL_SA_PASSWORD"],
            Self::Schema => &["SQLSERVER_SCHEMA", "INGEST_SQLSERVER_SCHEMA"],
            Self::Encrypt => &["SQLSERVER_ENCRYPT", "INGEST_SQLSERVER_ENCRYPT"],
            Self::Trust => {
                &["SQLSERVER_TRUST_SERVER_CERTIFICATE", "INGEST_SQLSERVER_TRUST_SERVER_CERTIFICATE"]
            }
            Self::CaFile => &["SQLSERVER_CA_FILE", "INGEST_SQLSERVER_CA_FILE"],
        }
    }

    /// Whether a connection string says it too.
    const fn is_of_connection(self) -> bool {
        !matches!(self, Self::Backend | Self::DbPath | Self::AutoInit | Self::Schema | Self::ConnectionString)
    }
}

/// Looks up an environment variable.
pub(super) type Variable<'v> = &'v dyn Fn(&str) -> Result<Option<String>, Error>;

/// The variables as they are when all places are put together.
#[derive(Default)]
pub(super) struct Layers(Vec<(&'static str, String)>);

impl Layers {
    pub(super) fn new(
        given: &[(Setting, String)],
        variable: Variable<'_>,
        file: Vec<(Setting, String)>,
    ) -> Result<Self, Error> {
        let mut layers = Self::default();
        let last = |settings: &[(Setting, String)], wanted| {
            let found = settings.iter().rev().find(|(setting, _)| *setting == wanted);
            found.map(|(_, value)| value.clone()).filter(|value| !value.is_empty())
        };
        // A connection string that comes later says nothing of a server that is named before it.
        let server_given = given.iter().any(|(setting, _)| setting.is_of_connection());
        for setting in Setting::ALL {
            let name = setting.variables()[0];
            if let Some(value) = last(given, setting) {
                layers.0.push((name, value));
                continue;
            }
            if setting == Setting::ConnectionString && server_given {
                continue;
            }
            // Under their own names: errors name the variable, and two that contradict each other are one.
            let before = layers.0.len();
            for name in setting.variables() {
                if let Some(value) = variable(name)?.filter(|value| !value.is_empty()) {
                    layers.0.push((name, value));
                }
            }
            if layers.0.len() == before
                && let Some(value) = last(&file, setting)
            {
                layers.0.push((name, value));
            }
        }
        Ok(layers)
    }

    /// The value of a variable.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(found, _)| *found == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn backend(&self) -> Result<Backend, Error> {
        match self.get("DB_BACKEND").map(str::to_ascii_lowercase).as_deref() {
            None | Some("sqlserver") => Ok(Backend::SqlServer),
            Some("sqlite") => Ok(Backend::Sqlite),
            Some(other) => Err(bad(format!("DB_BACKEND is {other:?}: use `sqlserver` or `sqlite`"))),
        }
    }

    pub(super) fn auto_init(&self) -> Result<Option<bool>, Error> {
        match self.get("DB_AUTO_INIT").map(str::to_ascii_lowercase).as_deref() {
            None => Ok(None),
            Some("true" | "yes" | "on" | "1") => Ok(Some(true)),
            Some("false" | "no" | "off" | "0") => Ok(Some(false)),
            Some(other) => Err(bad(format!("DB_AUTO_INIT is {other:?}: use `true` or `false`"))),
        }
    }
}
