//! A writer that puts text together both while the program compiles and while it runs.

/// Writes into a fixed buffer and counts what it would have written past its end.
///
/// A text made in a `const` needs its length before its bytes. Writing twice, first into no buffer and
/// then into one of the counted length, needs one code path for both; see [`holes`](crate::holes).
#[derive(Debug)]
pub struct Writer<'b> {
    buffer: &'b mut [u8],
    len: usize,
}

impl<'b> Writer<'b> {
    /// A writer that fills `buffer` from its start.
    pub const fn new(buffer: &'b mut [u8]) -> Self {
        Self { buffer, len: 0 }
    }

    /// How many bytes were written, or would have been.
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether nothing was written yet.
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Appends `text`.
    pub const fn push(&mut self, text: &str) {
        self.push_bytes(text.as_bytes());
    }

    /// Appends `text` with every `quote` in it doubled, as both engines want it inside a literal.
    pub const fn push_doubled(&mut self, text: &str, quote: u8) {
        let bytes = text.as_bytes();
        let mut from = 0;
        let mut at = 0;
        while at < bytes.len() {
            if bytes[at] == quote {
                // Up to and with the quote; the next piece begins with it again.
                self.push_bytes(bytes.split_at(at + 1).0.split_at(from).1);
                from = at;
            }
            at += 1;
        }
        self.push_bytes(bytes.split_at(from).1);
    }

    /// Appends a number in decimal.
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

    const fn push_bytes(&mut self, bytes: &[u8]) {
        let end = self.len + bytes.len();
        if end <= self.buffer.len() {
            let (_, rest) = self.buffer.split_at_mut(self.len);
            let (place, _) = rest.split_at_mut(bytes.len());
            place.copy_from_slice(bytes);
        }
        self.len = end;
    }
}

/// The text that `write` gives, made at run time.
pub fn collect(write: impl Fn(&mut Writer<'_>)) -> String {
    let mut counter = Writer::new(&mut []);
    write(&mut counter);
    let mut bytes = vec![0; counter.len()];
    write(&mut Writer::new(&mut bytes));
    // Only `&str` goes in, whole or cut at an ASCII quote.
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_doubled_wherever_they_stand() {
        for (plain, doubled) in [("", ""), ("a", "a"), ("'", "''"), ("a'b''c", "a''b''''c"), ("é'", "é''")]
        {
            assert_eq!(collect(|out| out.push_doubled(plain, b'\'')), doubled);
        }
    }

    #[test]
    fn numbers_at_their_limits() {
        for number in [0, 7, -1, i64::MAX, i64::MIN] {
            assert_eq!(collect(|out| out.push_int(number)), number.to_string());
        }
    }
}
