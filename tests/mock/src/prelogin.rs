//! PRELOGIN: the negotiation before the login (MS-TDS 2.2.6.5).

use bytes::{Buf, BufMut, BytesMut};

use crate::environment::VERSION;
use crate::tls::Tls;

const OPTION_VERSION: u8 = 0;
const OPTION_ENCRYPTION: u8 = 1;
const OPTION_INSTANCE: u8 = 2;
const OPTION_THREAD: u8 = 3;
const OPTION_MARS: u8 = 4;
const TERMINATOR: u8 = 0xFF;

/// The encryption option of one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// Supported; at least the login is encrypted.
    Off,
    /// Supported, and everything is to be encrypted.
    On,
    /// Not supported.
    NotSupported,
    /// Required for everything.
    Required,
}

/// The PRELOGIN of a client.
#[derive(Clone, Debug)]
pub(crate) struct Prelogin {
    pub(crate) encryption: Encryption,
    pub(crate) instance: String,
}

impl Prelogin {
    pub(crate) fn read(content: &[u8]) -> Self {
        let option = |wanted: u8| {
            let mut table = content;
            loop {
                let token = table.get_u8();
                if token == TERMINATOR {
                    break None;
                }
                let (offset, length) = (usize::from(table.get_u16()), usize::from(table.get_u16()));
                if token == wanted {
                    break Some(&content[offset..offset + length]);
                }
            }
        };
        let encryption = match option(OPTION_ENCRYPTION) {
            Some([0]) => Encryption::Off,
            Some([1]) => Encryption::On,
            Some([2]) => Encryption::NotSupported,
            Some([3]) => Encryption::Required,
            other => panic!("unknown encryption option {other:?} in a PRELOGIN"),
        };
        let instance = option(OPTION_INSTANCE).unwrap_or_default();
        let instance = instance.split(|byte| *byte == 0).next().unwrap_or_default();
        Self { encryption, instance: String::from_utf8_lossy(instance).into_owned() }
    }
}

impl Encryption {
    /// Returns the server's option, by the table in MS-TDS 2.2.6.5.
    pub(crate) fn answer(self, tls: Tls) -> Self {
        match (tls, self) {
            (Tls::Off, _) => Self::NotSupported,
            // The connection is encrypted already; the value has no effect.
            (Tls::Strict, client) => client,
            (Tls::LoginOnly, Self::Off) => Self::Off,
            (Tls::LoginOnly, Self::NotSupported) => Self::NotSupported,
            (Tls::LoginOnly | Tls::Required, Self::On | Self::Required) => Self::On,
            (Tls::Required, Self::Off | Self::NotSupported) => Self::Required,
        }
    }

    fn code(self) -> u8 {
        match self {
            Self::Off => 0,
            Self::On => 1,
            Self::NotSupported => 2,
            Self::Required => 3,
        }
    }
}

/// Writes the server's PRELOGIN.
pub(crate) fn put_prelogin(to: &mut BytesMut, encryption: Encryption) {
    let version = [VERSION.as_slice(), &[0, 0]].concat();
    let options: [(u8, &[u8]); 5] = [
        (OPTION_VERSION, &version),
        (OPTION_ENCRYPTION, &[encryption.code()]),
        // The instance is the requested one.
        (OPTION_INSTANCE, &[0]),
        (OPTION_THREAD, &[]),
        (OPTION_MARS, &[0]),
    ];
    let mut offset = u16::try_from(options.len() * 5 + 1).expect("a short table");
    for (token, data) in options {
        let length = u16::try_from(data.len()).expect("short data");
        to.put_u8(token);
        to.put_u16(offset);
        to.put_u16(length);
        offset += length;
    }
    to.put_u8(TERMINATOR);
    for (_, data) in options {
        to.put_slice(data);
    }
}
