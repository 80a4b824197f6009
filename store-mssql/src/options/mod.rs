//! Options for opening a database: address, login, encryption, timeouts, pool and retries.

mod address;
mod connection_string;
mod connection_string_syntax;
mod encryption;
mod keyword;
mod login;
mod name;

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use store_core::{Dialect, Error, ErrorKind, SchemaOverride};
use tiberius::Config;

pub use encryption::Encryption;

use address::Address;
use encryption::Trust;
use login::Login;

/// Options for opening a database: address, login, encryption, timeouts, pool and retries.
///
/// Options are set one by one, or parsed from a [connection string](Self::from_connection_string). By default, the
/// connection is encrypted and the server's certificate must be trusted. `Debug` and `Display` show no secrets.
///
/// ```
/// use std::time::Duration;
/// use store_mssql::MssqlOptions;
///
/// let options = MssqlOptions::new("sql.example.com", "app")
///     .login("crawler", "correct horse")
///     .max_connections(20)
///     .lock_timeout(Duration::from_secs(5));
/// assert!(!format!("{options:?}").contains("horse"));
///
/// let parsed: MssqlOptions = "Server=sql.example.com;Database=app;UID=crawler;PWD=correct horse".parse()?;
/// assert_eq!(parsed.to_string(), options.to_string());
/// # Ok::<(), store_core::Error>(())
/// ```
#[derive(Clone)]
#[must_use = "options do nothing until a database is opened with them"]
pub struct MssqlOptions {
    address: Address,
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
    pub(crate) pool: PoolOptions,
    pub(crate) retry: RetryOptions,
    pub(crate) schema: Option<SchemaOverride>,
}

/// The size of the pool, and the limits of its connections.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PoolOptions {
    pub(crate) max_size: usize,
    pub(crate) acquire_timeout: Duration,
    pub(crate) idle_timeout: Duration,
    pub(crate) max_lifetime: Duration,
    pub(crate) idle_check_after: Duration,
}

/// The attempts at a call, and the delays between them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RetryOptions {
    pub(crate) max_attempts: u32,
    pub(crate) first_delay: Duration,
    pub(crate) max_delay: Duration,
}

impl RetryOptions {
    /// A single attempt.
    pub(crate) const NONE: Self =
        Self { max_attempts: 1, first_delay: Duration::ZERO, max_delay: Duration::ZERO };
}

impl MssqlOptions {
    /// Creates options for a database on a server at port 1433, without a login.
    pub fn new(host: impl Into<String>, database: impl Into<String>) -> Self {
        Self {
            address: Address::of_host(host.into()),
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
            pool: PoolOptions {
                max_size: 10,
                acquire_timeout: Duration::from_secs(30),
                idle_timeout: Duration::from_secs(10 * 60),
                max_lifetime: Duration::from_secs(30 * 60),
                idle_check_after: Duration::from_secs(5),
            },
            retry: RetryOptions {
                max_attempts: 5,
                first_delay: Duration::from_millis(20),
                max_delay: Duration::from_secs(2),
            },
            schema: None,
        }
    }

    /// Sets host, port and instance as connection strings write them: `tcp:host\instance,port`, where all but the host
    /// are optional.
    ///
    /// ```
    /// use store_mssql::MssqlOptions;
    ///
    /// let options = MssqlOptions::new("localhost", "app").server("tcp:db.example.com,1444")?;
    /// assert_eq!(options.to_string(), "db.example.com,1444, database app, no login");
    /// # Ok::<(), store_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Config`](ErrorKind::Config) for an invalid address.
    pub fn server(mut self, server: &str) -> Result<Self, Error> {
        self.address = Address::parse(server)?;
        Ok(self)
    }

    /// Sets the port (default: 1433).
    pub fn port(mut self, port: u16) -> Self {
        self.address.port = Some(port);
        self
    }

    /// Sets the named instance, whose port is requested from SQL Server Browser on UDP port 1434.
    pub fn instance(mut self, name: impl Into<String>) -> Self {
        self.address.instance = Some(name.into());
        self
    }

    /// Sets user and password of a SQL Server login.
    pub fn login(mut self, user: impl Into<String>, password: impl Into<String>) -> Self {
        self.login = Login::password(user.into(), password.into());
        self
    }

    /// Sets an access token of Microsoft Entra ID as the login.
    pub fn access_token(mut self, token: impl Into<String>) -> Self {
        self.login = Login::token(token.into());
        self
    }

    /// Sets integrated login, as the user who runs the program: through SSPI with the feature `winauth` on Windows, with
    /// a Kerberos ticket and the feature `gssapi` elsewhere. Without the feature, opening a database is an error.
    pub fn integrated(mut self) -> Self {
        self.login = Login::Integrated;
        self
    }

    /// Sets how much of the connection is encrypted (default: all of it).
    pub fn encryption(mut self, encryption: Encryption) -> Self {
        self.encryption = encryption;
        self
    }

    /// Sets whether any certificate of the server is accepted (default: false), which does not protect from a
    /// man-in-the-middle attack: for development servers only.
    pub fn trust_server_certificate(mut self, trust: bool) -> Self {
        self.trust.any = trust;
        self
    }

    /// Sets a file of certificate authorities (PEM, `.crt`, or DER) to trust in addition to those of the system.
    pub fn trust_ca_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.trust.ca_file = Some(path.into());
        self
    }

    /// Sets the host name that the server's certificate must contain (default: the host of the connection).
    pub fn host_name_in_certificate(mut self, name: impl Into<String>) -> Self {
        self.trust.host_name = Some(name.into());
        self
    }

    /// Sets the program name that the server shows (default: `store`).
    pub fn application_name(mut self, name: impl Into<String>) -> Self {
        self.application_name = name.into();
        self
    }

    /// Sets whether the connection only reads, so that an availability group routes it to a secondary replica.
    pub fn read_only(mut self, read_only: bool) -> Self {
        self.read_only = read_only;
        self
    }

    /// Sets whether all addresses of the host are tried at once, as availability groups over several subnets require.
    pub fn multi_subnet_failover(mut self, enabled: bool) -> Self {
        self.multi_subnet_failover = enabled;
        self
    }

    /// Sets the time limit for connecting, TLS and login together (default: 15 seconds; zero: no limit).
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// Sets the time that a call waits for the server to respond, or to take a part of a large request (default: 30 seconds; zero:
    /// no limit).
    ///
    /// The limit is for a single wait: it begins again with each part of a response. The call ends with
    /// [`Timeout`](ErrorKind::Timeout), and its connection is closed.
    pub fn command_timeout(mut self, limit: Duration) -> Self {
        self.command_timeout = limit;
        self
    }

    /// Sets the time that a statement waits for a lock (default: 10 seconds; zero: no wait). Then the call is retried, or
    /// ends with [`Busy`](ErrorKind::Busy). Keep the limit below the command timeout.
    pub fn lock_timeout(mut self, limit: Duration) -> Self {
        self.lock_timeout = limit;
        self
    }

    /// Sets the maximum number of open connections of a handle (default: 10, at least 1).
    pub fn max_connections(mut self, count: usize) -> Self {
        self.pool.max_size = count.max(1);
        self
    }

    /// Sets the time that one attempt waits for a free connection (default: 30 seconds; zero: no limit).
    pub fn acquire_timeout(mut self, limit: Duration) -> Self {
        self.pool.acquire_timeout = limit;
        self
    }

    /// Sets the time after which an idle connection is closed (default: 10 minutes; zero: never).
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.pool.idle_timeout = limit;
        self
    }

    /// Sets the age at which a connection is replaced (default: 30 minutes; zero: never).
    pub fn max_lifetime(mut self, limit: Duration) -> Self {
        self.pool.max_lifetime = limit;
        self
    }

    /// Sets the idle time after which a connection is checked, in one round trip, before a call uses it (default:
    /// 5 seconds). Connections that were used more recently are not checked.
    pub fn idle_check_after(mut self, idle: Duration) -> Self {
        self.pool.idle_check_after = idle;
        self
    }

    /// Sets the maximum number of attempts at a call, the first included (default: 5). Connecting is part of an attempt.
    pub fn max_attempts(mut self, count: u32) -> Self {
        self.retry.max_attempts = count.max(1);
        self
    }

    /// Sets the delay before the second attempt and the longest delay before a later one (default: 20 ms and 2 s). The
    /// delay doubles with each attempt, and up to half of it is subtracted at random.
    pub fn retry_delay(mut self, first: Duration, longest: Duration) -> Self {
        self.retry.first_delay = first;
        self.retry.max_delay = longest;
        self
    }

    /// Sets the schema that replaces the schema of the structs.
    pub fn schema(mut self, schema: SchemaOverride) -> Self {
        self.schema = Some(schema);
        self
    }

    /// Checks the options without connecting. Opening a database does the same first.
    ///
    /// # Errors
    ///
    /// [`Config`](ErrorKind::Config), which names the invalid option and shows no secret.
    pub fn validate(&self) -> Result<(), Error> {
        self.address.check()?;
        self.login.check()?;
        self.trust.check()?;
        let names = [
            ("the database name", self.database.as_ref()),
            ("the application name", Some(&self.application_name).filter(|name| !name.is_empty())),
            ("the workstation name", self.client_name.as_ref()),
        ];
        names.into_iter().try_for_each(|(what, name)| name.map_or(Ok(()), |name| name::check(what, name)))
    }

    /// Returns the address of the server for error messages.
    pub(crate) fn address(&self) -> String {
        self.address.to_string()
    }

    /// Returns the time that a read or a write waits for the server; `None` for no limit.
    pub(crate) fn wait_limit(&self) -> Option<Duration> {
        Some(self.command_timeout).filter(|limit| *limit > Duration::ZERO)
    }

    /// Returns whether only the login is encrypted, which a server without TLS would never answer.
    pub(crate) fn encrypts_login_only(&self) -> bool {
        self.encryption == Encryption::LoginOnly
    }

    /// Returns the options as a configuration of the driver.
    pub(crate) fn tiberius_config(&self) -> Result<Config, Error> {
        if let Some(schema) = &self.schema {
            schema.check(Dialect::Mssql)?;
        }
        self.validate()?;
        let mut config = Config::new();
        self.address.configure(&mut config);
        config.authentication(self.login.auth_method()?);
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
        // The connect timeout covers the handshake.
        config.handshake_timeout(None);
        // The transport limits its waits by itself.
        config.command_timeout(None);
        Ok(config)
    }
}

fn invalid(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Config, message)
}

/// Shows address, database and user, without secrets.
///
/// ```
/// use store_mssql::MssqlOptions;
///
/// let options = MssqlOptions::new("sql.example.com", "app").login("crawler", "correct horse");
/// assert_eq!(options.to_string(), "sql.example.com, database app, user crawler");
/// ```
impl fmt::Display for MssqlOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.address)?;
        if let Some(database) = &self.database {
            write!(f, ", database {database}")?;
        }
        write!(f, ", {}", self.login)
    }
}

impl fmt::Debug for MssqlOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MssqlOptions")
            .field("server", &format_args!("{}", self.address))
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
            .finish_non_exhaustive()
    }
}
