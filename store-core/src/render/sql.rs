//! A statement while it is put together.

use crate::dialect::Part;
use crate::holes::Hole;
use crate::literal::{Literal, write_number};
use crate::text::{self, Writer};

/// A statement while it is put together: text, with holes where only the compiler knows what stands there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sql {
    text: String,
    holes: Vec<Hole>,
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
        // Few columns take more to say; the derive, which runs unoptimised in most builds, writes hundreds of them.
        let mut short = [0; 256];
        let mut writer = Writer::new(&mut short);
        write(&mut writer);
        let len = writer.len();
        match short.get(..len).map(str::from_utf8) {
            Some(Ok(text)) => self.text.push_str(text),
            _ => self.text.push_str(&text::collect(write)),
        }
    }

    /// Appends a number whose form the type of `column` decides, which only the compiler knows; `false` for what is no number.
    pub(crate) fn push_number(&mut self, column: usize, literal: &Literal<'_>) -> bool {
        let Some(form) = write_number(literal) else { return false };
        // A number has 41 characters at most, and as many in its other form.
        let part = Part::Number(u8::try_from(form.len()).unwrap_or(u8::MAX));
        self.push_hole(column, part);
        self.text.push_str(&form);
        true
    }

    pub(crate) fn push_hole(&mut self, column: usize, part: Part) {
        self.holes.push(Hole { at: self.text.len(), column, part });
    }

    /// Appends another statement's text with its holes.
    pub fn append(&mut self, other: &Self) {
        let start = self.text.len();
        self.holes.extend(other.holes.iter().map(|hole| Hole { at: start + hole.at, ..*hole }));
        self.text.push_str(&other.text);
    }

    /// The places that are still to fill, from front to back.
    pub fn holes(&self) -> &[Hole] {
        &self.holes
    }

    /// The text, without what its holes lack or change.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text, without what its holes lack or change.
    pub fn into_text(self) -> String {
        self.text
    }
}
