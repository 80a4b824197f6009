//! A digest of all crawled pages.

use std::fmt::Write as _;
use std::ops::ControlFlow;

use sha2::{Digest, Sha256};
use store::Database;
use store::state::StateStore;

use crate::crawl_error::CrawlError;
use crate::runs::completed;
use crate::site::Site;

/// Returns the digest of all completed pages of a site, in hexadecimal.
///
/// The digest depends on the completed pages and their contents, and not on the workers, times, order or runs of the
/// crawl. It is the SHA-256 of the following parts of each completed page, in ascending order of the UTF-8 bytes of its
/// resource id:
///
/// 1. the length of the resource id in bytes, as a 64-bit little-endian integer;
/// 2. the resource id in UTF-8;
/// 3. the SHA-256 of the page, 32 bytes.
///
/// Different lists of pages have different encodings, since the end of each part is known. Without pages, the digest is
/// the SHA-256 of no bytes.
pub(crate) async fn of_completed<D: Database>(
    store: &StateStore<D>,
    site: &Site,
) -> Result<String, CrawlError> {
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
        return Err(CrawlError::Usage(format!(
            "page {page} is completed without a content hash: another program has changed the database; choose \
             another database, or delete this one and crawl again"
        )));
    }
    pages.sort_unstable();
    let mut hasher = Sha256::new();
    for (id, hash) in &pages {
        // Lossless: `usize` has at most 64 bits.
        hasher.update((id.len() as u64).to_le_bytes());
        hasher.update(id.as_bytes());
        hasher.update(hash);
    }
    Ok(hex(&hasher.finalize()))
}

/// Returns bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        // Writing to a string cannot fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}
