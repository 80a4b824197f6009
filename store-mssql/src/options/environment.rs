//! Options from environment variables.

use std::env::{self, VarError};

use store_core::Error;

use super::connection_string::{boolean, encrypt};
use super::server::{Server, read_port};
use super::{MssqlOptions, bad, text};

/// A whole connection string, of ADO.NET or of ODBC.
const CONNECTION_STRING: &str = "INGEST_SQLSERVER_STATE_CONN_STR";

/// The password of the container's administrator, where nothing else gives one.
const SA_PASSWORD: &str = "MSSQL_SA_PASSWORD";

/// The name of a variable in both families.
type Names = [&'static str; 2];

const HOST: Names = ["SQLSERVER_HOST", "INGEST_SQLSERVER_HOST"];
const PORT: Names = ["SQLSERVER_PORT", "INGEST_SQLSERVER_PORT"];
const DATABASE: Names = ["SQLSERVER_DATABASE", "INGEST_SQLSERVER_DATABASE"];
const USER: Names = ["SQLSERVER_USERNAME", "INGEST_SQLSERVER_USER"];
const PASSWORD: Names = ["SQLSERVER_PASSWORD", "INGEST_SQLSERVER_PASSWORD"];
const SCHEMA: Names = ["SQLSERVER_SCHEMA", "INGEST_SQLSERVER_SCHEMA"];
const ENCRYPT: Names = ["SQLSERVER_ENCRYPT", "INGEST_SQLSERVER_ENCRYPT"];
const TRUST: Names = ["SQLSERVER_TRUST_SERVER_CERTIFICATE", "INGEST_SQLSERVER_TRUST_SERVER_CERTIFICATE"];
const CA_FILE: Names = ["SQLSERVER_CA_FILE", "INGEST_SQLSERVER_CA_FILE"];

impl MssqlOptions {
    /// Reads the environment.
    ///
    /// | variable | or | default |
    /// |---|---|---|
    /// | `SQLSERVER_HOST` | `INGEST_SQLSERVER_HOST` | `localhost` |
    /// | `SQLSERVER_PORT` | `INGEST_SQLSERVER_PORT` | 1433 |
    /// | `SQLSERVER_DATABASE` | `INGEST_SQLSERVER_DATABASE` | `Holocron` |
    /// | `SQLSERVER_USERNAME` | `INGEST_SQLSERVER_USER` | `sa` |
    /// | `SQLSERVER_PASSWORD` | `INGEST_SQLSERVER_PASSWORD`, `MSSQL_SA_PASSWORD` | none: it must be given |
    /// | `SQLSERVER_SCHEMA` | `INGEST_SQLSERVER_SCHEMA` | `ingest` |
    /// | `SQLSERVER_ENCRYPT` | `INGEST_SQLSERVER_ENCRYPT` | `true`; or `strict`, `false`, `off` |
    /// | `SQLSERVER_TRUST_SERVER_CERTIFICATE` | `INGEST_…` | `false` |
    /// | `SQLSERVER_CA_FILE` | `INGEST_SQLSERVER_CA_FILE` | none |
    ///
    /// `INGEST_SQLSERVER_STATE_CONN_STR`, a whole connection string, takes the place of all but the schema. An empty
    /// variable counts as one that is not set. The schema's name is [`schema_name`](Self::schema_name).
    ///
    /// # Errors
    ///
    /// [`Config`](store_core::ErrorKind::Config), which names the variable: for a password that is missing, a value
    /// that cannot be read, and two variables for one thing that say different things.
    pub fn from_env() -> Result<Self, Error> {
        read(&|name| match env::var(name) {
            Ok(value) => Ok(Some(value)),
            Err(VarError::NotPresent) => Ok(None),
            Err(VarError::NotUnicode(_)) => Err(bad(format!("{name} is not Unicode text"))),
        })
    }

    /// As [`from_env`](Self::from_env), from variables that `variable` looks up.
    ///
    /// ```
    /// use store_mssql::MssqlOptions;
    ///
    /// let options = MssqlOptions::from_vars(|name| match name {
    ///     "SQLSERVER_HOST" => Some("db.example.com".to_owned()),
    ///     "MSSQL_SA_PASSWORD" => Some("correct horse".to_owned()),
    ///     _ => None,
    /// })?;
    /// assert_eq!(options.schema_name(), Some("ingest"));
    ///
    /// let error = MssqlOptions::from_vars(|_| None).unwrap_err();
    /// assert!(error.to_string().contains("SQLSERVER_PASSWORD"));
    /// # Ok::<(), store_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`from_env`](Self::from_env).
    pub fn from_vars(variable: impl Fn(&str) -> Option<String>) -> Result<Self, Error> {
        read(&|name| Ok(variable(name)))
    }
}

type Lookup<'l> = &'l dyn Fn(&str) -> Result<Option<String>, Error>;

fn read(lookup: Lookup<'_>) -> Result<MssqlOptions, Error> {
    let schema = either(lookup, SCHEMA)?;
    let (name, variable) = schema.unwrap_or_else(|| ("ingest".to_owned(), SCHEMA[0]));
    let options = match one(lookup, CONNECTION_STRING)? {
        Some(text) => MssqlOptions::from_connection_string(&text)
            .map_err(|error| bad(format!("{CONNECTION_STRING}: {}", error.message())))?,
        None => parts(lookup)?,
    };
    options.with_schema_name(&name, variable)
}

fn parts(lookup: Lookup<'_>) -> Result<MssqlOptions, Error> {
    let value = |names: Names, default: &str| {
        let Some((value, variable)) = either(lookup, names)? else { return Ok(default.to_owned()) };
        text::check(variable, &value)?;
        Ok(value)
    };
    let mut options = MssqlOptions::new("", value(DATABASE, "Holocron")?);
    if let Some((host, variable)) = either(lookup, HOST)? {
        options.server = Server::parse(&host).map_err(|error| named(variable, &error))?;
    } else {
        options.server = Server::host("localhost".to_owned());
    }
    if let Some((port, variable)) = either(lookup, PORT)? {
        options.server.port = Some(read_port(port.trim()).map_err(|error| named(variable, &error))?);
    }
    let password = match either(lookup, PASSWORD)? {
        Some((password, variable)) => {
            text::check(variable, &password)?;
            password
        }
        None => one(lookup, SA_PASSWORD)?.ok_or_else(|| {
            bad(format!("no password is given: set {}, {} or {SA_PASSWORD}", PASSWORD[0], PASSWORD[1]))
        })?,
    };
    options = options.login(value(USER, "sa")?, password);
    if let Some((text, variable)) = either(lookup, ENCRYPT)? {
        options.encryption = encrypt(variable, &text)?;
    }
    if let Some((text, variable)) = either(lookup, TRUST)? {
        options.trust.any = boolean(variable, &text)?;
    }
    if let Some((path, _)) = either(lookup, CA_FILE)? {
        options.trust.ca_file = Some(path.into());
    }
    options.check()?;
    Ok(options)
}

fn named(variable: &str, error: &Error) -> Error {
    bad(format!("{variable}: {}", error.message()))
}

fn one(lookup: Lookup<'_>, name: &str) -> Result<Option<String>, Error> {
    Ok(lookup(name)?.filter(|value| !value.is_empty()))
}

/// The value of the one that is set, and its name.
fn either(lookup: Lookup<'_>, [first, second]: Names) -> Result<Option<(String, &'static str)>, Error> {
    match (one(lookup, first)?, one(lookup, second)?) {
        (Some(one), Some(other)) if one != other => {
            Err(bad(format!("{first} and {second} say different things: unset one of them")))
        }
        (Some(value), _) => Ok(Some((value, first))),
        (None, Some(value)) => Ok(Some((value, second))),
        (None, None) => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> Result<MssqlOptions, Error> {
        MssqlOptions::from_vars(|name| {
            variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn both_families_are_read_and_have_defaults() {
        let options = read(&[("MSSQL_SA_PASSWORD", "secret")]).unwrap();
        assert_eq!(options.place(), "localhost");
        assert_eq!(options.database.as_deref(), Some("Holocron"));
        assert_eq!(options.schema_name(), Some("ingest"));
        assert!(format!("{options:?}").contains("\"sa\" with a password"), "{options:?}");
        let wanted = "db,1444 Some(\"d\") Some(\"s\")";
        for family in ["", "INGEST_"] {
            let user = if family.is_empty() { "USERNAME" } else { "USER" };
            let names = ["HOST", "PORT", "DATABASE", user, "PASSWORD", "SCHEMA"];
            let names = names.map(|name| format!("{family}SQLSERVER_{name}"));
            let values = ["db", "1444", "d", "u", "secret", "s"];
            let variables: Vec<_> = names.iter().map(String::as_str).zip(values).collect();
            let options = read(&variables).unwrap();
            let found = format!("{} {:?} {:?}", options.place(), options.database, options.schema_name());
            assert_eq!(found, wanted);
            assert!(format!("{options:?}").contains("\"u\" with"));
        }
    }

    #[test]
    fn a_whole_string_takes_the_place_of_the_parts() {
        let odbc = "Driver={ODBC Driver 18 for SQL Server};Server=db,1444;Database=d;UID=u;PWD={se;cret};\
                    Encrypt=yes;TrustServerCertificate=yes";
        let variables = [("INGEST_SQLSERVER_STATE_CONN_STR", odbc), ("SQLSERVER_SCHEMA", "s")];
        let options = read(&variables).unwrap();
        assert_eq!((options.place().as_str(), options.schema_name()), ("db,1444", Some("s")));
        assert!(options.trust.any);
    }

    #[test]
    fn faults_name_the_variable_and_no_secret() {
        for (variables, expected) in [
            (&[][..], "set SQLSERVER_PASSWORD, INGEST_SQLSERVER_PASSWORD or MSSQL_SA_PASSWORD"),
            (&[("SQLSERVER_PASSWORD", "")], "set SQLSERVER_PASSWORD"),
            (
                &[("SQLSERVER_PASSWORD", "secret"), ("SQLSERVER_PORT", "x")],
                "SQLSERVER_PORT: this is not a port",
            ),
            (
                &[("SQLSERVER_PASSWORD", "secret"), ("INGEST_SQLSERVER_SCHEMA", "a-b")],
                "INGEST_SQLSERVER_SCHEMA",
            ),
            (&[("SQLSERVER_PASSWORD", "secret"), ("SQLSERVER_SCHEMA", "select")], "SQLSERVER_SCHEMA"),
            (
                &[("SQLSERVER_PASSWORD", "secret"), ("INGEST_SQLSERVER_PASSWORD", "other secret")],
                "SQLSERVER_PASSWORD and INGEST_SQLSERVER_PASSWORD say different things",
            ),
            (&[("SQLSERVER_PASSWORD", "secret"), ("SQLSERVER_ENCRYPT", "maybe")], "SQLSERVER_ENCRYPT"),
            (&[("SQLSERVER_PASSWORD", "secret\n")], "SQLSERVER_PASSWORD contains a line break"),
            (&[("MSSQL_SA_PASSWORD", "secret\n")], "the password contains a line break"),
            (
                &[("SQLSERVER_PASSWORD", "secret"), ("SQLSERVER_HOST", "d\nb")],
                "SQLSERVER_HOST: the name of the host contains a line break",
            ),
            (
                &[("SQLSERVER_PASSWORD", "secret"), ("INGEST_SQLSERVER_USER", "a\0b")],
                "INGEST_SQLSERVER_USER contains a line break",
            ),
            (&[("SQLSERVER_PASSWORD", "secret"), ("SQLSERVER_DATABASE", " ")], "SQLSERVER_DATABASE is empty"),
            (&[("SQLSERVER_PASSWORD", "secret"), ("SQLSERVER_HOST", "np:db")], "SQLSERVER_HOST"),
            (&[("SQLSERVER_PASSWORD", "x"), ("SQLSERVER_HOST", "tcp:sa:secret@db")], "has no `@`"),
            (&[("SQLSERVER_PASSWORD", "x"), ("SQLSERVER_PORT", "secret")], "SQLSERVER_PORT"),
            (
                &[("INGEST_SQLSERVER_STATE_CONN_STR", "Server=db;Password=secret")],
                "INGEST_SQLSERVER_STATE_CONN_STR: the connection string has a password but no user",
            ),
        ] {
            let error = read(variables).unwrap_err();
            let shown = format!("{error} {error:?}");
            assert!(shown.contains(expected), "{shown}");
            assert!(!shown.contains("secret"), "{shown}");
        }
    }
}
