//! Encryption and trusted certificates.

use std::path::PathBuf;
use std::str::FromStr;

use store_core::Error;
use tiberius::{Config, EncryptionLevel};

use super::keyword::parse_bool;
use super::{invalid, name};

/// How much of a connection is encrypted.
///
/// Parsed from the values of the keyword `Encrypt`: `true` or `mandatory`, `strict`, `false` or `optional`, and `off`.
///
/// ```
/// use store_mssql::Encryption;
///
/// assert_eq!("strict".parse::<Encryption>()?, Encryption::Strict);
/// # Ok::<(), store_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Encryption {
    /// The whole connection, negotiated after an unencrypted first packet. A server that cannot encrypt is an error.
    #[default]
    Required,
    /// The whole connection from the first byte (TDS 8.0), for SQL Server 2022 and Azure SQL.
    Strict,
    /// The login only, unless the server requires more. Statements and rows can be read on the network.
    LoginOnly,
    /// Nothing, not even the password, unless the server requires encryption: for a server without TLS on the same
    /// machine. The password can be read on the network.
    Off,
}

impl Encryption {
    const fn level(self) -> EncryptionLevel {
        match self {
            Self::Required => EncryptionLevel::Required,
            Self::Strict => EncryptionLevel::Strict,
            Self::LoginOnly => EncryptionLevel::Off,
            Self::Off => EncryptionLevel::NotSupported,
        }
    }
}

impl FromStr for Encryption {
    type Err = Error;

    fn from_str(value: &str) -> Result<Self, Error> {
        match value.trim().to_ascii_lowercase().as_str() {
            "mandatory" => Ok(Self::Required),
            "optional" => Ok(Self::LoginOnly),
            "strict" => Ok(Self::Strict),
            "off" => Ok(Self::Off),
            value => match parse_bool(value) {
                Some(true) => Ok(Self::Required),
                Some(false) => Ok(Self::LoginOnly),
                None => Err(invalid(
                    "unknown encryption: use `true`, `false`, `strict`, `mandatory`, `optional` or `off`",
                )),
            },
        }
    }
}

/// The certificates that are trusted.
#[derive(Clone, Debug, Default)]
pub(super) struct Trust {
    /// Whether any certificate is accepted.
    pub(super) any: bool,
    pub(super) ca_file: Option<PathBuf>,
    pub(super) host_name: Option<String>,
}

impl Trust {
    pub(super) fn check(&self) -> Result<(), Error> {
        if self.ca_file.as_ref().is_some_and(|path| path.as_os_str().is_empty()) {
            return Err(invalid("the path of the CA file is empty: set it"));
        }
        self.host_name.as_ref().map_or(Ok(()), |name| name::check("the host name in the certificate", name))
    }

    pub(super) fn configure(&self, config: &mut Config, encryption: Encryption) -> Result<(), Error> {
        config.encryption(encryption.level());
        match &self.ca_file {
            Some(_) if self.any => {
                return Err(invalid(
                    "a CA file has no effect when any certificate is accepted: remove `trust_ca_file` or \
                     `trust_server_certificate`",
                ));
            }
            Some(path) => {
                let text = path
                    .to_str()
                    .ok_or_else(|| invalid("the path of the CA file is not Unicode: rename the file"))?;
                if !path.is_file() {
                    return Err(invalid(format!("the CA file {text} does not exist: correct the path")));
                }
                config.trust_cert_ca(text);
            }
            None if self.any => config.trust_cert(),
            None => {}
        }
        if let Some(name) = &self.host_name {
            config.hostname_in_certificate(name);
        }
        Ok(())
    }
}
