//! Lists of strings in one literal.

use std::fmt;

/// A list of strings.
///
/// The derive emits dozens of strings per table. Two literals, one with all strings and one with their ends, compile in a
/// fraction of the time of a literal per string. A string is sliced when it is read.
///
/// ```
/// use store_core::derive::{PackedStrings, pack};
///
/// let list = PackedStrings::Each(&["id", "", "größe"]);
/// let (all, ends) = pack(list.iter());
/// assert_eq!(all, "idgröße");
/// assert_eq!(PackedStrings::Packed(&all, &ends), list);
/// ```
#[derive(Clone, Copy)]
pub enum PackedStrings<'a> {
    /// A slice of strings.
    Each(&'a [&'a str]),
    /// The concatenated strings, and the end of each as four bytes, least significant first.
    Packed(&'a str, &'a [u8]),
}

/// The number of bytes of one end.
const END: usize = size_of::<u32>();

impl<'a> PackedStrings<'a> {
    /// An empty list.
    pub const EMPTY: Self = Self::Each(&[]);

    /// Returns the number of strings.
    pub const fn len(&self) -> usize {
        match self {
            Self::Each(strings) => strings.len(),
            Self::Packed(_, ends) => ends.len() / END,
        }
    }

    /// Returns whether the list is empty.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the string at `index`.
    ///
    /// # Panics
    ///
    /// When `index` is out of bounds.
    pub const fn at(&self, index: usize) -> &'a str {
        match self {
            Self::Each(strings) => strings[index],
            Self::Packed(all, ends) => {
                let start = if index == 0 { 0 } else { end(ends, index - 1) };
                all.split_at(end(ends, index)).0.split_at(start).1
            }
        }
    }

    /// Returns an iterator over the strings.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &'a str> + Clone + use<'a> {
        let strings = *self;
        (0..strings.len()).map(move |index| strings.at(index))
    }
}

const fn end(ends: &[u8], index: usize) -> usize {
    let at = index * END;
    u32::from_le_bytes([ends[at], ends[at + 1], ends[at + 2], ends[at + 3]]) as usize
}

impl fmt::Debug for PackedStrings<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl PartialEq for PackedStrings<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

/// Returns whether two strings are equal, in a `const` too.
pub(crate) const fn equal(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    if left.len() != right.len() {
        return false;
    }
    let mut at = 0;
    while at < left.len() {
        if left[at] != right[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// Returns the two parts of [`PackedStrings::Packed`].
///
/// # Panics
///
/// When the strings have 4 GiB or more in total, which no compiler accepts as a literal.
pub fn pack<'t>(strings: impl IntoIterator<Item = &'t str>) -> (String, Vec<u8>) {
    let (mut all, mut ends) = (String::new(), Vec::new());
    for string in strings {
        all.push_str(string);
        #[expect(clippy::expect_used, reason = "documented under Panics")]
        let end = u32::try_from(all.len()).expect("the strings of a table are shorter than 4 GiB");
        ends.extend(end.to_le_bytes());
    }
    (all, ends)
}
