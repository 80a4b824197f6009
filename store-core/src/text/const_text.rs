//! A string that is built in a `const`.

use super::ConstWriter;

/// A string of `N` bytes that is built in a `const`.
#[derive(Clone, Copy, Debug)]
pub struct ConstText<const N: usize>([u8; N]);

impl<const N: usize> ConstText<N> {
    /// A string of NUL characters, to be overwritten.
    pub(crate) const EMPTY: Self = Self([0; N]);

    /// Returns the writer that fills the string. To be called once: a second writer could overwrite a part of a character.
    pub(crate) const fn writer(&mut self) -> ConstWriter<'_> {
        ConstWriter::new(&mut self.0)
    }

    /// Returns the string.
    pub const fn as_str(&self) -> &str {
        // SAFETY: the bytes are NUL characters, overwritten from the start by one `ConstWriter`, which writes whole strings. The safe
        // conversion takes the compiler 1.5 µs per byte, which is 30 ms for the statements of a table.
        #[expect(unsafe_code, reason = "see above")]
        unsafe {
            core::str::from_utf8_unchecked(&self.0)
        }
    }
}
