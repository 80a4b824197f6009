//! The address of a server.

use std::fmt;

use store_core::Error;
use tiberius::Config;

use super::{invalid, name};

const DEFAULT_PORT: u16 = 1433;
/// The port of SQL Server Browser, which returns the ports of instances.
const BROWSER_PORT: u16 = 1434;

/// The address of a server: a host, and a port or the name of an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) host: String,
    pub(super) port: Option<u16>,
    pub(super) instance: Option<String>,
}

impl Address {
    pub(super) fn of_host(host: String) -> Self {
        Self { host, port: None, instance: None }
    }

    /// Parses `tcp:host\instance,port`; all but the host are optional.
    pub(super) fn parse(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        let rest = match text.split_once(':') {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("tcp") => rest,
            Some((scheme, _))
                if ["np", "lpc", "admin"].iter().any(|other| scheme.eq_ignore_ascii_case(other)) =>
            {
                return Err(invalid(format!("`{scheme}:` is not supported: use `tcp:` or no protocol")));
            }
            _ => text,
        };
        if rest.to_ascii_lowercase().starts_with("(localdb)") {
            return Err(invalid(
                "LocalDB is not supported, since it uses named pipes: name a server with TCP enabled",
            ));
        }
        let (rest, port) = match rest.rsplit_once(',') {
            Some((rest, port)) => (rest, Some(parse_port(port.trim())?)),
            None => (rest, None),
        };
        let (host, instance) = match rest.split_once('\\') {
            Some((host, instance)) => {
                (host, Some(instance.trim().to_owned()).filter(|name| !name.is_empty()))
            }
            None => (rest, None),
        };
        // The name of the default instance.
        let instance = instance.filter(|name| !name.eq_ignore_ascii_case("MSSQLSERVER"));
        let host = host.trim();
        let host = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
        let host = match host {
            "" => return Err(invalid("the host is empty: write `host` or `host,port`")),
            "." | "(local)" => "localhost",
            host => host,
        };
        let address = Self { host: host.to_owned(), port, instance };
        address.check()?;
        Ok(address)
    }

    /// Rejects an invalid host, port or instance.
    pub(super) fn check(&self) -> Result<(), Error> {
        name::check("the host name", &self.host)?;
        // The part before `@` may be a password, so the host is not shown.
        if self.host.contains('@') {
            return Err(invalid("the host name contains `@`: set user and password separately"));
        }
        // An IPv6 address has more than one colon.
        if self.host.matches(':').count() == 1 {
            return Err(invalid(format!(
                "invalid host {:?}: set the port separately, or after a comma as in `host,1433`",
                self.host
            )));
        }
        let wrong = |ch: char| ch.is_whitespace() || matches!(ch, ',' | ';' | '/' | '\\' | '=');
        if self.host.contains(wrong) {
            return Err(invalid("the host name contains a space or one of `, ; / \\ =`: remove it"));
        }
        if self.port == Some(0) {
            return Err(invalid(NO_PORT));
        }
        let Some(instance) = &self.instance else { return Ok(()) };
        name::check("the instance name", instance)?;
        if instance.contains(wrong) {
            return Err(invalid("the instance name contains a space or one of `, ; / \\ =`: remove it"));
        }
        Ok(())
    }

    pub(super) fn configure(&self, config: &mut Config) {
        config.host(&self.host);
        match (&self.instance, self.port) {
            (None, port) => config.port(port.unwrap_or(DEFAULT_PORT)),
            // The port is sufficient; ADO.NET also ignores the instance then.
            (Some(_), Some(port)) => config.port(port),
            (Some(instance), None) => {
                config.port(BROWSER_PORT);
                config.instance_name(instance);
            }
        }
    }
}

const NO_PORT: &str = "invalid port: use a number from 1 to 65535";

/// Parses a TCP port.
pub(super) fn parse_port(text: &str) -> Result<u16, Error> {
    text.parse().ok().filter(|port| *port > 0).ok_or_else(|| invalid(NO_PORT))
}

impl fmt::Display for Address {
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

    fn address(host: &str, port: Option<u16>, instance: Option<&str>) -> Address {
        Address { host: host.to_owned(), port, instance: instance.map(str::to_owned) }
    }

    #[test]
    fn all_forms_of_an_address_are_parsed() {
        for (text, expected) in [
            ("db", address("db", None, None)),
            (" tcp:db.example.com , 1444 ", address("db.example.com", Some(1444), None)),
            ("TCP:db\\sql2022", address("db", None, Some("sql2022"))),
            ("db\\sql2022,1444", address("db", Some(1444), Some("sql2022"))),
            ("db\\MSSQLSERVER", address("db", None, None)),
            (".", address("localhost", None, None)),
            ("(local)\\x", address("localhost", None, Some("x"))),
            ("[::1],1433", address("::1", Some(1433), None)),
            ("::1", address("::1", None, None)),
        ] {
            assert_eq!(Address::parse(text).unwrap(), expected, "{text}");
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
            assert!(Address::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_instance_without_a_port_is_looked_up_in_the_browser() {
        let resolve = |text: &str| {
            let mut config = Config::new();
            Address::parse(text).unwrap().configure(&mut config);
            config.get_addr()
        };
        assert_eq!(resolve("db"), "db:1433");
        assert_eq!(resolve("db,1444"), "db:1444");
        // The port of SQL Server Browser.
        assert_eq!(resolve("db\\sql2022"), "db:1434");
        assert_eq!(resolve("db\\sql2022,1444"), "db:1444");
    }
}
