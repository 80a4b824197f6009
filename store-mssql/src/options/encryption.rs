//! What is encrypted, and whose certificate is trusted.

use std::path::PathBuf;

use store_core::Error;
use tiberius::{Config, EncryptionLevel};

use super::{bad, text};

/// What of a connection is encrypted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Encryption {
    /// All of it, negotiated after a first plain packet; a server that cannot is refused.
    #[default]
    Required,
    /// All of it from the first byte, as TDS 8.0 has it; SQL Server 2022 and Azure SQL can.
    Strict,
    /// The login only, unless the server wants more. What is read and written can be overheard.
    LoginOnly,
    /// Nothing, not even the password, unless the server insists on it: for a server without TLS on the same machine. Anyone
    /// on the network between can read the password.
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

/// Whose certificate is trusted.
#[derive(Clone, Debug, Default)]
pub(super) struct Trust {
    pub(super) any: bool,
    pub(super) ca_file: Option<PathBuf>,
    pub(super) host_name: Option<String>,
}

impl Trust {
    pub(super) fn check(&self) -> Result<(), Error> {
        if self.ca_file.as_ref().is_some_and(|path| path.as_os_str().is_empty()) {
            return Err(bad("the path of the CA file is empty: name a file"));
        }
        self.host_name.as_ref().map_or(Ok(()), |name| text::check("the host name in the certificate", name))
    }

    pub(super) fn configure(&self, config: &mut Config, encryption: Encryption) -> Result<(), Error> {
        config.encryption(encryption.level());
        match &self.ca_file {
            Some(_) if self.any => {
                return Err(bad(
                    "a file of certificate authorities makes no difference when every certificate is trusted: \
                     leave one of the two out",
                ));
            }
            Some(path) => {
                let text = path.to_str().ok_or_else(|| bad("the path of the CA file is not Unicode"))?;
                if !path.is_file() {
                    return Err(bad(format!("the CA file {text} is not there")));
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
