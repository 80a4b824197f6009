//! The list of all settings: the one place that knows their variables, keys and defaults.

use crate::{Error, ErrorKind};

/// The database engine of the state store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// SQL Server, the production backend; feature `mssql`.
    SqlServer,
    /// A SQLite file, for development, tests and single machines; feature `sqlite`.
    Sqlite,
}

impl Backend {
    /// Returns the value of the setting that selects the backend.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::SqlServer => "sqlserver",
            Self::Sqlite => "sqlite",
        }
    }
}

/// A setting of the state store, as the environment, the YAML file and the documentation know it.
///
/// ```
/// use store::factory::SETTINGS;
///
/// let secrets = SETTINGS.iter().filter(|setting| setting.is_secret);
/// assert!(secrets.flat_map(|setting| setting.variables).any(|name| *name == "SQLSERVER_PASSWORD"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SettingInfo {
    pub(super) setting: Setting,
    /// A short description.
    pub meaning: &'static str,
    /// The environment variables. They are synonyms: different values are an error.
    pub variables: &'static [&'static str],
    /// A variable that is read only if none of `variables` is set.
    pub fallback_variable: Option<&'static str>,
    /// The key in the YAML file.
    pub key: Option<&'static str>,
    /// A synonym of the last part of the key.
    pub key_alias: Option<&'static str>,
    /// The value without a setting.
    pub default: Option<&'static str>,
    /// The only backend that uses the setting.
    pub backend: Option<Backend>,
    /// Whether the value must not be shown.
    pub is_secret: bool,
    /// The option of the driver that the setting sets, as the driver's errors name it.
    pub(super) driver_option: Option<&'static str>,
}

/// The identity of a setting: its position in [`SETTINGS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Setting {
    Backend,
    DbPath,
    CacheSize,
    MmapSize,
    TempStore,
    WalAutocheckpoint,
    PageSize,
    AutoInit,
    ConnectionString,
    Host,
    Port,
    Database,
    User,
    Password,
    Schema,
    Encryption,
    TrustServerCertificate,
    CaFile,
}

impl Setting {
    pub(super) const fn info(self) -> &'static SettingInfo {
        &SETTINGS[self as usize]
    }

    /// Returns the variable that represents the setting in messages.
    pub(super) const fn variable(self) -> &'static str {
        self.info().variables[0]
    }

    /// Returns the default, which may be empty.
    pub(super) fn default_value(self) -> &'static str {
        self.info().default.unwrap_or_default()
    }

    /// Returns whether the connection string contains the setting too.
    pub(super) fn is_in_connection_string(self) -> bool {
        self.info().backend == Some(Backend::SqlServer)
            && !matches!(self, Self::Schema | Self::ConnectionString)
    }
}

/// A setting of any backend, without key, default and the rest.
const COMMON: SettingInfo = SettingInfo {
    setting: Setting::Backend,
    meaning: "",
    variables: &[],
    fallback_variable: None,
    key: None,
    key_alias: None,
    default: None,
    backend: None,
    is_secret: false,
    driver_option: None,
};

/// A setting of a SQLite file. The reasons for the defaults are in docs/backends/sqlite.md.
const SQLITE: SettingInfo = SettingInfo { backend: Some(Backend::Sqlite), ..COMMON };

/// A setting of SQL Server.
const SQL_SERVER: SettingInfo = SettingInfo { backend: Some(Backend::SqlServer), ..COMMON };

/// All settings, in the order of the documentation.
pub const SETTINGS: [SettingInfo; 18] = [
    SettingInfo {
        setting: Setting::Backend,
        meaning: "backend: `sqlserver` or `sqlite`",
        variables: &["DB_BACKEND"],
        key: Some("state.type"),
        default: Some(Backend::SqlServer.name()),
        ..COMMON
    },
    SettingInfo {
        setting: Setting::DbPath,
        meaning: "SQLite file",
        variables: &["SQLITE_PATH"],
        key: Some("state.db_path"),
        default: Some("local/state/ingest_state.db"),
        ..SQLITE
    },
    SettingInfo {
        setting: Setting::CacheSize,
        meaning: "SQLite page cache, in MiB; a store takes up to one and a half times this",
        variables: &["SQLITE_CACHE_SIZE"],
        key: Some("state.sqlite.cache_size"),
        default: Some("16"),
        ..SQLITE
    },
    SettingInfo {
        setting: Setting::MmapSize,
        meaning: "part of the SQLite file that is mapped into memory, in MiB",
        variables: &["SQLITE_MMAP_SIZE"],
        key: Some("state.sqlite.mmap_size"),
        default: Some("0"),
        ..SQLITE
    },
    SettingInfo {
        setting: Setting::TempStore,
        meaning: "place of temporary SQLite tables: `memory` or `file`",
        variables: &["SQLITE_TEMP_STORE"],
        key: Some("state.sqlite.temp_store"),
        default: Some("memory"),
        ..SQLITE
    },
    SettingInfo {
        setting: Setting::WalAutocheckpoint,
        meaning: "length from which SQLite's write-ahead log is moved into the file, in pages; 0: only when the store is closed",
        variables: &["SQLITE_WAL_AUTOCHECKPOINT"],
        key: Some("state.sqlite.wal_autocheckpoint"),
        default: Some("4000"),
        ..SQLITE
    },
    SettingInfo {
        setting: Setting::PageSize,
        meaning: "page size of a new SQLite file, in bytes",
        variables: &["SQLITE_PAGE_SIZE"],
        key: Some("state.sqlite.page_size"),
        driver_option: Some("page_size"),
        ..SQLITE
    },
    SettingInfo {
        setting: Setting::AutoInit,
        meaning: "create missing tables",
        variables: &["DB_AUTO_INIT"],
        key: Some("state.auto_init"),
        default: Some("true"),
        ..COMMON
    },
    SettingInfo {
        setting: Setting::ConnectionString,
        meaning: "connection string, replaces all other server settings but the schema",
        variables: &["INGEST_SQLSERVER_STATE_CONN_STR"],
        is_secret: true,
        ..SQL_SERVER
    },
    SettingInfo {
        setting: Setting::Host,
        meaning: "server: `host`, `host,port` or `host\\instance`",
        variables: &["SQLSERVER_HOST", "INGEST_SQLSERVER_HOST"],
        key: Some("state.sqlserver.host"),
        default: Some("localhost"),
        ..SQL_SERVER
    },
    SettingInfo {
        setting: Setting::Port,
        meaning: "port",
        variables: &["SQLSERVER_PORT", "INGEST_SQLSERVER_PORT"],
        key: Some("state.sqlserver.port"),
        default: Some("1433"),
        ..SQL_SERVER
    },
    SettingInfo {
        setting: Setting::Database,
        meaning: "database",
        variables: &["SQLSERVER_DATABASE", "INGEST_SQLSERVER_DATABASE"],
        key: Some("state.sqlserver.database"),
        default: Some("Holocron"),
        ..SQL_SERVER
    },
    SettingInfo {
        setting: Setting::User,
        meaning: "user",
        variables: &["SQLSERVER_USERNAME", "INGEST_SQLSERVER_USER"],
        key: Some("state.sqlserver.user"),
        key_alias: Some("username"),
        default: Some("sa"),
        ..SQL_SERVER
    },
    SettingInfo {
        setting: Setting::Password,
        meaning: "password",
        variables: &["SQLSERVER_PASSWORD", "INGEST_SQLSERVER_PASSWORD"],
        // The variable of Microsoft's container image.
        fallback_variable: Some("MSSQL_SA_PASSWORD"),
        key: Some("state.sqlserver.password"),
        is_secret: true,
        ..SQL_SERVER
    },
    SettingInfo {
        setting: Setting::Schema,
        meaning: "schema",
        variables: &["SQLSERVER_SCHEMA", "INGEST_SQLSERVER_SCHEMA"],
        key: Some("state.sqlserver.schema"),
        default: Some("ingest"),
        ..SQL_SERVER
    },
    SettingInfo {
        setting: Setting::Encryption,
        meaning: "encryption: `true`, `strict`, `false` or `off`",
        variables: &["SQLSERVER_ENCRYPT", "INGEST_SQLSERVER_ENCRYPT"],
        key: Some("state.sqlserver.encrypt"),
        default: Some("true"),
        driver_option: Some("encryption"),
        ..SQL_SERVER
    },
    SettingInfo {
        setting: Setting::TrustServerCertificate,
        meaning: "accept any server certificate",
        variables: &["SQLSERVER_TRUST_SERVER_CERTIFICATE", "INGEST_SQLSERVER_TRUST_SERVER_CERTIFICATE"],
        key: Some("state.sqlserver.trust_server_certificate"),
        default: Some("false"),
        driver_option: Some("trust_server_certificate"),
        ..SQL_SERVER
    },
    SettingInfo {
        setting: Setting::CaFile,
        meaning: "file of certificate authorities",
        variables: &["SQLSERVER_CA_FILE", "INGEST_SQLSERVER_CA_FILE"],
        key: Some("state.sqlserver.ca_file"),
        driver_option: Some("trust_ca_file"),
        ..SQL_SERVER
    },
];

/// Creates the error of an invalid setting.
pub(super) fn invalid(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Config, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_in_the_order_of_their_identities() {
        for (at, info) in SETTINGS.iter().enumerate() {
            assert_eq!(info.setting as usize, at);
            assert!(!info.variables.is_empty());
        }
    }

    /// The table in the documentation of the module has a row for each setting, written like this.
    #[test]
    fn the_documentation_has_every_setting() {
        let code = |name: &&str| format!("`{name}`");
        let rows: Vec<String> = SETTINGS
            .iter()
            .map(|info| {
                let variables = info.variables.iter().chain(&info.fallback_variable).map(code);
                let variables = variables.collect::<Vec<_>>().join(", ");
                let key = info.key.as_ref().map(code).unwrap_or_default();
                let default = info.default.as_ref().map_or_else(|| "none".to_owned(), code);
                format!("//! | {} | {variables} | {key} | {default} |", info.meaning)
            })
            .collect();
        let rows = rows.join("\n");
        assert!(include_str!("mod.rs").contains(&rows), "the table must be:\n{rows}");
    }
}
