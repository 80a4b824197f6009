//! Decodes LOGIN7 (MS-TDS 2.2.6.4).

use bytes::Buf;

use crate::prelogin::{Encryption, Prelogin};
use crate::text;

/// A login that the server received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login {
    /// The number of the connection, from 1, in the order of acceptance.
    pub connection: usize,
    /// The host name of the client.
    pub host_name: String,
    /// The user.
    pub user: String,
    /// The password in plain text.
    pub password: String,
    /// The application name.
    pub application: String,
    /// The server name that the client used.
    pub server_name: String,
    /// The named instance, or an empty string.
    pub instance: String,
    /// The database, or an empty string for the default of the user.
    pub database: String,
    /// The packet size that the client requests.
    pub packet_size: u32,
    /// Whether the client declares that it only reads.
    pub read_only: bool,
    /// The encryption option of the client's PRELOGIN.
    pub encryption: Encryption,
    /// Whether the login was encrypted.
    pub encrypted: bool,
}

impl Login {
    pub(crate) fn read(content: &[u8], connection: usize, prelogin: &Prelogin, encrypted: bool) -> Self {
        const PACKET_SIZE: usize = 8;
        const TYPE_FLAGS: usize = 26;
        const READ_ONLY_INTENT: u8 = 0x20;
        /// The start of the table of offsets and lengths, after the fixed fields.
        const OFFSETS: usize = 36;
        let field = |at: usize| {
            let mut entry = &content[OFFSETS + at * 4..];
            let (offset, units) = (usize::from(entry.get_u16_le()), usize::from(entry.get_u16_le()));
            content[offset..offset + units * 2].to_vec()
        };
        let string = |at: usize| {
            let bytes = field(at);
            text::read(&mut bytes.as_slice(), bytes.len() / 2)
        };
        let password: Vec<u8> = field(2).into_iter().map(|byte| (byte ^ 0xA5).rotate_left(4)).collect();
        let length = (&content[..]).get_u32_le();
        assert_eq!(length as usize, content.len(), "the length of a LOGIN7 matches its header");
        Self {
            connection,
            host_name: string(0),
            user: string(1),
            password: text::read(&mut password.as_slice(), password.len() / 2),
            application: string(3),
            server_name: string(4),
            instance: prelogin.instance.clone(),
            database: string(8),
            packet_size: (&content[PACKET_SIZE..]).get_u32_le(),
            read_only: content[TYPE_FLAGS] & READ_ONLY_INTENT != 0,
            encryption: prelogin.encryption,
            encrypted,
        }
    }
}
