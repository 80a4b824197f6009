//! What makes two work items the same.

use sha2::{Digest, Sha256};

/// The parts that identify a resource: two work items with equal parts are one.
///
/// ```
/// use store::state::Identity;
///
/// let page = Identity::new("mediawiki", "wikipedia", "page", "42");
/// let raw = page.with_variant("raw");
/// assert_eq!(raw.readable(), "mediawiki:wikipedia:page:42:raw");
/// assert_ne!(raw.hash(), page.hash());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity<'a> {
    /// The kind of system it comes from: `mediawiki`, `http`.
    pub source_system: &'a str,
    /// The system itself: `wikipedia`.
    pub source_name: &'a str,
    /// What kind of resource it is: `page`, `category`.
    pub resource_type: &'a str,
    /// Its id there.
    pub resource_id: &'a str,
    /// Which form of the resource it is, where there are several: `raw`, `html`.
    pub variant: Option<&'a str>,
}

impl<'a> Identity<'a> {
    /// The identity of a resource that has one form.
    pub const fn new(
        source_system: &'a str,
        source_name: &'a str,
        resource_type: &'a str,
        resource_id: &'a str,
    ) -> Self {
        Self { source_system, source_name, resource_type, resource_id, variant: None }
    }

    /// Of this form.
    #[must_use]
    pub const fn with_variant(mut self, variant: &'a str) -> Self {
        self.variant = Some(variant);
        self
    }

    /// The readable key `system:name:type:id`, with `:variant` behind it where there is one; two resources may share
    /// it when a part has a colon in it.
    pub fn readable(&self) -> String {
        let Self { source_system, source_name, resource_type, resource_id, variant } = self;
        let key = format!("{source_system}:{source_name}:{resource_type}:{resource_id}");
        match variant {
            Some(variant) => format!("{key}:{variant}"),
            None => key,
        }
    }

    /// Returns the hash of the identity, which is different for different parts.
    ///
    /// ```
    /// use store::state::Identity;
    ///
    /// let page = Identity::new("a", "b:c", "page", "1");
    /// let other = Identity::new("a:b", "c", "page", "1");
    /// assert_eq!(page.readable(), other.readable());
    /// assert_ne!(page.hash(), other.hash());
    /// ```
    pub fn hash(&self) -> [u8; 32] {
        let parts = [
            self.source_system,
            self.source_name,
            self.resource_type,
            self.resource_id,
            self.variant.unwrap_or_default(),
        ];
        // A variant is a fifth part, even an empty one.
        dedupe_hash(if self.variant.is_some() { &parts } else { &parts[..4] })
    }
}

/// Returns the SHA-256 of the parts, each prefixed with its length in bytes as a 64-bit little-endian integer.
///
/// The length makes the encoding unambiguous: different lists of parts have different encodings.
pub fn dedupe_hash(parts: &[&str]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        // A text is never longer than 64 bits can count.
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_together() {
        let hashes = [
            dedupe_hash(&["ab", "c"]),
            dedupe_hash(&["a", "bc"]),
            dedupe_hash(&["abc"]),
            dedupe_hash(&["ab", "c", ""]),
            dedupe_hash(&["AB", "c"]),
            dedupe_hash(&["ab ", "c"]),
        ];
        for (at, hash) in hashes.iter().enumerate() {
            assert!(!hashes[..at].contains(hash), "{at}");
        }
    }

    #[test]
    fn the_encoding_is_fixed() {
        // Databases hold these hashes: the encoding can never change.
        let hash = dedupe_hash(&["http", "docs", "page", "index.html"]);
        let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "30247119185b7899cfae02d81b34a4f9ba39b37cd4b2083057bd1139c087dece");
    }
}
