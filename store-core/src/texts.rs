//! Many texts in one literal.

use std::fmt;

/// A list of texts.
///
/// What the derive writes is a list of dozens of texts for each table. One literal for all of them and one for
/// where they end cost the compiler a small part of what a literal for each does; a text is cut out when it is
/// asked for.
///
/// ```
/// use store_core::texts::{Texts, pack};
///
/// let list = Texts::Each(&["id", "", "größe"]);
/// let (all, ends) = pack(list.iter());
/// assert_eq!(all, "idgröße");
/// assert_eq!(Texts::Packed(&all, &ends), list);
/// ```
#[derive(Clone, Copy)]
pub enum Texts<'a> {
    /// One by one.
    Each(&'a [&'a str]),
    /// One after the other, and four bytes for each: the end of the text, the least significant first.
    Packed(&'a str, &'a [u8]),
}

/// The bytes that say where a text ends.
const END: usize = size_of::<u32>();

impl<'a> Texts<'a> {
    /// How many there are.
    pub const fn len(&self) -> usize {
        match self {
            Self::Each(texts) => texts.len(),
            Self::Packed(_, ends) => ends.len() / END,
        }
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text at this place.
    ///
    /// # Panics
    ///
    /// When there are not so many.
    pub const fn at(&self, place: usize) -> &'a str {
        match self {
            Self::Each(texts) => texts[place],
            Self::Packed(all, ends) => {
                let from = if place == 0 { 0 } else { end(ends, place - 1) };
                all.split_at(end(ends, place)).0.split_at(from).1
            }
        }
    }

    /// The texts in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &'a str> + Clone + use<'a> {
        let texts = *self;
        (0..texts.len()).map(move |place| texts.at(place))
    }
}

const fn end(ends: &[u8], place: usize) -> usize {
    let at = place * END;
    u32::from_le_bytes([ends[at], ends[at + 1], ends[at + 2], ends[at + 3]]) as usize
}

impl fmt::Debug for Texts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl PartialEq for Texts<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

/// The parts of [`Texts::Packed`].
///
/// # Panics
///
/// When the texts together have 4 GiB or more, which no compiler takes as a literal.
pub fn pack<'t>(texts: impl IntoIterator<Item = &'t str>) -> (String, Vec<u8>) {
    let (mut all, mut ends) = (String::new(), Vec::new());
    for text in texts {
        all.push_str(text);
        #[expect(clippy::expect_used, reason = "documented")]
        let end = u32::try_from(all.len()).expect("the texts of a table are shorter than 4 GiB");
        ends.extend(end.to_le_bytes());
    }
    (all, ends)
}
