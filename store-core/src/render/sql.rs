//! A statement under construction.

use super::{Fragment, Slot};
use crate::text::{ConstWriter, collect};
use crate::types::{Literal, write_number};

/// A statement under construction: text, with slots for the fragments that only the compiler knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sql {
    text: String,
    slots: Vec<Slot>,
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

    /// Appends the output of `write`.
    pub fn write(&mut self, write: impl Fn(&mut ConstWriter<'_>)) {
        // Few fragments are longer, and the derive, which most builds do not optimize, writes hundreds of them.
        let mut short = [0; 256];
        let mut writer = ConstWriter::new(&mut short);
        write(&mut writer);
        let len = writer.len();
        match short.get(..len).map(str::from_utf8) {
            Some(Ok(text)) => self.text.push_str(text),
            _ => self.text.push_str(&collect(write)),
        }
    }

    /// Appends a slot for a number, whose form depends on the type of `column`; returns `false` for other literals.
    pub(crate) fn push_number(&mut self, column: usize, literal: &Literal<'_>) -> bool {
        let Some(form) = write_number(literal) else { return false };
        // Each of the two forms has at most 41 characters.
        let fragment = Fragment::Number(u8::try_from(form.len()).unwrap_or(u8::MAX));
        self.push_slot(column, fragment);
        self.text.push_str(&form);
        true
    }

    pub(crate) fn push_slot(&mut self, column: usize, fragment: Fragment) {
        self.slots.push(Slot { at: self.text.len(), column, fragment });
    }

    /// Appends another statement with its slots.
    pub fn append(&mut self, other: &Self) {
        let start = self.text.len();
        self.slots.extend(other.slots.iter().map(|slot| Slot { at: start + slot.at, ..*slot }));
        self.text.push_str(&other.text);
    }

    /// Returns the statement as it is within a string in quotes, with each quote doubled; what fills a slot has no quotes.
    pub(crate) fn doubled(&self, quote: &str) -> Self {
        let mut out = Self::default();
        let mut from = 0;
        let mut push = |out: &mut Self, to| {
            out.push(&self.text[from..to].replace(quote, &quote.repeat(2)));
            from = to;
        };
        for slot in &self.slots {
            push(&mut out, slot.at);
            out.slots.push(Slot { at: out.text.len(), ..*slot });
        }
        push(&mut out, self.text.len());
        out
    }

    /// Returns the slots in order.
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// Returns the text with unfilled slots.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the text with unfilled slots.
    pub fn into_text(self) -> String {
        self.text
    }
}
