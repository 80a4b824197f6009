//! Splits messages into packets and reassembles them.

use bytes::{Buf, BufMut, BytesMut};

/// The length of a packet's header (MS-TDS 2.2.3.1).
pub(crate) const HEADER: usize = 8;

/// Types of packets (MS-TDS 2.2.3.1.1).
pub(crate) const BATCH: u8 = 0x01;
pub(crate) const RPC: u8 = 0x03;
pub(crate) const RESULT: u8 = 0x04;
pub(crate) const ATTENTION: u8 = 0x06;
pub(crate) const BULK_LOAD: u8 = 0x07;
pub(crate) const TRANSACTION: u8 = 0x0E;
pub(crate) const LOGIN: u8 = 0x10;
pub(crate) const PRELOGIN: u8 = 0x12;

/// The bit of the status that ends a message (MS-TDS 2.2.3.1.2).
const END: u8 = 1;

/// A message, assembled from its packets.
#[derive(Debug)]
pub(crate) struct RawMessage {
    pub(crate) ty: u8,
    pub(crate) content: BytesMut,
}

/// Assembles messages from packets.
#[derive(Debug, Default)]
pub(crate) struct Assembly {
    /// Bytes of an incomplete packet.
    pub(crate) unread: BytesMut,
    content: BytesMut,
}

impl Assembly {
    /// Returns the next complete message.
    pub(crate) fn take(&mut self) -> Option<RawMessage> {
        while self.unread.len() >= HEADER {
            let length = usize::from(u16::from_be_bytes([self.unread[2], self.unread[3]]));
            assert!(length >= HEADER, "a packet has {length} bytes, header included");
            if self.unread.len() < length {
                break;
            }
            let mut packet = self.unread.split_to(length);
            let (ty, status) = (packet[0], packet[1]);
            packet.advance(HEADER);
            self.content.put_slice(&packet);
            if status & END != 0 {
                return Some(RawMessage { ty, content: self.content.split() });
            }
        }
        None
    }
}

/// Writes the header of a packet; `length` includes the header.
pub(crate) fn put_header(to: &mut BytesMut, ty: u8, length: usize, id: u8, last: bool) {
    to.put_slice(&[ty, if last { END } else { 0 }]);
    to.put_u16(u16::try_from(length).expect("a packet has at most 32767 bytes"));
    // The session id, which clients only display.
    to.put_u16(0);
    to.put_slice(&[id, 0]);
}

/// Writes a message in packets of at most `size` bytes.
pub(crate) fn put_packets(to: &mut BytesMut, ty: u8, size: usize, content: &[u8]) {
    let mut parts = content.chunks(size - HEADER).peekable();
    let mut id = 1_u8;
    while let Some(part) = parts.next() {
        put_header(to, ty, part.len() + HEADER, id, parts.peek().is_none());
        to.put_slice(part);
        id = id.wrapping_add(1);
    }
}
