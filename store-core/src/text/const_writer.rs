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
        self.copy(text, 0, text.len());
    }

    /// Appends `text` from the byte at `from` up to the one at `to`.
    ///
    /// # Panics
    ///
    /// When one of them is not between two characters of `text`.
    pub const fn push_part(&mut self, text: &str, from: usize, to: usize) {
        assert!(text.is_char_boundary(from) && text.is_char_boundary(to), "not between two characters");
        self.copy(text, from, to);
    }

    /// Appends `text` with every `quote` doubled, as inside an SQL literal.
    ///
    /// # Panics
    ///
    /// When `quote` is not ASCII.
    pub const fn push_doubled(&mut self, text: &str, quote: u8) {
        assert!(quote.is_ascii(), "a byte of a longer character cannot be doubled");
        let bytes = text.as_bytes();
        let mut from = 0;
        let mut at = 0;
        while at < bytes.len() {
            if bytes[at] == quote {
                // Up to and including the quote; the next piece starts with the same quote.
                self.copy(text, from, at + 1);
                from = at;
            }
            at += 1;
        }
        self.copy(text, from, bytes.len());
    }

    /// Appends a number in decimal digits.
    pub const fn push_int(&mut self, value: i64) {
        if value < 0 {
            self.push("-");
        }
        let rest = value.unsigned_abs();
        let mut unit: u64 = 1;
        while rest / unit >= 10 {
            unit *= 10;
        }
        while unit > 0 {
            let digit = (rest / unit % 10) as usize;
            self.copy("0123456789", digit, digit + 1);
            unit /= 10;
        }
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

    /// Copies a part of `text` that starts and ends between two characters.
    const fn copy(&mut self, text: &str, from: usize, to: usize) {
        assert!(from <= to && to <= text.len(), "the part is within the text");
        let end = self.len + (to - from);
        if end <= self.buffer.len() {
            // SAFETY: `from..to` is within `text`, and `self.len..end` within the buffer, which is borrowed exclusively and so does not
            // overlap `text`. Slices of both take the compiler five times as long, and a table copies hundreds of parts.
            #[expect(unsafe_code, reason = "see above")]
            unsafe {
                let target = self.buffer.as_mut_ptr().add(self.len);
                core::ptr::copy_nonoverlapping(text.as_ptr().add(from), target, to - from);
            }
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
