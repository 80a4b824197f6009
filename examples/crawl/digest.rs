//! One number for all that was crawled.

use std::fmt::Write as _;
use std::ops::ControlFlow;

use sha2::{Digest, Sha256};
use store::Database;
use store::state::StateStore;

use crate::fault::Fault;
use crate::runs::completed;
use crate::site::Site;

/// The digest of all completed pages of a site, in hexadecimal.
///
/// It depends on which pages are completed and what is in them; not on who read them, when, in which order or
/// in how many runs. It is the SHA-256 of, for each completed page in ascending order of its resource id by the
/// bytes of its UTF-8:
///
/// 1. the length of the resource id in bytes, as 64 bits, little end first;
/// 2. the resource id in UTF-8;
/// 3. the SHA-256 of the page, 32 bytes.
///
/// No two lists of pages have the same encoding, since each part says where it ends. Without a page it is the
/// SHA-256 of nothing.
pub(crate) async fn of_completed<D: Database>(store: &StateStore<D>, site: &Site) -> Result<String, Fault> {
    let (mut pages, mut missing) = (Vec::new(), None);
    let collect = |item: store::state::WorkItem| {
        match item.content_hash {
            Some(hash) => pages.push((item.resource_id, hash)),
            None => missing = Some(item.resource_id),
        }
        ControlFlow::Continue(())
    };
    store.each_known_resource(&completed(site), collect).await?;
    if let Some(page) = missing {
        return Err(Fault::Usage(format!(
            "the database says that {page} is completed and has no hash of it, so another program has changed it: \
             choose another, or remove it and crawl anew"
        )));
    }
    pages.sort_unstable();
    let mut hasher = Sha256::new();
    for (id, hash) in &pages {
        // A text is never longer than 64 bits can count.
        hasher.update((id.len() as u64).to_le_bytes());
        hasher.update(id.as_bytes());
        hasher.update(hash);
    }
    Ok(hex(&hasher.finalize()))
}

/// Bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        // Writing to a string does not fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}
