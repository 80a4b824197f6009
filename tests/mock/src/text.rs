//! Strings in UTF-16, little-endian, with a count of units before them (MS-TDS 2.2.5.1.2).

use bytes::{Buf, BufMut, BytesMut};

/// Reads a string of `units` units.
pub(crate) fn read(from: &mut &[u8], units: usize) -> String {
    let units: Vec<u16> = (0..units).map(|_| from.get_u16_le()).collect();
    String::from_utf16(&units).expect("a string of the client is UTF-16")
}

/// Reads a `B_VARCHAR`, with a one-byte count.
pub(crate) fn read_short(from: &mut &[u8]) -> String {
    let units = from.get_u8().into();
    read(from, units)
}

/// Writes a `B_VARCHAR`.
pub(crate) fn put_short(to: &mut BytesMut, text: &str) {
    to.put_u8(count(text));
    put(to, text);
}

/// Writes a `US_VARCHAR`, with a two-byte count.
pub(crate) fn put_long(to: &mut BytesMut, text: &str) {
    to.put_u16_le(count(text));
    put(to, text);
}

/// Writes the units without a count.
pub(crate) fn put(to: &mut BytesMut, text: &str) {
    for unit in text.encode_utf16() {
        to.put_u16_le(unit);
    }
}

fn count<N: TryFrom<usize>>(text: &str) -> N {
    let Ok(count) = N::try_from(text.encode_utf16().count()) else {
        panic!("the string is too long for its token: {text:?}");
    };
    count
}
