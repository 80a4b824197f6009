//! How to reach a server, log in, and behave towards it.

mod connection_string;
mod encryption;
mod environment;
mod keyword;
mod login;
mod server;
mod text;

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use store_core::{Dialect, Error, ErrorKind, SchemaOverride, ident};
use tiberius::Config;

pub use encryption::Encryption;

use encryption::Trust;
use login::Login;
use server::Server;

/// How to reach a server, log in, and behave towards it.
///
/// Made from parts, from an [ADO.NET connection string](Self::from_connection_string) or from the
/// [environment](Self::from_env). The connection is encrypted and the server's certificate must be trusted, unless the
/// options say otherwise. No form of it shows a password.
///
/// ```
/// use std::time::Duration;
/// use store_mssql::MssqlOptions;
///
/// let options = MssqlOptions::new("sql.example.com", "Holocron")
///     .login("crawler", "correct horse")
///     .max_connections(20)
///     .lock_timeout(Duration::from_secs(5));
/// assert!(!format!("{options:?}").contains("horse"));
/// ```
#[derive(Clone)]
#[must_use = "options do nothing until a database is opened with them"]
pub struct MssqlOptions {
    server: Server,
    pub(crate) database: Option<String>,
    login: Login,
    encryption: Encryption,
    trust: Trust,
    application_name: String,
    client_name: Option<String>,
    read_only: bool,
    multi_subnet_failover: bool,
    packet_size: Option<u32>,
    pub(crate) connect_timeout: Duration,
    command_timeout: Duration,
    pub(crate) lock_timeout: Duration,
    pub(crate) pool: Pool,
    pub(crate) retry: Retry,
    pub(crate) schema: Option<SchemaOverride>,
    schema_name: Option<String>,
}

/// How many connections are kept, and for how long.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pool {
    pub(crate) max_size: usize,
    pub(crate) acquire_timeout: Duration,
    pub(crate) idle_timeout: Duration,
    pub(crate) max_lifetime: Duration,
    pub(crate) check_after: Duration,
}

/// How often a call is tried, and how long to wait in between.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Retry {
    pub(crate) attempts: u32,
    pub(crate) base: Duration,
    pub(crate) cap: Duration,
}

impl MssqlOptions {
    /// Options for a database on a server at port 1433; the login is still to be named.
    pub fn new(host: impl Into<String>, database: impl Into<String>) -> Self {
        Self {
            server: Server::host(host.into()),
            database: Some(database.into()),
            login: Login::Missing,
            encryption: Encryption::Required,
            trust: Trust::default(),
            application_name: "store".to_owned(),
            client_name: None,
            read_only: false,
            multi_subnet_failover: false,
            packet_size: None,
            connect_timeout: Duration::from_secs(15),
            command_timeout: Duration::from_secs(30),
            lock_timeout: Duration::from_secs(10),
            pool: Pool {
                max_size: 10,
                acquire_timeout: Duration::from_secs(30),
                idle_timeout: Duration::from_secs(10 * 60),
                max_lifetime: Duration::from_secs(30 * 60),
                check_after: Duration::from_secs(5),
            },
            retry: Retry { attempts: 5, base: Duration::from_millis(20), cap: Duration::from_secs(2) },
            schema: None,
            schema_name: None,
        }
    }

    /// The port, if it is not 1433.
    pub fn port(mut self, port: u16) -> Self {
        self.server.port = Some(port);
        self
    }

    /// The named instance, whose port the SQL Server Browser on UDP port 1434 tells.
    pub fn instance(mut self, name: impl Into<String>) -> Self {
        self.server.instance = Some(name.into());
        self
    }

    /// Logs in with a SQL Server login.
    pub fn login(mut self, user: impl Into<String>, password: impl Into<String>) -> Self {
        self.login = Login::sql(user.into(), password.into());
        self
    }

    /// Logs in with an access token of Microsoft Entra ID.
    pub fn access_token(mut self, token: impl Into<String>) -> Self {
        self.login = Login::token(token.into());
        self
    }

    /// Logs in as the user who runs the program: through SSPI with feature `winauth` on Windows, with a Kerberos ticket
    /// with feature `gssapi` elsewhere. Without the feature, opening a database gives an error that names it.
    pub fn integrated(mut self) -> Self {
        self.login = Login::Integrated;
        self
    }

    /// What of the connection is encrypted: all of it, unless this says otherwise.
    pub fn encryption(mut self, encryption: Encryption) -> Self {
        self.encryption = encryption;
        self
    }

    /// Trusts whatever certificate the server shows, which protects from eavesdroppers but not from a server in
    /// between: for a server of one's own in a container.
    pub fn trust_server_certificate(mut self, trust: bool) -> Self {
        self.trust.any = trust;
        self
    }

    /// Trusts certificates of the authorities in this file (PEM, `.crt`, or DER), beside those of the system.
    pub fn trust_ca_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.trust.ca_file = Some(path.into());
        self
    }

    /// The host that the server's certificate must name, if it is not the one of the connection.
    pub fn host_name_in_certificate(mut self, name: impl Into<String>) -> Self {
        self.trust.host_name = Some(name.into());
        self
    }

    /// What the server shows as the program's name; `store` unless this says otherwise.
    pub fn application_name(mut self, name: impl Into<String>) -> Self {
        self.application_name = name.into();
        self
    }

    /// Tells an availability group that the connection only reads, so that it is sent to a secondary.
    pub fn read_only(mut self, read_only: bool) -> Self {
        self.read_only = read_only;
        self
    }

    /// Tries all addresses of the host at once, as an availability group over several subnets wants it.
    pub fn multi_subnet_failover(mut self, all_at_once: bool) -> Self {
        self.multi_subnet_failover = all_at_once;
        self
    }

    /// For how long connecting, encrypting and logging in may take together; 15 seconds, zero for no limit.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// For how long the server may be silent while it answers; 30 seconds, zero for no limit.
    ///
    /// A call that waits for longer ends with [`Timeout`](ErrorKind::Timeout), and its connection is closed.
    pub fn command_timeout(mut self, limit: Duration) -> Self {
        self.command_timeout = limit;
        self
    }

    /// For how long a statement waits for a lock; 10 seconds, zero to wait for none. Then it is tried again, or ends with
    /// [`Busy`](ErrorKind::Busy). Keep it below the command timeout.
    pub fn lock_timeout(mut self, limit: Duration) -> Self {
        self.lock_timeout = limit;
        self
    }

    /// The most connections that a handle has open, at least 1; 10.
    pub fn max_connections(mut self, most: usize) -> Self {
        self.pool.max_size = most.max(1);
        self
    }

    /// For how long a call waits for a free connection; 30 seconds, zero for no limit.
    pub fn acquire_timeout(mut self, limit: Duration) -> Self {
        self.pool.acquire_timeout = limit;
        self
    }

    /// After how long a connection that nobody used is closed; 10 minutes, zero for never.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.pool.idle_timeout = limit;
        self
    }

    /// After how long a connection is replaced by a new one; 30 minutes, zero for never.
    pub fn max_lifetime(mut self, limit: Duration) -> Self {
        self.pool.max_lifetime = limit;
        self
    }

    /// After how long without use a connection is asked whether it is alive before a call has it; 5 seconds. One that
    /// was used since costs no round trip.
    pub fn check_after(mut self, idle: Duration) -> Self {
        self.pool.check_after = idle;
        self
    }

    /// How often a call is tried when it fails for a reason that passes, the first time included; 5.
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.retry.attempts = attempts.max(1);
        self
    }

    /// How long to wait before a second attempt, and the most before a later one; 20 ms and 2 s. The wait doubles
    /// from one to the next, and up to half of it is left to chance.
    pub fn retry_delay(mut self, first: Duration, most: Duration) -> Self {
        self.retry.base = first;
        self.retry.cap = most;
        self
    }

    /// Puts another schema in the place of the one that the tables were compiled with.
    pub fn schema(mut self, schema: SchemaOverride) -> Self {
        self.schema = Some(schema);
        self
    }

    /// The name of the schema that the environment gave, for [`schema`](Self::schema) with one's own tables.
    pub fn schema_name(&self) -> Option<&str> {
        self.schema_name.as_deref()
    }

    pub(crate) fn with_schema_name(mut self, name: &str, variable: &str) -> Result<Self, Error> {
        ident::check(name)
            .map_err(|error| bad(format!("{variable}: {name:?} is no schema name: {error}")))?;
        self.schema_name = Some(name.to_owned());
        Ok(self)
    }

    /// The server as it stands in messages.
    pub(crate) fn place(&self) -> String {
        self.server.to_string()
    }

    /// Refuses what no connection can be opened with.
    fn check(&self) -> Result<(), Error> {
        self.server.check()?;
        self.login.check()?;
        self.trust.check()?;
        let texts = [
            ("the name of the database", self.database.as_ref()),
            ("the application name", Some(&self.application_name).filter(|name| !name.is_empty())),
            ("the name of the workstation", self.client_name.as_ref()),
        ];
        texts.into_iter().try_for_each(|(what, text)| text.map_or(Ok(()), |text| text::check(what, text)))
    }

    /// Whether the login alone is encrypted, for which a server without TLS is silent.
    pub(crate) fn encrypts_login_only(&self) -> bool {
        self.encryption == Encryption::LoginOnly
    }

    /// The options as the driver takes them.
    pub(crate) fn tiberius_config(&self) -> Result<Config, Error> {
        if let Some(schema) = &self.schema {
            schema.check(Dialect::Mssql)?;
        }
        self.check()?;
        let mut config = Config::new();
        self.server.configure(&mut config);
        config.authentication(self.login.method()?);
        self.trust.configure(&mut config, self.encryption)?;
        config.application_name(&self.application_name);
        config.readonly(self.read_only);
        config.multi_subnet_failover(self.multi_subnet_failover);
        if let Some(database) = &self.database {
            config.database(database);
        }
        if let Some(name) = &self.client_name {
            config.client_name(name);
        }
        if let Some(size) = self.packet_size {
            config.packet_size(size);
        }
        let limit = |limit: Duration| (limit > Duration::ZERO).then_some(limit);
        // The whole of connecting has one limit, which is kept outside of the driver.
        config.handshake_timeout(None);
        config.command_timeout(limit(self.command_timeout));
        Ok(config)
    }
}

/// An option that cannot be.
fn bad(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Config, message)
}

/// Where the server is and who logs in, for people; no form of a secret is in it.
///
/// ```
/// use store_mssql::MssqlOptions;
///
/// let options = MssqlOptions::new("sql.example.com", "Holocron").login("crawler", "correct horse");
/// assert_eq!(options.to_string(), "sql.example.com, database Holocron, user crawler");
/// ```
impl fmt::Display for MssqlOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.server)?;
        if let Some(database) = &self.database {
            write!(f, ", database {database}")?;
        }
        write!(f, ", {}", self.login)
    }
}

impl fmt::Debug for MssqlOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MssqlOptions")
            .field("server", &format_args!("{}", self.server))
            .field("database", &self.database)
            .field("login", &self.login)
            .field("encryption", &self.encryption)
            .field("trust", &self.trust)
            .field("application_name", &self.application_name)
            .field("connect_timeout", &self.connect_timeout)
            .field("command_timeout", &self.command_timeout)
            .field("lock_timeout", &self.lock_timeout)
            .field("pool", &self.pool)
            .field("retry", &self.retry)
            .field("schema_name", &self.schema_name)
            .finish_non_exhaustive()
    }
}
