//! Tokens about the session: ENVCHANGE and LOGINACK.

use bytes::{BufMut, BytesMut};

use crate::message::put_body;
use crate::text;
use crate::types::COLLATION;

const ENVCHANGE: u8 = 0xE3;
const LOGINACK: u8 = 0xAD;

/// A change of a session's environment (MS-TDS 2.2.7.9).
pub(crate) enum EnvironmentChange<'a> {
    Database(&'a str),
    Language(&'a str),
    PacketSize { new: usize, old: usize },
    Collation,
    Begun(u64),
    Committed(u64),
    RolledBack(u64),
    Routed { host: &'a str, port: u16 },
}

/// Writes an ENVCHANGE token.
pub(crate) fn put_environment_change(to: &mut BytesMut, change: &EnvironmentChange<'_>) {
    let mut body = BytesMut::new();
    match change {
        EnvironmentChange::Database(new) => put_strings(&mut body, 1, new, "master"),
        EnvironmentChange::Language(new) => put_strings(&mut body, 2, new, ""),
        EnvironmentChange::PacketSize { new, old } => {
            put_strings(&mut body, 4, &new.to_string(), &old.to_string())
        }
        EnvironmentChange::Collation => put_bytes(&mut body, 7, &COLLATION, &[]),
        EnvironmentChange::Begun(descriptor) => put_bytes(&mut body, 8, &descriptor.to_le_bytes(), &[]),
        EnvironmentChange::Committed(descriptor) => put_bytes(&mut body, 9, &[], &descriptor.to_le_bytes()),
        EnvironmentChange::RolledBack(descriptor) => put_bytes(&mut body, 10, &[], &descriptor.to_le_bytes()),
        EnvironmentChange::Routed { host, port } => {
            const TCP: u8 = 0;
            let mut route = BytesMut::new();
            route.put_u8(TCP);
            route.put_u16_le(*port);
            text::put_long(&mut route, host);
            body.put_u8(20);
            body.put_u16_le(u16::try_from(route.len()).expect("a host name is short"));
            body.put_slice(&route);
            body.put_u16_le(0);
        }
    }
    put_body(to, ENVCHANGE, &body);
}

fn put_strings(body: &mut BytesMut, kind: u8, new: &str, old: &str) {
    body.put_u8(kind);
    text::put_short(body, new);
    text::put_short(body, old);
}

fn put_bytes(body: &mut BytesMut, kind: u8, new: &[u8], old: &[u8]) {
    body.put_u8(kind);
    for bytes in [new, old] {
        body.put_u8(u8::try_from(bytes.len()).expect("at most eight bytes"));
        body.put_slice(bytes);
    }
}

/// Writes a LOGINACK token: TDS 7.4 of SQL Server 2022 (MS-TDS 2.2.7.14).
pub(crate) fn put_login_ack(to: &mut BytesMut) {
    const TSQL: u8 = 1;
    let mut body = BytesMut::new();
    body.put_u8(TSQL);
    body.put_u32(0x7400_0004);
    text::put_short(&mut body, "Microsoft SQL Server");
    body.put_slice(&VERSION);
    put_body(to, LOGINACK, &body);
}

/// Major, minor and build number, the latter two big-endian.
pub(crate) const VERSION: [u8; 4] = [16, 0, 0x03, 0xE8];
