//! The settings, from the first place that gives each.

use super::{Backend, bad};
use crate::{Error, ErrorKind};

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

    /// The key of the file that gives it; a connection string has none.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Backend => "state.type",
            Self::DbPath => "state.db_path",
            Self::AutoInit => "state.auto_init",
            Self::ConnectionString => "",
            Self::Host => "state.sqlserver.host",
            Self::Port => "state.sqlserver.port",
            Self::Database => "state.sqlserver.database",
            Self::User => "state.sqlserver.user",
            Self::Password => "state.sqlserver.password",
            Self::Schema => "state.sqlserver.schema",
            Self::Encrypt => "state.sqlserver.encrypt",
            Self::Trust => "state.sqlserver.trust_server_certificate",
            Self::CaFile => "state.sqlserver.ca_file",
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
pub(super) struct Layers(Vec<Found>);

/// A value, and the place that it comes from.
struct Found {
    name: &'static str,
    value: String,
    /// How errors call it where it is no variable that says it.
    place: Option<String>,
}

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
                layers.0.push(Found { name, value, place: Some("given by the program".to_owned()) });
                continue;
            }
            if setting == Setting::ConnectionString && server_given {
                continue;
            }
            // Under their own names: errors name the variable, and two that contradict each other are one.
            let before = layers.0.len();
            for name in setting.variables() {
                if let Some(value) = variable(name)?.filter(|value| !value.is_empty()) {
                    layers.0.push(Found { name, value, place: None });
                }
            }
            if layers.0.len() == before
                && let Some(value) = last(&file, setting)
            {
                layers.0.push(Found { name, value, place: Some(format!("{} of the file", setting.key())) });
            }
        }
        Ok(layers)
    }

    /// The value of a variable.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|found| found.name == name).map(|found| found.value.as_str())
    }

    /// An error that names variables, with what those are that no variable says.
    pub(super) fn explain(&self, error: Error) -> Error {
        let is_named = |name: &str| {
            let words = error.message().split(|ch: char| !ch.is_ascii_alphanumeric() && ch != '_');
            error.kind() == ErrorKind::Config && words.into_iter().any(|word| word == name)
        };
        let elsewhere = self.0.iter().filter(|found| is_named(found.name));
        let places: Vec<String> = elsewhere
            .filter_map(|found| Some(format!("{} is {}", found.name, found.place.as_ref()?)))
            .collect();
        if places.is_empty() {
            return error;
        }
        bad(format!("{} ({})", error.message(), places.join(", ")))
    }

    pub(super) fn backend(&self) -> Result<Backend, Error> {
        match self.get("DB_BACKEND").map(str::to_ascii_lowercase).as_deref() {
            None | Some("sqlserver") => Ok(Backend::SqlServer),
            Some("sqlite") => Ok(Backend::Sqlite),
            Some(other) => {
                Err(self.explain(bad(format!("DB_BACKEND is {other:?}: use `sqlserver` or `sqlite`"))))
            }
        }
    }

    pub(super) fn auto_init(&self) -> Result<Option<bool>, Error> {
        match self.get("DB_AUTO_INIT").map(str::to_ascii_lowercase).as_deref() {
            None => Ok(None),
            Some("true" | "yes" | "on" | "1") => Ok(Some(true)),
            Some("false" | "no" | "off" | "0") => Ok(Some(false)),
            Some(other) => {
                Err(self.explain(bad(format!("DB_AUTO_INIT is {other:?}: use `true` or `false`"))))
            }
        }
    }
}
