//! The identities of legacy rows.

use std::collections::HashSet;

use super::LegacyItem;
use crate::state::Identity;

/// The identities of the rows read so far.
#[derive(Debug, Default)]
pub(super) struct Identities {
    hashes: HashSet<[u8; 32]>,
}

impl Identities {
    /// Returns the variant that a row gets: its own, or a new one if an earlier row has the same identity.
    pub(super) fn unique_variant(&mut self, item: &LegacyItem) -> Option<String> {
        if self.hashes.insert(item.identity().hash()) {
            return item.variant.clone();
        }
        let mut variant = format!("legacy-{}", item.work_item_id.as_str());
        // A row can have any variant, even this one.
        while !self.hashes.insert(Identity { variant: Some(&variant), ..item.identity() }.hash()) {
            variant.push('+');
        }
        Some(variant)
    }
}
