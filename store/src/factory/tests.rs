use std::collections::HashMap;

use super::layers::Layers;
use super::*;

/// The layers of a configuration, an environment, and a file.
fn layers(config: StateConfig, variables: &[(&str, &str)], file: &str) -> Result<Layers, Error> {
    let variables: HashMap<&str, &str> = variables.iter().copied().collect();
    let variable = |name: &str| Ok(variables.get(name).map(|value| (*value).to_owned()));
    let file = file::parse(file, &variable)?;
    Layers::new(&config.given, &variable, file)
}

const FILE: &str = "
something: of the program's own
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
fn explicit_comes_before_environment_before_file() {
    let environment = [("HOME", "/home/x"), ("DB_PASSWORD", "s3cret"), ("SQLSERVER_PORT", "1555")];
    let found = layers(StateConfig::new(), &environment, FILE).unwrap();
    assert_eq!(found.backend().unwrap(), Backend::Sqlite);
    assert_eq!(found.auto_init().unwrap(), Some(false));
    for (name, value) in [
        ("SQLITE_PATH", "/home/x/state.db"),
        ("SQLSERVER_HOST", "from-file"),
        ("SQLSERVER_PORT", "1555"),
        ("SQLSERVER_USERNAME", "reader"),
        ("SQLSERVER_PASSWORD", "s3cret"),
        ("SQLSERVER_SCHEMA", "staging"),
    ] {
        assert_eq!(found.get(name), Some(value), "{name}");
    }
    let config = StateConfig::new().backend(Backend::SqlServer).port(1666).auto_init(true).host("explicit");
    let environment = [
        ("HOME", "/"),
        ("DB_BACKEND", "sqlite"),
        ("INGEST_SQLSERVER_PORT", "1555"),
        ("SQLSERVER_HOST", "env"),
    ];
    let found = layers(config, &environment, FILE).unwrap();
    assert_eq!((found.backend().unwrap(), found.auto_init().unwrap()), (Backend::SqlServer, Some(true)));
    assert_eq!((found.get("SQLSERVER_PORT"), found.get("INGEST_SQLSERVER_PORT")), (Some("1666"), None));
    assert_eq!(
        (found.get("SQLSERVER_HOST"), found.get("SQLSERVER_PASSWORD")),
        (Some("explicit"), Some("none"))
    );
}

#[test]
fn without_anything_it_is_sql_server() {
    for file in ["", "other: 1", "state: {}"] {
        let found = layers(StateConfig::new(), &[("DB_BACKEND", "")], file).unwrap();
        assert_eq!((found.backend().unwrap(), found.auto_init().unwrap()), (Backend::SqlServer, None));
    }
}

#[test]
fn a_connection_string_gives_way_to_a_server_that_the_program_names() {
    let environment = [("INGEST_SQLSERVER_STATE_CONN_STR", "Server=db")];
    let name = environment[0].0;
    assert_eq!(layers(StateConfig::new(), &environment, "").unwrap().get(name), Some("Server=db"));
    assert_eq!(
        layers(StateConfig::new().schema("s"), &environment, "").unwrap().get(name),
        Some("Server=db")
    );
    assert_eq!(layers(StateConfig::new().host("h"), &environment, "").unwrap().get(name), None);
}

#[test]
fn faults_name_the_setting_and_no_secret() {
    let faults = [
        (&[("DB_BACKEND", "oracle")][..], "", "DB_BACKEND is \"oracle\": use `sqlserver` or `sqlite`"),
        (&[("DB_AUTO_INIT", "maybe")], "", "DB_AUTO_INIT"),
        (
            &[],
            "state: {sqlserver: {password: \"${DB_SECRET}\"}}",
            "state.sqlserver.password: the variable DB_SECRET",
        ),
        (&[], "state:\n  sqlserver:\n    password: hunter2\n    pasword: hunter2", "`state` cannot be read"),
        (&[], "state: {type: [sqlite]}", "`state` cannot be read"),
        (&[], "state: {type: oracle}", "(DB_BACKEND is state.type of the file)"),
        (&[], "state: {auto_init: maybe}", "(DB_AUTO_INIT is state.auto_init of the file)"),
        (&[], "state: {", "invalid YAML"),
    ];
    for (environment, file, expected) in faults {
        let found = layers(StateConfig::new(), environment, file);
        let error = found.and_then(|found| found.backend().and_then(|_| found.auto_init())).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
        assert!(error.kind() == ErrorKind::Config && !format!("{error:?}").contains("hunter2"), "{error:?}");
    }
    let missing = StateConfig::new().file("no/such/file.yaml").layers(&|_| Ok(None)).err().unwrap();
    assert!(missing.to_string().contains("no/such/file.yaml"), "{missing}");
}

#[test]
fn a_file_that_cannot_be_read_says_where_and_why() {
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
        let error = layers(StateConfig::new(), &[], file).err().unwrap();
        assert!(error.message().contains(expected), "{file:?}: {error}");
        assert!(error.kind() == ErrorKind::Config && !format!("{error:?}").contains("hunter2"), "{error:?}");
    }
}
