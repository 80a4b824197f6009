//! The keys of a connection string.

/// What a key means.
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
    /// One that may only say what is the case anyhow.
    Must(bool, &'static str),
    /// One that makes no difference here.
    Ignored,
    /// One that names what there is not, and why.
    Unsupported(&'static str),
}

use Keyword::{
    ApplicationName, CaFile, ClientName, CommandTimeout, ConnectTimeout, Database, Encrypt,
    HostNameInCertificate, Ignored, Integrated, Intent, Lifetime, MaxPoolSize, MultiSubnetFailover, Must,
    PacketSize, Password, Port, Server, Trust, Unsupported, User,
};

/// The keys of ADO.NET (<https://learn.microsoft.com/en-us/dotnet/api/microsoft.data.sqlclient.sqlconnection.connectionstring>)
/// and, behind them, those of ODBC, in lower case and without blanks.
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
    ("pooling", Must(true, "connections are always pooled: leave it out")),
    ("multipleactiveresultsets", Must(false, "a connection runs one statement at a time: leave it out")),
    ("mars_connection", Must(false, "a connection runs one statement at a time: leave it out")),
    ("persistsecurityinfo", Ignored),
    ("connectretrycount", Ignored),
    ("connectretryinterval", Ignored),
    ("minpoolsize", Ignored),
    ("ipaddresspreference", Ignored),
    ("poolblockingperiod", Ignored),
    ("typesystemversion", Ignored),
    ("driver", Ignored),
    ("attachdbfilename", Unsupported("LocalDB is reached by a named pipe only")),
    ("extendedproperties", Unsupported("LocalDB is reached by a named pipe only")),
    ("initialfilename", Unsupported("LocalDB is reached by a named pipe only")),
    ("userinstance", Unsupported("LocalDB is reached by a named pipe only")),
    (
        "failoverpartner",
        Unsupported("database mirroring is not followed: name the listener of an availability group"),
    ),
    ("authentication", Unsupported("give the access token in the program, by `access_token`")),
    ("columnencryptionsetting", Unsupported("columns that the client encrypts are not supported")),
    ("contextconnection", Unsupported("there is none outside of the server")),
    ("currentlanguage", Unsupported("messages are read in English")),
    ("networklibrary", Unsupported("a server is reached by TCP only")),
    ("net", Unsupported("a server is reached by TCP only")),
    ("dsn", Unsupported("there is no ODBC to look it up: write Server and Database")),
];

/// A key without its blanks and in lower case.
pub(super) fn normal(key: &str) -> String {
    key.chars().filter(|ch| !ch.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// What a key in its normal form means.
pub(super) fn find(normal: &str) -> Option<Keyword> {
    KEYWORDS.iter().find(|(name, _)| *name == normal).map(|(_, keyword)| *keyword)
}

/// The known key that is nearest to one that is not, if it is near: so near that what differs shows nothing of a password
/// which somebody has put there.
pub(super) fn nearest(normal: &str) -> Option<&'static str> {
    let near = KEYWORDS.iter().map(|(name, _)| (distance(name, normal), *name)).min()?;
    (near.0 <= (normal.chars().count() / 3).min(2)).then_some(near.1)
}

/// How many letters must be put in, taken out or changed (Levenshtein).
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (at, ch) in left.chars().enumerate() {
        let mut before = row[0];
        row[0] = at + 1;
        for (column, other) in right.iter().enumerate() {
            let changed = before + usize::from(ch != *other);
            before = row[column + 1];
            row[column + 1] = changed.min(before + 1).min(row[column] + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_in_any_form() {
        assert_eq!(find(&normal("Data Source")), Some(Server));
        assert_eq!(find(&normal(" TRUST server Certificate")), Some(Trust));
        assert_eq!(find("nothing"), None);
    }

    #[test]
    fn a_slip_is_led_back() {
        assert_eq!(nearest("pasword"), Some("password"));
        assert_eq!(nearest("trustservercertifcate"), Some("trustservercertificate"));
        assert_eq!(nearest("encrpyt"), Some("encrypt"));
        assert_eq!(nearest("pdw"), None);
        assert_eq!(nearest("se"), None);
        assert_eq!(nearest("colour"), None);
    }
}
