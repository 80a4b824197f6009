//! A string writer for `const` contexts.

/// Writes into a fixed buffer and counts the bytes, including those that did not fit.
///
/// A string that is built in a `const` needs its length before its bytes. One function writes twice: first into an empty
/// buffer, to count, then into a buffer of the counted length.
#[derive(Debug)]
pub struct ConstWriter<'b> {
    buffer: &'b mut [u8],
    len: usize,
}

impl<'b> ConstWriter<'b> {
    /// Creates a writer that fills `buffer` from its start.
    pub const fn new(buffer: &'b mut [u8]) -> Self {
        Self { buffer, len: 0 }
    }

    /// Returns the number of bytes written, including those that did not fit.
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Returns whether nothing was written.
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Appends `text`.
    pub const fn push(&mut self, text: &str) {
        self.push_bytes(text.as_bytes());
    }

    /// Appends `text` with every `quote` doubled, as inside an SQL literal.
    pub const fn push_doubled(&mut self, text: &str, quote: u8) {
        let bytes = text.as_bytes();
        let mut from = 0;
        let mut at = 0;
        while at < bytes.len() {
            if bytes[at] == quote {
                // Up to and including the quote; the next piece starts with the same quote.
                self.push_bytes(bytes.split_at(at + 1).0.split_at(from).1);
                from = at;
            }
            at += 1;
        }
        self.push_bytes(bytes.split_at(from).1);
    }

    /// Appends a number in decimal digits.
    pub const fn push_int(&mut self, value: i64) {
        let mut digits = [0u8; 20];
        let mut at = digits.len();
        let mut rest = value.unsigned_abs();
        loop {
            at -= 1;
            digits[at] = b"0123456789"[(rest % 10) as usize];
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        if value < 0 {
            self.push("-");
        }
        self.push_bytes(digits.split_at(at).1);
    }

    /// Appends numbers, separated by commas.
    pub const fn push_ints(&mut self, values: &[i64]) {
        let mut at = 0;
        while at < values.len() {
            self.push(if at == 0 { "" } else { ", " });
            self.push_int(values[at]);
            at += 1;
        }
    }

    const fn push_bytes(&mut self, bytes: &[u8]) {
        let end = self.len + bytes.len();
        if end <= self.buffer.len() {
            let (_, rest) = self.buffer.split_at_mut(self.len);
            let (target, _) = rest.split_at_mut(bytes.len());
            target.copy_from_slice(bytes);
        }
        self.len = end;
    }
}

/// Returns the string that `write` writes.
pub fn collect(write: impl Fn(&mut ConstWriter<'_>)) -> String {
    let mut counter = ConstWriter::new(&mut []);
    write(&mut counter);
    let mut bytes = vec![0; counter.len()];
    write(&mut ConstWriter::new(&mut bytes));
    // The writer accepts only `&str`, whole or split at an ASCII quote.
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_doubled_at_every_position() {
        for (plain, doubled) in [("", ""), ("a", "a"), ("'", "''"), ("a'b''c", "a''b''''c"), ("é'", "é''")]
        {
            assert_eq!(collect(|out| out.push_doubled(plain, b'\'')), doubled);
        }
    }

    #[test]
    fn the_smallest_and_largest_numbers_are_written() {
        for number in [0, 7, -1, i64::MAX, i64::MIN] {
            assert_eq!(collect(|out| out.push_int(number)), number.to_string());
        }
    }
}
