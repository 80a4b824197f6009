//! Parses connection strings of ADO.NET and ODBC.

use std::str::FromStr;
use std::time::Duration;

use store_core::Error;

use super::address::{Address, parse_port};
use super::connection_string_syntax::pairs;
use super::keyword::{Keyword, normalize, parse_bool};
use super::login::Login;
use super::{MssqlOptions, invalid};

impl MssqlOptions {
    /// Parses an ADO.NET connection string, such as `Server=tcp:db.example.com,1433;Database=app;User ID=app;Password=…`.
    ///
    /// Keywords are those of `Microsoft.Data.SqlClient`, with their synonyms. A value that contains a semicolon, or begins
    /// or ends with spaces, is written in single or double quotes, which are doubled inside. Of several equal keywords,
    /// the last one applies. `Encrypt` is `true` by default; `false` or `optional` encrypts the login only, and `off`
    /// nothing, see [`Encryption::Off`](crate::Encryption::Off). A string with the keyword `Driver` follows the rules of
    /// ODBC, where values are written in braces. `ConnectRetryCount`, `Min Pool Size` and similar keywords are ignored. An
    /// unknown keyword is an error.
    ///
    /// Equivalent to `text.parse::<MssqlOptions>()`.
    ///
    /// ```
    /// use store_mssql::MssqlOptions;
    ///
    /// let text = "Server=db,1444;Initial Catalog=app;UID=crawler;PWD='it''s; a secret';Connect Timeout=5";
    /// let options = MssqlOptions::from_connection_string(text)?;
    /// assert!(!format!("{options:?}").contains("secret"));
    ///
    /// let error = MssqlOptions::from_connection_string("Server=db;Pasword=x").unwrap_err();
    /// assert!(error.to_string().contains("did you mean `password`?"));
    /// # Ok::<(), store_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Config`](store_core::ErrorKind::Config) for an invalid connection string; the message shows no password.
    pub fn from_connection_string(text: &str) -> Result<Self, Error> {
        let mut options = Self::new("", "");
        options.database = None;
        let (mut user, mut password, mut integrated, mut server) = (None, None, false, false);
        for (key, keyword, value) in pairs(text)? {
            match keyword {
                Keyword::Server => {
                    let port = options.address.port;
                    options.address = Address::parse(&value)?;
                    options.address.port = options.address.port.or(port);
                    server = true;
                }
                Keyword::Port => options.address.port = Some(parse_port(value.trim())?),
                Keyword::User => user = Some(value),
                Keyword::Password => password = Some(value),
                Keyword::Integrated => {
                    integrated = value.eq_ignore_ascii_case("sspi") || boolean(&key, &value)?;
                }
                keyword => options.set(&key, keyword, value)?,
            }
        }
        if !server {
            return Err(invalid("the connection string has no server: add `Server=host`"));
        }
        options.login = match (user, password) {
            _ if integrated => Login::Integrated,
            (Some(user), Some(password)) => Login::password(user, password),
            (Some(_), None) => {
                return Err(invalid("the connection string has a user but no password: add `Password`"));
            }
            (None, Some(_)) => {
                return Err(invalid("the connection string has a password but no user: add `User ID`"));
            }
            (None, None) => Login::Missing,
        };
        options.validate()?;
        Ok(options)
    }

    fn set(&mut self, key: &str, keyword: Keyword, value: String) -> Result<(), Error> {
        match keyword {
            Keyword::Database => self.database = Some(value).filter(|name| !name.is_empty()),
            Keyword::Encrypt => self.encryption = parse_value(key, &value)?,
            Keyword::Trust => self.trust.any = boolean(key, &value)?,
            Keyword::HostNameInCertificate => {
                self.trust.host_name = Some(value).filter(|name| !name.is_empty())
            }
            Keyword::CaFile => self.trust.ca_file = (!value.is_empty()).then(|| value.into()),
            Keyword::ApplicationName if value.is_empty() => {}
            Keyword::ApplicationName => self.application_name = value,
            Keyword::ClientName => self.client_name = Some(value).filter(|name| !name.is_empty()),
            Keyword::Intent => {
                self.read_only = match normalize(&value).as_str() {
                    "readonly" => true,
                    "readwrite" => false,
                    _ => {
                        return Err(invalid(format!(
                            "invalid value of `{key}`: use `ReadOnly` or `ReadWrite`"
                        )));
                    }
                };
            }
            Keyword::MultiSubnetFailover => self.multi_subnet_failover = boolean(key, &value)?,
            Keyword::ConnectTimeout => self.connect_timeout = seconds(key, &value)?,
            Keyword::CommandTimeout => self.command_timeout = seconds(key, &value)?,
            Keyword::Lifetime => self.pool.max_lifetime = seconds(key, &value)?,
            Keyword::MaxPoolSize => {
                let size = number(key, &value)?;
                if size == 0 {
                    return Err(invalid(format!("invalid value of `{key}`: use 1 or more")));
                }
                self.pool.max_size = size as usize;
            }
            Keyword::PacketSize => {
                let size = number(key, &value)?;
                if !(512..=32_767).contains(&size) {
                    return Err(invalid(format!(
                        "invalid value of `{key}`: use a number of bytes from 512 to 32767"
                    )));
                }
                self.packet_size = Some(size);
            }
            Keyword::Fixed(only, reason) => {
                let fits = boolean(key, &value)? == only;
                return fits
                    .then_some(())
                    .ok_or_else(|| invalid(format!("`{key}` can only be {only}: {reason}")));
            }
            Keyword::Unsupported(reason) => {
                return Err(invalid(format!("`{key}` is not supported: {reason}")));
            }
            // The keywords that `from_connection_string` handles, and ignored ones.
            _ => {}
        }
        Ok(())
    }
}

/// Parses a connection string; see [`MssqlOptions::from_connection_string`].
impl FromStr for MssqlOptions {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::from_connection_string(text)
    }
}

/// Parses the value of a keyword; the error names the keyword.
fn parse_value<T: FromStr<Err = Error>>(key: &str, value: &str) -> Result<T, Error> {
    value.parse().map_err(|error: Error| invalid(format!("`{key}`: {}", error.message())))
}

fn boolean(key: &str, value: &str) -> Result<bool, Error> {
    parse_bool(value).ok_or_else(|| invalid(format!("invalid value of `{key}`: use `true` or `false`")))
}

fn number(key: &str, value: &str) -> Result<u32, Error> {
    value.trim().parse().map_err(|_| invalid(format!("invalid value of `{key}`: use a whole number")))
}

fn seconds(key: &str, value: &str) -> Result<Duration, Error> {
    number(key, value).map(|seconds| Duration::from_secs(seconds.into()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::options::Encryption;

    #[test]
    fn errors_name_the_keyword_and_show_no_secret() {
        for (text, expected) in [
            ("Server=db;Password=se;cret", "put the password in quotes if it contains a semicolon"),
            ("Server=db;Password=se;cret=1", "put the password in quotes"),
            ("Driver=x;PWD=se;cret=1", "put the password in braces"),
            ("Server=db;Password='secret", "has no closing '"),
            ("Server=db;Password='a'secret", "unexpected characters after the closing quote"),
            ("Server=db;Password=secret", "no user"),
            ("Password=secret;User ID=sa", "has no server"),
            ("Server=db;User ID=sa", "has a user but no password"),
            ("Server=db;Pooling=false", "`Pooling` can only be true"),
            ("Server=db;Failover Partner=x", "is not supported"),
            ("Server=db;Encrypt=perhaps", "`Encrypt`: unknown encryption"),
            ("Server=db;Packet Size=1", "512 to 32767"),
            ("Server=db;Connect Timeout=-1", "whole number"),
            ("Server=db;Databse=x", "unknown keyword `Databse` in part 2: did you mean `database`?"),
            (
                "Server=db;UID=u;Password=secret;Encrpyt=true",
                "unknown keyword `Encrpyt` in part 4: did you mean `encrypt`?",
            ),
            (
                "Server=db;UID=u;PWD='secret';Conect Retry Count=2",
                "unknown keyword `Conect Retry Count` in part 4: did you mean `connectretrycount`?",
            ),
            ("Server=db;UID=u;Password=secret;Colour=red", "or correct the keyword"),
            ("Server=db;UID=u;Password=", "the password is empty"),
            ("Server=db;UID=;Password=secret", "the user name is empty"),
            ("Server=db;UID=u;Password='secret\n'", "the password contains a line break"),
            ("Server=d\nb;UID=u;Password=secret", "the host name contains a line break"),
            ("Server=db;Database=a\tb", "the database name contains a line break"),
            ("Server=db;Port=0", "from 1 to 65535"),
            ("Server=db;Max Pool Size=0", "use 1 or more"),
            ("Server=db;nothing", "part 2 of the connection string has an unknown keyword"),
            ("mssql://sa:secret@db:1433/x", "part 1 of the connection string has an unknown keyword"),
            (
                "mssql://sa:secret@db:1433/x?encrypt=true",
                "part 1 of the connection string has an unknown keyword",
            ),
            ("Server=db;User ID=sa;PWD:secret", "part 3 of the connection string has an unknown keyword"),
            (
                "Server=db;User ID=sa;Password secret",
                "part 3 of the connection string has an unknown keyword",
            ),
            (
                "Server=db;User ID=sa;Password secret=x",
                "part 3 of the connection string has an unknown keyword",
            ),
        ] {
            let error = MssqlOptions::from_connection_string(text).unwrap_err();
            assert_eq!(error.kind(), store_core::ErrorKind::Config);
            let shown = format!("{error} {error:?}");
            assert!(shown.contains(expected), "{text}: {shown}");
            assert!(!shown.contains("cret"), "{text}: {shown}");
        }
    }

    #[test]
    fn every_keyword_sets_its_option() {
        let text = "Data Source=tcp:db,1444;Initial Catalog=d;User ID=u;Password=secret;Encrypt=strict;\
                    HostNameInCertificate=cert;Application Name=app;ApplicationIntent=Read Only;Max Pool Size=3;\
                    Connect Timeout=5;Command Timeout=0;Connection Lifetime=60;Packet Size=8000;\
                    MultiSubnetFailover=yes;Persist Security Info=false;MultipleActiveResultSets=False";
        let options = MssqlOptions::from_connection_string(text).unwrap();
        assert_eq!(options.address(), "db,1444");
        assert_eq!(options.database.as_deref(), Some("d"));
        assert_eq!(options.encryption, Encryption::Strict);
        assert_eq!((options.pool.max_size, options.packet_size), (3, Some(8_000)));
        assert_eq!(options.connect_timeout, Duration::from_secs(5));
        assert_eq!(options.pool.max_lifetime, Duration::from_secs(60));
        assert!(options.read_only && options.multi_subnet_failover);
        let config = options.tiberius_config().unwrap();
        assert_eq!(config.get_addr(), "db:1444");
        assert_eq!(options.wait_limit(), None);
        assert_eq!(
            MssqlOptions::from_connection_string("Server=db").unwrap().wait_limit(),
            Some(Duration::from_secs(30))
        );
        assert!(!format!("{options:?}{config:?}").contains("secret"));
        let last = "Server=a;Server=b".parse::<MssqlOptions>().unwrap();
        assert_eq!(last.address(), "b");
    }

    #[test]
    fn contradictions_are_errors_and_do_not_reach_the_driver() {
        let both = "Server=db;UID=u;PWD=p;TrustServerCertificate=true;ServerCertificate=/ca.pem";
        let error = MssqlOptions::from_connection_string(both).unwrap().tiberius_config().unwrap_err();
        assert!(
            error.to_string().contains("remove `trust_ca_file` or `trust_server_certificate`"),
            "{error}"
        );
        let none = MssqlOptions::from_connection_string("Server=db").unwrap().tiberius_config().unwrap_err();
        assert!(none.to_string().contains("no login: call `login`"), "{none}");
    }

    proptest! {
        #[test]
        fn no_input_panics_or_shows_a_password(text in "(Server=db;)?(Password|pwd) *=[\"'{]?Xyzzy\\PC{0,20}") {
            if let Err(error) = MssqlOptions::from_connection_string(&text) {
                prop_assert!(!error.to_string().contains("Xyzzy"));
            }
        }
    }
}
