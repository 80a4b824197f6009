//! One number for all that was crawled.

use std::collections::HashMap;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};
use store::state::WorkItemId;

use crate::fault::Fault;
use crate::queue::Queue;

/// The digest of all completed pages in the file, in hexadecimal.
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
pub(crate) async fn of_completed(queue: &Queue) -> Result<String, Fault> {
    let mut hashes: HashMap<WorkItemId, [u8; 32]> = HashMap::new();
    queue
        .each_page(|page| {
            hashes.insert(page.work_item_id, page.sha256);
        })
        .await?;
    let mut pages = Vec::with_capacity(hashes.len());
    let mut missing = None;
    queue
        .each_completed(|item| match hashes.remove(&item.work_item_id) {
            Some(hash) => pages.push((item.resource_id, hash)),
            None => missing = Some(item.resource_id),
        })
        .await?;
    if let Some(page) = missing {
        return Err(Fault::Usage(format!(
            "the file says that {page} is completed and has no hash of it, so another program has changed it: \
             give another --db FILE, or remove it and crawl anew"
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
