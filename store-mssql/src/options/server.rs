//! Where a server is.

use std::fmt;

use store_core::Error;
use tiberius::Config;

use super::{bad, text};

const DEFAULT_PORT: u16 = 1433;
/// Where the SQL Server Browser tells the ports of instances.
const BROWSER_PORT: u16 = 1434;

/// Where a server is: a host, and a port or the name of an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Server {
    pub(super) host: String,
    pub(super) port: Option<u16>,
    pub(super) instance: Option<String>,
}

impl Server {
    pub(super) fn host(host: String) -> Self {
        Self { host, port: None, instance: None }
    }

    /// Reads `tcp:host\instance,port`, of which only the host must be there.
    pub(super) fn parse(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        let rest = match text.split_once(':') {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("tcp") => rest,
            Some((scheme, _))
                if ["np", "lpc", "admin"].iter().any(|other| scheme.eq_ignore_ascii_case(other)) =>
            {
                return Err(bad(format!(
                    "a server is reached by TCP only, not by `{scheme}:`: write `tcp:` or leave it out"
                )));
            }
            _ => text,
        };
        if rest.to_ascii_lowercase().starts_with("(localdb)") {
            return Err(bad("LocalDB is reached by a named pipe only: name a server with TCP turned on"));
        }
        let (rest, port) = match rest.rsplit_once(',') {
            Some((rest, port)) => (rest, Some(read_port(port.trim())?)),
            None => (rest, None),
        };
        let (host, instance) = match rest.split_once('\\') {
            Some((host, instance)) => {
                (host, Some(instance.trim().to_owned()).filter(|name| !name.is_empty()))
            }
            None => (rest, None),
        };
        // The default instance has a name as well.
        let instance = instance.filter(|name| !name.eq_ignore_ascii_case("MSSQLSERVER"));
        let host = host.trim();
        let host = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
        let host = match host {
            "" => return Err(bad("no server is named: write `Server=host` or `Server=host,port`")),
            "." | "(local)" => "localhost",
            host => host,
        };
        let server = Self { host: host.to_owned(), port, instance };
        server.check()?;
        Ok(server)
    }

    /// Refuses what is no host, port or instance.
    pub(super) fn check(&self) -> Result<(), Error> {
        text::check("the name of the host", &self.host)?;
        // Somebody has written a password there, which is not to be shown.
        if self.host.contains('@') {
            return Err(bad("the name of a server has no `@`: name user and password in their own places"));
        }
        // An IPv6 address has more of them.
        if self.host.matches(':').count() == 1 {
            return Err(bad(format!(
                "{:?} is no host: give the port by itself, or after a comma as in `Server=host,1433`",
                self.host
            )));
        }
        let wrong = |ch: char| ch.is_whitespace() || matches!(ch, ',' | ';' | '/' | '\\' | '=');
        if self.host.contains(wrong) {
            return Err(bad(
                "the name of the host contains a blank or one of `, ; / \\ =`: write the name alone",
            ));
        }
        if self.port == Some(0) {
            return Err(bad(NO_PORT));
        }
        let Some(instance) = &self.instance else { return Ok(()) };
        text::check("the name of the instance", instance)?;
        if instance.contains(wrong) {
            return Err(bad(
                "the name of the instance contains a blank or one of `, ; / \\ =`: write the name alone",
            ));
        }
        Ok(())
    }

    pub(super) fn configure(&self, config: &mut Config) {
        config.host(&self.host);
        match (&self.instance, self.port) {
            (None, port) => config.port(port.unwrap_or(DEFAULT_PORT)),
            // A port tells all; the instance is a remark then, as ADO.NET has it.
            (Some(_), Some(port)) => config.port(port),
            (Some(instance), None) => {
                config.port(BROWSER_PORT);
                config.instance_name(instance);
            }
        }
    }
}

const NO_PORT: &str = "this is not a port: write a number from 1 to 65535";

/// A TCP port.
pub(super) fn read_port(text: &str) -> Result<u16, Error> {
    text.parse().ok().filter(|port| *port > 0).ok_or_else(|| bad(NO_PORT))
}

impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.host)?;
        if let Some(instance) = &self.instance {
            write!(f, "\\{instance}")?;
        }
        match self.port {
            Some(port) => write!(f, ",{port}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(host: &str, port: Option<u16>, instance: Option<&str>) -> Server {
        Server { host: host.to_owned(), port, instance: instance.map(str::to_owned) }
    }

    #[test]
    fn usual_forms_are_read() {
        for (text, expected) in [
            ("db", server("db", None, None)),
            (" tcp:db.example.com , 1444 ", server("db.example.com", Some(1444), None)),
            ("TCP:db\\sql2022", server("db", None, Some("sql2022"))),
            ("db\\sql2022,1444", server("db", Some(1444), Some("sql2022"))),
            ("db\\MSSQLSERVER", server("db", None, None)),
            (".", server("localhost", None, None)),
            ("(local)\\x", server("localhost", None, Some("x"))),
            ("[::1],1433", server("::1", Some(1433), None)),
            ("::1", server("::1", None, None)),
        ] {
            assert_eq!(Server::parse(text).unwrap(), expected, "{text}");
        }
        for text in [
            "",
            "tcp:",
            "np:\\\\.\\pipe\\sql",
            "admin:db",
            "(localdb)\\v11",
            "db,0",
            "db,x",
            "db,70000",
            "db:1433",
            "db\nhost",
            "db\u{7f}",
            "db host",
            "db;x",
            "db\\a b",
            "db\\a\tb",
        ] {
            assert!(Server::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_instance_is_asked_for_unless_there_is_a_port() {
        let address = |text: &str| {
            let mut config = Config::new();
            Server::parse(text).unwrap().configure(&mut config);
            config.get_addr()
        };
        assert_eq!(address("db"), "db:1433");
        assert_eq!(address("db,1444"), "db:1444");
        // The browser's.
        assert_eq!(address("db\\sql2022"), "db:1434");
        assert_eq!(address("db\\sql2022,1444"), "db:1444");
    }
}
