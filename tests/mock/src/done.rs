//! The tokens that end statements and responses: DONE, DONEPROC, DONEINPROC and RETURNSTATUS.

use bytes::{BufMut, BytesMut};

/// The end of a statement in a batch, or of a response (MS-TDS 2.2.7.6).
pub(crate) const DONE: u8 = 0xFD;
/// The end of a procedure (MS-TDS 2.2.7.8).
pub(crate) const DONE_PROC: u8 = 0xFE;
/// The end of a statement within a procedure (MS-TDS 2.2.7.7).
pub(crate) const DONE_IN_PROC: u8 = 0xFF;

/// The bits of the status.
pub(crate) const MORE: u16 = 0x01;
pub(crate) const ERROR: u16 = 0x02;
pub(crate) const COUNT: u16 = 0x10;
pub(crate) const ATTENTION: u16 = 0x20;

/// The kind of statement, which clients ignore.
pub(crate) const NOTHING: u16 = 0;
pub(crate) const SELECT: u16 = 0xC1;
pub(crate) const EXECUTE: u16 = 0xE0;

/// Writes one of the three tokens.
pub(crate) fn put_done(to: &mut BytesMut, token: u8, status: u16, command: u16, count: u64) {
    to.put_u8(token);
    to.put_u16_le(status);
    to.put_u16_le(command);
    to.put_u64_le(count);
}

/// Writes the return value of a procedure (MS-TDS 2.2.7.18).
pub(crate) fn put_return_status(to: &mut BytesMut, status: u32) {
    to.put_u8(0x79);
    to.put_u32_le(status);
}
