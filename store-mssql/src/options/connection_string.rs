//! Connection strings.

use std::time::Duration;

use store_core::Error;

use super::encryption::Encryption;
use super::keyword::{Keyword, find, nearest, normal};
use super::login::Login;
use super::server::{Server, read_port};
use super::{MssqlOptions, bad};

impl MssqlOptions {
    /// Reads an ADO.NET connection string, as `Server=tcp:db.example.com,1433;Database=Holocron;User ID=sa;Password=…`.
    ///
    /// Keys are those of `Microsoft.Data.SqlClient`, with their synonyms. A value that holds a semicolon or blanks at
    /// its ends stands in single or double quotes, which are doubled within. The last of several equal keys counts.
    /// `Encrypt` is `true` unless it says otherwise; `false` or `optional` encrypts the login only, and `off` nothing: see
    /// [`Encryption::Off`]. A string with
    /// the key `Driver` is read as one of ODBC, where values stand in braces. `ConnectRetryCount`, `Min Pool Size` and
    /// the like make no difference. An unknown key is an error.
    ///
    /// ```
    /// use store_mssql::MssqlOptions;
    ///
    /// let text = "Server=db,1444;Initial Catalog=Holocron;UID=crawler;PWD='it''s; a secret';Connect Timeout=5";
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
    /// [`Config`](store_core::ErrorKind::Config) for what cannot be read; it shows no value but that of a key
    /// without secrets.
    pub fn from_connection_string(text: &str) -> Result<Self, Error> {
        let mut options = Self::new("", "");
        options.database = None;
        let (mut user, mut password, mut integrated, mut server) = (None, None, false, false);
        for (key, keyword, value) in pairs(text)? {
            match keyword {
                Keyword::Server => {
                    let port = options.server.port;
                    options.server = Server::parse(&value)?;
                    options.server.port = options.server.port.or(port);
                    server = true;
                }
                Keyword::Port => options.server.port = Some(read_port(value.trim())?),
                Keyword::User => user = Some(value),
                Keyword::Password => password = Some(value),
                Keyword::Integrated => {
                    integrated = value.eq_ignore_ascii_case("sspi") || boolean(&key, &value)?;
                }
                keyword => options.set(&key, keyword, value)?,
            }
        }
        if !server {
            return Err(bad("the connection string names no server: add `Server=host`"));
        }
        options.login = match (user, password) {
            _ if integrated => Login::Integrated,
            (Some(user), Some(password)) => Login::sql(user, password),
            (Some(_), None) => return Err(bad("the connection string names a user without a password")),
            (None, Some(_)) => {
                return Err(bad("the connection string has a password but no user: add `User ID`"));
            }
            (None, None) => Login::Missing,
        };
        options.check()?;
        Ok(options)
    }

    fn set(&mut self, key: &str, keyword: Keyword, value: String) -> Result<(), Error> {
        match keyword {
            Keyword::Database => self.database = Some(value).filter(|name| !name.is_empty()),
            Keyword::Encrypt => self.encryption = encrypt(key, &value)?,
            Keyword::Trust => self.trust.any = boolean(key, &value)?,
            Keyword::HostNameInCertificate => {
                self.trust.host_name = Some(value).filter(|name| !name.is_empty())
            }
            Keyword::CaFile => self.trust.ca_file = (!value.is_empty()).then(|| value.into()),
            Keyword::ApplicationName if value.is_empty() => {}
            Keyword::ApplicationName => self.application_name = value,
            Keyword::ClientName => self.client_name = Some(value).filter(|name| !name.is_empty()),
            Keyword::Intent => {
                self.read_only = match normal(&value).as_str() {
                    "readonly" => true,
                    "readwrite" => false,
                    _ => return Err(bad(format!("`{key}` is ReadOnly or ReadWrite"))),
                };
            }
            Keyword::MultiSubnetFailover => self.multi_subnet_failover = boolean(key, &value)?,
            Keyword::ConnectTimeout => self.connect_timeout = seconds(key, &value)?,
            Keyword::CommandTimeout => self.command_timeout = seconds(key, &value)?,
            Keyword::Lifetime => self.pool.max_lifetime = seconds(key, &value)?,
            Keyword::MaxPoolSize => {
                let size = number(key, &value)?;
                if size == 0 {
                    return Err(bad(format!("`{key}` is at least 1")));
                }
                self.pool.max_size = size as usize;
            }
            Keyword::PacketSize => {
                let size = number(key, &value)?;
                if !(512..=32_767).contains(&size) {
                    return Err(bad(format!("`{key}` is a number of bytes from 512 to 32767")));
                }
                self.packet_size = Some(size);
            }
            Keyword::Must(only, why) => {
                let fits = boolean(key, &value)? == only;
                return fits.then_some(()).ok_or_else(|| bad(format!("`{key}` can only be {only}: {why}")));
            }
            Keyword::Unsupported(why) => return Err(bad(format!("`{key}` is not supported: {why}"))),
            // Those that `from_connection_string` looks at itself, and those that make no difference.
            _ => {}
        }
        Ok(())
    }
}

pub(super) fn encrypt(key: &str, value: &str) -> Result<Encryption, Error> {
    match normal(value).as_str() {
        "mandatory" => Ok(Encryption::Required),
        "optional" => Ok(Encryption::LoginOnly),
        "strict" => Ok(Encryption::Strict),
        "off" => Ok(Encryption::Off),
        _ => match boolean(key, value) {
            Ok(true) => Ok(Encryption::Required),
            Ok(false) => Ok(Encryption::LoginOnly),
            Err(_) => Err(bad(format!("`{key}` is true, false, strict, mandatory, optional or off"))),
        },
    }
}

pub(super) fn boolean(key: &str, value: &str) -> Result<bool, Error> {
    match normal(value).as_str() {
        "true" | "yes" | "1" => Ok(true),
        "false" | "no" | "0" => Ok(false),
        _ => Err(bad(format!("`{key}` is true or false"))),
    }
}

fn number(key: &str, value: &str) -> Result<u32, Error> {
    value.trim().parse().map_err(|_| bad(format!("`{key}` is a whole number")))
}

fn seconds(key: &str, value: &str) -> Result<Duration, Error> {
    number(key, value).map(|seconds| Duration::from_secs(seconds.into()))
}

/// The keys, as they are written, with what they mean and their values.
fn pairs(text: &str) -> Result<Vec<(String, Keyword, String)>, Error> {
    let odbc = is_odbc(text);
    let mut pairs: Vec<(String, Keyword, String)> = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|ch: char| ch.is_whitespace() || ch == ';');
        if rest.is_empty() {
            return Ok(pairs);
        }
        let after_password = matches!(pairs.last(), Some((_, Keyword::Password, _)));
        let part = pairs.len() + 1;
        let unknown = |key: &str| match nearest(&normal(key)) {
            Some(near) => bad(format!("unknown keyword `{key}` in part {part}: did you mean `{near}`?")),
            // A text that is near to no keyword is not shown: a URL, or the rest of a password, would be taken for one.
            None if after_password => {
                let quotes = if odbc { "braces" } else { "quotes" };
                bad(format!(
                    "part {part}, after the password, begins with no known keyword: put the password in {quotes} if it \
                     contains a semicolon, else correct the keyword"
                ))
            }
            None => bad(format!(
                "part {part} begins with no known keyword of a connection string: write `Keyword=value;…`"
            )),
        };
        let Some((key, behind)) = read_key(rest) else {
            let part = rest.split(';').next().unwrap_or_default().trim();
            return Err(unknown(part));
        };
        let keyword = find(&normal(&key)).ok_or_else(|| unknown(&key))?;
        let (value, behind) = if odbc { read_braced(&key, behind)? } else { read_quoted(&key, behind)? };
        pairs.push((key, keyword, value));
        rest = behind;
    }
}

/// Whether it is a string of ODBC, which names its driver and quotes otherwise.
fn is_odbc(text: &str) -> bool {
    text.split(';').filter_map(|part| part.split_once('=')).any(|(key, _)| normal(key) == "driver")
}

/// A key up to its `=`, where a doubled one stands for itself, and what stands behind; `None` without one.
fn read_key(text: &str) -> Option<(String, &str)> {
    let mut key = String::new();
    let mut rest = text;
    loop {
        let at = rest.find(['=', ';']).filter(|at| rest.as_bytes()[*at] == b'=')?;
        key.push_str(&rest[..at]);
        match rest[at + 1..].strip_prefix('=') {
            Some(behind) => {
                key.push('=');
                rest = behind;
            }
            None => return Some((key.trim().to_owned(), &rest[at + 1..])),
        }
    }
}

/// A value, which may stand in single or double quotes, and what stands behind.
fn read_quoted<'t>(key: &str, text: &'t str) -> Result<(String, &'t str), Error> {
    let text = text.trim_start();
    match text.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let (value, behind) = read_until(key, &text[1..], quote)?;
            end(key, value, behind)
        }
        _ => Ok(plain(text)),
    }
}

/// A value of ODBC, which may stand in braces, and what stands behind.
fn read_braced<'t>(key: &str, text: &'t str) -> Result<(String, &'t str), Error> {
    match text.trim_start().strip_prefix('{') {
        Some(inner) => {
            let (value, behind) = read_until(key, inner, '}')?;
            end(key, value, behind)
        }
        None => Ok(plain(text.trim_start())),
    }
}

fn plain(text: &str) -> (String, &str) {
    let (value, behind) = text.split_once(';').unwrap_or((text, ""));
    (value.trim_end().to_owned(), behind)
}

/// The value up to the closing mark, which is doubled within.
fn read_until<'t>(key: &str, text: &'t str, close: char) -> Result<(String, &'t str), Error> {
    let mut value = String::new();
    let mut rest = text;
    loop {
        let Some((before, behind)) = rest.split_once(close) else {
            return Err(bad(format!("the value of `{key}` has no closing {close}")));
        };
        value.push_str(before);
        match behind.strip_prefix(close) {
            Some(behind) => {
                value.push(close);
                rest = behind;
            }
            None => return Ok((value, behind)),
        }
    }
}

fn end<'t>(key: &str, value: String, behind: &'t str) -> Result<(String, &'t str), Error> {
    let behind = behind.trim_start();
    if behind.is_empty() || behind.starts_with(';') {
        return Ok((value, behind));
    }
    Err(bad(format!("something stands between the value of `{key}` and the next semicolon")))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn values(text: &str) -> Vec<String> {
        pairs(text).unwrap().into_iter().map(|(_, _, value)| value).collect()
    }

    #[test]
    fn values_stand_plain_in_quotes_and_in_braces() {
        assert_eq!(values("; Server = db ;;Database=d;"), ["db", "d"]);
        assert_eq!(values(r#"pwd="a;b""c'd" ; uid='it''s'"#), [r#"a;b"c'd"#, "it's"]);
        assert_eq!(values("pwd={a}"), ["{a}"]);
        assert_eq!(values("pwd="), [""]);
        assert_eq!(
            values("Driver={ODBC Driver 18 for SQL Server};PWD={a;b}}c};UID='x'")[1..],
            ["a;b}c", "'x'"]
        );
    }

    #[test]
    fn faults_are_told_without_secrets() {
        for (text, expected) in [
            ("Server=db;Password=se;cret", "put the password in quotes if it contains a semicolon"),
            ("Server=db;Password=se;cret=1", "put the password in quotes"),
            ("Driver=x;PWD=se;cret=1", "put the password in braces"),
            ("Server=db;Password='secret", "has no closing '"),
            ("Server=db;Password='a'secret", "something stands between"),
            ("Server=db;Password=secret", "no user"),
            ("Password=secret;User ID=sa", "names no server"),
            ("Server=db;User ID=sa", "without a password"),
            ("Server=db;Pooling=false", "`Pooling` can only be true"),
            ("Server=db;Failover Partner=x", "is not supported"),
            ("Server=db;Encrypt=perhaps", "true, false, strict"),
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
            ("Server=db;UID=u;Password=secret;Colour=red", "else correct the keyword"),
            ("Server=db;UID=u;Password=", "the password is empty"),
            ("Server=db;UID=;Password=secret", "the user name is empty"),
            ("Server=db;UID=u;Password='secret\n'", "the password contains a line break"),
            ("Server=d\nb;UID=u;Password=secret", "the name of the host contains a line break"),
            ("Server=db;Database=a\tb", "the name of the database contains a line break"),
            ("Server=db;Port=0", "from 1 to 65535"),
            ("Server=db;Max Pool Size=0", "is at least 1"),
            ("Server=db;nothing", "part 2 begins with no known keyword"),
            ("mssql://sa:secret@db:1433/x", "part 1 begins with no known keyword"),
            ("mssql://sa:secret@db:1433/x?encrypt=true", "part 1 begins with no known keyword"),
            ("Server=db;User ID=sa;PWD:secret", "part 3 begins with no known keyword"),
            ("Server=db;User ID=sa;Password secret", "part 3 begins with no known keyword"),
            ("Server=db;User ID=sa;Password secret=x", "part 3 begins with no known keyword"),
        ] {
            let error = MssqlOptions::from_connection_string(text).unwrap_err();
            assert_eq!(error.kind(), store_core::ErrorKind::Config);
            let shown = format!("{error} {error:?}");
            assert!(shown.contains(expected), "{text}: {shown}");
            assert!(!shown.contains("cret"), "{text}: {shown}");
        }
    }

    #[test]
    fn options_are_those_of_the_keys() {
        let text = "Data Source=tcp:db,1444;Initial Catalog=d;User ID=u;Password=secret;Encrypt=strict;\
                    HostNameInCertificate=cert;Application Name=app;ApplicationIntent=Read Only;Max Pool Size=3;\
                    Connect Timeout=5;Command Timeout=0;Connection Lifetime=60;Packet Size=8000;\
                    MultiSubnetFailover=yes;Persist Security Info=false;MultipleActiveResultSets=False";
        let options = MssqlOptions::from_connection_string(text).unwrap();
        assert_eq!(options.place(), "db,1444");
        assert_eq!(options.database.as_deref(), Some("d"));
        assert_eq!(options.encryption, Encryption::Strict);
        assert_eq!((options.pool.max_size, options.packet_size), (3, Some(8_000)));
        assert_eq!(options.connect_timeout, Duration::from_secs(5));
        assert_eq!(options.pool.max_lifetime, Duration::from_secs(60));
        assert!(options.read_only && options.multi_subnet_failover);
        let config = options.tiberius_config().unwrap();
        assert_eq!(config.get_addr(), "db:1444");
        assert_eq!(config.get_command_timeout(), None);
        assert!(!format!("{options:?}{config:?}").contains("secret"));
        let last = MssqlOptions::from_connection_string("Server=a;Server=b").unwrap();
        assert_eq!(last.place(), "b");
    }

    #[test]
    fn contradictions_are_found_before_the_driver_panics() {
        let both = "Server=db;UID=u;PWD=p;TrustServerCertificate=true;ServerCertificate=/ca.pem";
        let error = MssqlOptions::from_connection_string(both).unwrap().tiberius_config().unwrap_err();
        assert!(error.to_string().contains("leave one of the two out"), "{error}");
        let none = MssqlOptions::from_connection_string("Server=db").unwrap().tiberius_config().unwrap_err();
        assert!(none.to_string().contains("nobody is named to log in"), "{none}");
    }

    proptest! {
        #[test]
        fn a_quoted_value_comes_back(value in "\\PC*", quote in prop::sample::select(vec!['"', '\''])) {
            let doubled = value.replace(quote, &format!("{quote}{quote}"));
            prop_assert_eq!(values(&format!("pwd={quote}{doubled}{quote};uid=x")), [value, "x".to_owned()]);
        }

        #[test]
        fn no_text_panics_or_shows_a_password(text in "(Server=db;)?(Password|pwd) *=[\"'{]?Xyzzy\\PC{0,20}") {
            if let Err(error) = MssqlOptions::from_connection_string(&text) {
                prop_assert!(!error.to_string().contains("Xyzzy"));
            }
        }
    }
}
