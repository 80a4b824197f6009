//! A statement while it is put together.

use crate::text::{self, Writer};

/// A statement while it is put together: text, with holes where only the compiler knows what stands there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sql {
    text: String,
    holes: Vec<Hole>,
}

/// A place in a text where the definition of a column belongs whose type only its `Field` implementation knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hole {
    /// The place, in bytes from the start.
    pub at: usize,
    /// The column.
    pub column: usize,
}

impl Sql {
    /// Appends text.
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Appends a number.
    pub fn push_int(&mut self, value: usize) {
        self.text.push_str(&value.to_string());
    }

    /// Appends what `write` writes.
    pub fn write(&mut self, write: impl Fn(&mut Writer<'_>)) {
        self.text.push_str(&text::collect(write));
    }

    pub(crate) fn push_hole(&mut self, column: usize) {
        self.holes.push(Hole { at: self.text.len(), column });
    }

    /// The places that are still to fill, from front to back.
    pub fn holes(&self) -> &[Hole] {
        &self.holes
    }

    /// The text, without what its holes lack.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text, without what its holes lack.
    pub fn into_text(self) -> String {
        self.text
    }
}
