//! The identity of a resource.

use sha2::{Digest, Sha256};

/// The parts that identify a resource. Resources with equal parts share one work item.
///
/// ```
/// use store::state::Identity;
///
/// let page = Identity::new("mediawiki", "wikipedia", "page", "42");
/// let raw = page.with_variant("raw");
/// assert_eq!(raw.readable(), "mediawiki:wikipedia:page:42:raw");
/// assert_ne!(raw.hash(), page.hash());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Identity<'a> {
    /// Kind of the source system: `mediawiki`, `http`.
    pub source_system: &'a str,
    /// Name of the source system: `wikipedia`.
    pub source_name: &'a str,
    /// Kind of the resource: `page`, `category`.
    pub resource_type: &'a str,
    /// Id of the resource in its source.
    pub resource_id: &'a str,
    /// Form of the resource, if it has several: `raw`, `html`.
    pub variant: Option<&'a str>,
}

impl<'a> Identity<'a> {
    /// Creates the identity of a resource without a variant.
    pub const fn new(
        source_system: &'a str,
        source_name: &'a str,
        resource_type: &'a str,
        resource_id: &'a str,
    ) -> Self {
        Self { source_system, source_name, resource_type, resource_id, variant: None }
    }

    /// Sets the variant.
    #[must_use]
    pub const fn with_variant(mut self, variant: &'a str) -> Self {
        self.variant = Some(variant);
        self
    }

    /// Returns the readable key `system:name:type:id`, followed by `:variant` if there is a variant.
    ///
    /// Two resources can have the same readable key if a part contains a colon; see [`hash`](Self::hash).
    pub fn readable(&self) -> String {
        let Self { source_system, source_name, resource_type, resource_id, variant } = self;
        let key = format!("{source_system}:{source_name}:{resource_type}:{resource_id}");
        match variant {
            Some(variant) => format!("{key}:{variant}"),
            None => key,
        }
    }

    /// Returns the hash of the identity. Different parts have different hashes.
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
/// The lengths make the encoding unambiguous: different lists of parts have different encodings.
pub fn dedupe_hash(parts: &[&str]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        // Lossless: `usize` has at most 64 bits.
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn different_parts_have_different_hashes() {
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
    fn the_encoding_never_changes() {
        // Databases contain these hashes.
        let hash = dedupe_hash(&["http", "docs", "page", "index.html"]);
        let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "30247119185b7899cfae02d81b34a4f9ba39b37cd4b2083057bd1139c087dece");
    }
}
