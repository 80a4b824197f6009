//! The keywords of connection strings, and their boolean values.

/// The meaning of a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keyword {
    Server,
    Port,
    Database,
    User,
    Password,
    Integrated,
    Encrypt,
    Trust,
    HostNameInCertificate,
    CaFile,
    ApplicationName,
    ClientName,
    Intent,
    MultiSubnetFailover,
    ConnectTimeout,
    CommandTimeout,
    MaxPoolSize,
    Lifetime,
    PacketSize,
    /// A keyword with only one supported value, and the reason.
    Fixed(bool, &'static str),
    /// A keyword without an effect in this driver.
    Ignored,
    /// A keyword that is refused, and the reason.
    Unsupported(&'static str),
}

use Keyword::{
    ApplicationName, CaFile, ClientName, CommandTimeout, ConnectTimeout, Database, Encrypt, Fixed,
    HostNameInCertificate, Ignored, Integrated, Intent, Lifetime, MaxPoolSize, MultiSubnetFailover,
    PacketSize, Password, Port, Server, Trust, Unsupported, User,
};

const NO_LOCALDB: &str = "LocalDB uses named pipes, and the driver only TCP: name a server with TCP enabled";
const TCP_ONLY: &str = "the driver uses TCP only: remove the keyword";
const NO_MARS: &str = "a connection runs one statement at a time: remove the keyword";

/// The keywords of ADO.NET (<https://learn.microsoft.com/en-us/dotnet/api/microsoft.data.sqlclient.sqlconnection.connectionstring>)
/// and ODBC, in lower case and without spaces.
const KEYWORDS: &[(&str, Keyword)] = &[
    ("server", Server),
    ("datasource", Server),
    ("addr", Server),
    ("address", Server),
    ("networkaddress", Server),
    ("port", Port),
    ("database", Database),
    ("initialcatalog", Database),
    ("userid", User),
    ("uid", User),
    ("user", User),
    ("username", User),
    ("password", Password),
    ("pwd", Password),
    ("integratedsecurity", Integrated),
    ("trustedconnection", Integrated),
    ("trusted_connection", Integrated),
    ("encrypt", Encrypt),
    ("trustservercertificate", Trust),
    ("hostnameincertificate", HostNameInCertificate),
    ("servercertificate", CaFile),
    ("trustservercertificateca", CaFile),
    ("applicationname", ApplicationName),
    ("app", ApplicationName),
    ("workstationid", ClientName),
    ("wsid", ClientName),
    ("applicationintent", Intent),
    ("multisubnetfailover", MultiSubnetFailover),
    ("connecttimeout", ConnectTimeout),
    ("connectiontimeout", ConnectTimeout),
    ("timeout", ConnectTimeout),
    ("commandtimeout", CommandTimeout),
    ("maxpoolsize", MaxPoolSize),
    ("connectionlifetime", Lifetime),
    ("loadbalancetimeout", Lifetime),
    ("packetsize", PacketSize),
    ("pooling", Fixed(true, "connections are always pooled: remove the keyword")),
    ("multipleactiveresultsets", Fixed(false, NO_MARS)),
    ("mars_connection", Fixed(false, NO_MARS)),
    ("persistsecurityinfo", Ignored),
    ("connectretrycount", Ignored),
    ("connectretryinterval", Ignored),
    ("minpoolsize", Ignored),
    ("ipaddresspreference", Ignored),
    ("poolblockingperiod", Ignored),
    ("typesystemversion", Ignored),
    ("driver", Ignored),
    ("attachdbfilename", Unsupported(NO_LOCALDB)),
    ("extendedproperties", Unsupported(NO_LOCALDB)),
    ("initialfilename", Unsupported(NO_LOCALDB)),
    ("userinstance", Unsupported(NO_LOCALDB)),
    ("failoverpartner", Unsupported("name the listener of an availability group as the server")),
    ("authentication", Unsupported("set an access token in the program, with `access_token`")),
    ("columnencryptionsetting", Unsupported("the driver has no Always Encrypted: remove the keyword")),
    (
        "contextconnection",
        Unsupported("a context connection exists only inside the server: remove the keyword"),
    ),
    ("currentlanguage", Unsupported("the driver requires English messages: remove the keyword")),
    ("networklibrary", Unsupported(TCP_ONLY)),
    ("net", Unsupported(TCP_ONLY)),
    ("dsn", Unsupported("no ODBC driver manager is used: write `Server` and `Database`")),
];

/// Returns a keyword in lower case and without spaces.
pub(super) fn normalize(key: &str) -> String {
    key.chars().filter(|ch| !ch.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// Returns the meaning of a normalized keyword.
pub(super) fn find(normalized: &str) -> Option<Keyword> {
    KEYWORDS.iter().find(|(name, _)| *name == normalized).map(|(_, keyword)| *keyword)
}

/// Returns the keyword that is most similar to an unknown one. The limit on the distance is low, so that an error with
/// both shows nothing of a password that is in the place of a keyword.
pub(super) fn nearest(normalized: &str) -> Option<&'static str> {
    let near = KEYWORDS.iter().map(|(name, _)| (strsim::levenshtein(name, normalized), *name)).min()?;
    (near.0 <= (normalized.chars().count() / 3).min(2)).then_some(near.1)
}

/// Parses a boolean of a connection string.
pub(super) fn parse_bool(value: &str) -> Option<bool> {
    match normalize(value).as_str() {
        "true" | "yes" | "1" => Some(true),
        "false" | "no" | "0" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_found_in_any_spelling() {
        assert_eq!(find(&normalize("Data Source")), Some(Server));
        assert_eq!(find(&normalize(" TRUST server Certificate")), Some(Trust));
        assert_eq!(find("nothing"), None);
    }

    #[test]
    fn a_misspelled_keyword_has_a_suggestion() {
        assert_eq!(nearest("pasword"), Some("password"));
        assert_eq!(nearest("trustservercertifcate"), Some("trustservercertificate"));
        assert_eq!(nearest("encrpyt"), Some("encrypt"));
        assert_eq!(nearest("pdw"), None);
        assert_eq!(nearest("se"), None);
        assert_eq!(nearest("colour"), None);
    }
}
