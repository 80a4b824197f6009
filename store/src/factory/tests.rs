use std::collections::HashMap;

use super::settings::Setting;
use super::sources::{Sources, with_variable_names};
use super::*;
use crate::ErrorKind;

/// Collects the settings of a configuration, an environment and a YAML file.
fn sources(config: StateConfig, variables: &[(&str, &str)], file: &str) -> Result<Sources, Error> {
    let variables: HashMap<&str, &str> = variables.iter().copied().collect();
    let variable = |name: &str| Ok(variables.get(name).map(|value| (*value).to_owned()));
    let file = file::parse(file, &variable)?;
    Sources::new(config.settings(), &variable, &file)
}

fn text(sources: &Sources, setting: Setting) -> Option<&str> {
    sources.get(setting).unwrap().map(|value| value.text.as_str())
}

const FILE: &str = "
something: that belongs to the program
state:
  type: sqlite
  db_path: ${HOME}/state.db
  auto_init: false
  sqlserver:
    host: from-file
    port: 1444
    user: reader
    password: ${DB_PASSWORD:-none}
    schema: ${SCHEMA:-staging}
";

#[test]
fn the_program_takes_precedence_over_the_environment_and_that_over_the_file() {
    let environment = [("HOME", "/home/x"), ("DB_PASSWORD", "s3cret"), ("SQLSERVER_PORT", "1555")];
    let found = sources(StateConfig::new(), &environment, FILE).unwrap();
    assert_eq!(found.backend().unwrap(), Backend::Sqlite);
    assert_eq!(found.auto_init().unwrap(), Some(false));
    for (setting, value) in [
        (Setting::DbPath, "/home/x/state.db"),
        (Setting::Host, "from-file"),
        (Setting::Port, "1555"),
        (Setting::User, "reader"),
        (Setting::Password, "s3cret"),
        (Setting::Schema, "staging"),
    ] {
        assert_eq!(text(&found, setting), Some(value), "{setting:?}");
    }
    let config = StateConfig::new().backend(Backend::SqlServer).port(1666).auto_init(true).host("explicit");
    let environment = [
        ("HOME", "/"),
        ("DB_BACKEND", "sqlite"),
        ("INGEST_SQLSERVER_PORT", "1555"),
        ("SQLSERVER_HOST", "env"),
    ];
    let found = sources(config, &environment, FILE).unwrap();
    assert_eq!((found.backend().unwrap(), found.auto_init().unwrap()), (Backend::SqlServer, Some(true)));
    assert_eq!(text(&found, Setting::Port), Some("1666"));
    assert_eq!(text(&found, Setting::Host), Some("explicit"));
    assert_eq!(text(&found, Setting::Password), Some("none"));
}

#[test]
fn the_default_backend_is_sql_server() {
    for file in ["", "other: 1", "state: {}"] {
        let found = sources(StateConfig::new(), &[("DB_BACKEND", "")], file).unwrap();
        assert_eq!((found.backend().unwrap(), found.auto_init().unwrap()), (Backend::SqlServer, None));
    }
}

#[test]
fn a_server_of_the_program_replaces_a_connection_string() {
    let environment = [("INGEST_SQLSERVER_STATE_CONN_STR", "Server=db")];
    for (config, expected) in [
        (StateConfig::new(), Some("Server=db")),
        (StateConfig::new().schema("s"), Some("Server=db")),
        (StateConfig::new().host("h"), None),
    ] {
        let found = sources(config, &environment, "").unwrap();
        assert_eq!(text(&found, Setting::ConnectionString), expected);
    }
}

#[test]
fn errors_name_the_setting_and_show_no_secret() {
    let cases = [
        (
            &[("DB_BACKEND", "oracle")][..],
            "",
            "DB_BACKEND: unknown backend \"oracle\": use `sqlserver` or `sqlite`",
        ),
        (&[("DB_AUTO_INIT", "maybe")], "", "DB_AUTO_INIT"),
        (
            &[],
            "state: {sqlserver: {password: \"${DB_SECRET}\"}}",
            "state.sqlserver.password: the variable DB_SECRET",
        ),
        (&[], "state:\n  sqlserver:\n    password: hunter2\n    pasword: hunter2", "cannot read `state`"),
        (&[], "state: {type: [sqlite]}", "cannot read `state`"),
        (&[], "state: {type: oracle}", "DB_BACKEND (state.type in the configuration file): unknown backend"),
        (
            &[],
            "state: {auto_init: maybe}",
            "DB_AUTO_INIT (state.auto_init in the configuration file): invalid value",
        ),
        (&[], "state: {", "invalid YAML"),
    ];
    for (environment, file, expected) in cases {
        let found = sources(StateConfig::new(), environment, file);
        let error = found.and_then(|found| found.backend().and_then(|_| found.auto_init())).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
        assert!(error.kind() == ErrorKind::Config && !format!("{error:?}").contains("hunter2"), "{error:?}");
    }
    let missing = StateConfig::new().file("no/such/file.yaml").sources(&|_| Ok(None)).err().unwrap();
    assert!(missing.to_string().contains("no/such/file.yaml"), "{missing}");
}

#[test]
fn errors_of_the_file_name_position_and_reason() {
    const TYPE: &str = "a value of the wrong type at line";
    for (file, expected) in [
        ("state:\n\ttype: sqlite", "line 2 column 1, while scanning for the next token: indent with spaces"),
        (
            "state:\n  sqlserver:\n  \thost: a",
            "line 3 column 3, while scanning for the next token: indent with spaces",
        ),
        ("state:\n  sqlserver:\n    password: \"hunter2", "unexpected end of stream at line 3 column 23"),
        (
            "state:\n  sqlserver:\n    password: @hunter2",
            "character that cannot start any token at line 3 column 15",
        ),
        ("state:\n  sqlserver:\n    password: *hunter2", "unknown anchor at line 3 column 15"),
        ("state:\n  sqlserver:\n    password: \"\\hunter2\"", "unknown escape character at line 3 column 16"),
        ("state: {}\n---\nstate: {}", "more than one document"),
        (
            "state:\n  type: sqlite\n  type: sqlserver",
            "duplicate key `type` in the mapping at line 2 column 3",
        ),
        (
            "state:\n  sqlserver: {user: a, username: b}",
            "duplicate key `user` in the mapping at line 2 column 14",
        ),
        ("state: {}\nstate: {}", "duplicate key `state` in the mapping at line 1 column 1"),
        ("base: &base\n  type: sqlite\nstate:\n  <<: *base", "merge key `<<` at line 4 column 3"),
        ("state:\n  pasword: hunter2", "unknown key at line 2 column 3"),
        ("state:\n  sqlserver: {password: a, hunter2}", "unknown key at line 2 column 28"),
        ("state:\n  sqlserver:\n    password hunter2", TYPE),
        ("state:\n  sqlserver: hunter2", TYPE),
        ("state:\n  sqlserver:\n    port: [hunter2]", TYPE),
        ("- state", TYPE),
    ] {
        let error = sources(StateConfig::new(), &[], file).err().unwrap();
        assert!(error.message().contains(expected), "{file:?}: {error}");
        assert!(error.kind() == ErrorKind::Config && !format!("{error:?}").contains("hunter2"), "{error:?}");
    }
}

#[cfg(feature = "sqlite")]
mod sqlite {
    use std::path::Path;

    use super::*;
    use crate::factory::sqlite::options;

    fn read(variables: &[(&str, &str)], file: &str) -> Result<String, Error> {
        let sources = sources(StateConfig::new(), variables, file)?;
        options(&sources, Path::new("state.db")).map(|options| format!("{options:?}"))
    }

    #[test]
    fn every_setting_reaches_the_driver() {
        let shown = read(&[], "").unwrap();
        for part in [
            "cache_size: Some(16777216)",
            "temp_store: Memory",
            "wal_autocheckpoint: 4000",
            "page_size: None",
        ] {
            assert!(shown.contains(part), "{part}: {shown}");
        }
        let variables =
            [("SQLITE_CACHE_SIZE", "2"), ("SQLITE_MMAP_SIZE", "1"), ("SQLITE_TEMP_STORE", "File")];
        let file = "state: {sqlite: {cache_size: 3, wal_autocheckpoint: 0, page_size: 8192}}";
        let shown = read(&variables, file).unwrap();
        for part in [
            "cache_size: Some(2097152)",
            "mmap_size: Some(1048576)",
            "temp_store: File",
            "wal_autocheckpoint: 0",
            "page_size: Some(8192)",
        ] {
            assert!(shown.contains(part), "{part}: {shown}");
        }
    }

    #[test]
    fn errors_name_the_variable_or_the_key() {
        for (name, value, expected) in [
            ("SQLITE_CACHE_SIZE", "16MB", "SQLITE_CACHE_SIZE: invalid value: use a number"),
            ("SQLITE_WAL_AUTOCHECKPOINT", "-1", "SQLITE_WAL_AUTOCHECKPOINT: invalid value: use a number"),
            ("SQLITE_TEMP_STORE", "disk", "SQLITE_TEMP_STORE: invalid value: use `file` or `memory`"),
        ] {
            let error = read(&[(name, value)], "").unwrap_err();
            assert_eq!((error.kind(), error.message()), (ErrorKind::Config, expected));
        }
        let error = read(&[], "state: {sqlite: {page_size: big}}").unwrap_err();
        assert!(error.message().starts_with("SQLITE_PAGE_SIZE (state.sqlite.page_size in the"), "{error}");
        let error = read(&[], "state: {sqlite: {}, sqlite: {}}").unwrap_err();
        assert!(error.message().contains("duplicate key `sqlite`"), "{error}");
    }
}

#[cfg(feature = "mssql")]
mod sql_server {
    use super::*;
    use crate::factory::sqlserver::options;

    fn read(variables: &[(&str, &str)]) -> Result<store_mssql::MssqlOptions, Error> {
        options(&sources(StateConfig::new(), variables, "")?)
    }

    #[test]
    fn both_families_of_variables_are_read() {
        let defaults = read(&[("MSSQL_SA_PASSWORD", "secret")]).unwrap();
        assert_eq!(defaults.to_string(), "localhost, database Holocron, user sa");
        for family in ["", "INGEST_"] {
            let user = if family.is_empty() { "USERNAME" } else { "USER" };
            let names = ["HOST", "PORT", "DATABASE", user, "PASSWORD", "SCHEMA"];
            let names = names.map(|name| format!("{family}SQLSERVER_{name}"));
            let values = ["db", "1444", "d", "u", "secret", "s"];
            let variables: Vec<_> = names.iter().map(String::as_str).zip(values).collect();
            assert_eq!(read(&variables).unwrap().to_string(), "db,1444, database d, user u");
            let found = sources(StateConfig::new(), &variables, "").unwrap();
            assert_eq!(text(&found, Setting::Schema), Some("s"));
        }
    }

    #[test]
    fn a_connection_string_replaces_the_other_settings() {
        let odbc = "Driver={ODBC Driver 18 for SQL Server};Server=db,1444;Database=d;UID=u;PWD={se;cret};\
                    Encrypt=yes;TrustServerCertificate=yes";
        let variables = [
            ("INGEST_SQLSERVER_STATE_CONN_STR", odbc),
            ("SQLSERVER_SCHEMA", "s"),
            ("SQLSERVER_HOST", "other"),
        ];
        assert_eq!(read(&variables).unwrap().to_string(), "db,1444, database d, user u");
    }

    #[test]
    fn every_setting_reaches_the_driver() {
        let variables = [
            ("SQLSERVER_PASSWORD", "p"),
            ("SQLSERVER_HOST", "tcp:db\\x,1444"),
            ("SQLSERVER_ENCRYPT", "off"),
            ("SQLSERVER_TRUST_SERVER_CERTIFICATE", "yes"),
            ("INGEST_SQLSERVER_CA_FILE", "ca.pem"),
        ];
        let shown = format!("{:?}", read(&variables).unwrap());
        for part in ["db\\x,1444", "encryption: Off", "any: true", "ca_file: Some(\"ca.pem\")"] {
            assert!(shown.contains(part), "{part}: {shown}");
        }
    }

    #[test]
    fn errors_name_the_variable_and_show_no_secret() {
        const PASSWORD: (&str, &str) = ("SQLSERVER_PASSWORD", "secret");
        for (variables, expected) in [
            (&[][..], "set SQLSERVER_PASSWORD, INGEST_SQLSERVER_PASSWORD or MSSQL_SA_PASSWORD"),
            (&[("SQLSERVER_PASSWORD", "")], "set SQLSERVER_PASSWORD"),
            (&[PASSWORD, ("SQLSERVER_PORT", "x")], "SQLSERVER_PORT: invalid port"),
            (&[PASSWORD, ("SQLSERVER_PORT", "0")], "SQLSERVER_PORT: invalid port"),
            (&[PASSWORD, ("INGEST_SQLSERVER_SCHEMA", "a-b")], "INGEST_SQLSERVER_SCHEMA: invalid schema name"),
            (&[PASSWORD, ("SQLSERVER_SCHEMA", "select")], "SQLSERVER_SCHEMA"),
            (
                &[PASSWORD, ("INGEST_SQLSERVER_PASSWORD", "other secret")],
                "SQLSERVER_PASSWORD and INGEST_SQLSERVER_PASSWORD have different values",
            ),
            (&[PASSWORD, ("SQLSERVER_ENCRYPT", "maybe")], "SQLSERVER_ENCRYPT: unknown encryption"),
            (
                &[PASSWORD, ("SQLSERVER_TRUST_SERVER_CERTIFICATE", "maybe")],
                "SQLSERVER_TRUST_SERVER_CERTIFICATE: invalid value",
            ),
            (&[("SQLSERVER_PASSWORD", "secret\n")], "SQLSERVER_PASSWORD: the value contains a line break"),
            (&[("MSSQL_SA_PASSWORD", "secret\n")], "MSSQL_SA_PASSWORD: the value contains a line break"),
            (&[PASSWORD, ("SQLSERVER_HOST", "d\nb")], "SQLSERVER_HOST: the host name contains a line break"),
            (&[PASSWORD, ("INGEST_SQLSERVER_USER", "a\0b")], "INGEST_SQLSERVER_USER: the value contains"),
            (&[PASSWORD, ("SQLSERVER_DATABASE", " ")], "SQLSERVER_DATABASE: the value is empty"),
            (&[PASSWORD, ("SQLSERVER_HOST", "np:db")], "SQLSERVER_HOST"),
            (&[("SQLSERVER_PASSWORD", "x"), ("SQLSERVER_HOST", "tcp:sa:secret@db")], "contains `@`"),
            (&[("SQLSERVER_PASSWORD", "x"), ("SQLSERVER_PORT", "secret")], "SQLSERVER_PORT"),
            (
                &[("INGEST_SQLSERVER_STATE_CONN_STR", "Server=db;Password=secret")],
                "INGEST_SQLSERVER_STATE_CONN_STR: the connection string has a password but no user",
            ),
        ] {
            let error = read(variables).unwrap_err();
            let shown = format!("{error} {error:?}");
            assert!(shown.contains(expected), "{expected}: {shown}");
            assert!(!shown.contains("secret"), "{shown}");
        }
    }

    #[test]
    fn options_in_errors_of_the_driver_are_explained_by_their_variables() {
        let error = |message: &str| with_variable_names(Error::new(ErrorKind::Config, message));
        let explained = error("set `trust_ca_file` (`ServerCertificate`) or `encryption` to `Off`");
        let expected = "(`encryption` is SQLSERVER_ENCRYPT, `trust_ca_file` is SQLSERVER_CA_FILE)";
        assert!(explained.message().ends_with(expected), "{explained}");
        assert_eq!(error("no option").message(), "no option");
    }

    #[test]
    #[cfg(feature = "sqlite")]
    fn an_invalid_page_size_is_explained_by_its_variable() {
        let options = store_sqlite::SqliteOptions::in_memory().page_size(5_000);
        let error = with_variable_names(store_sqlite::SqliteConnection::open(&options).unwrap_err());
        assert!(error.message().ends_with("(`page_size` is SQLITE_PAGE_SIZE)"), "{error}");
    }
}
