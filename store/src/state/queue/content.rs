//! The content that was fetched for an item.

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use crate::state::clock::now;

/// The content that was fetched for an item. The store keeps its hash, size and location, not its bytes.
///
/// ```
/// use store::state::Content;
///
/// let content = Content::from_bytes(b"<html></html>").content_type("text/html").status_code(200).location("pages/1.html");
/// assert_eq!(content, Content::from_digest(content.hash(), 13).content_type("text/html").status_code(200)
///     .location("pages/1.html").fetched_at(content.time()));
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use = "content is stored when an item is completed with it"]
pub struct Content {
    pub(super) hash: [u8; 32],
    pub(super) size: i64,
    pub(super) content_type: Option<String>,
    pub(super) status_code: Option<i32>,
    pub(super) location: Option<String>,
    pub(super) metadata: Option<serde_json::Value>,
    pub(super) fetched_at: DateTime<Utc>,
}

impl Content {
    /// Creates the content from its bytes, fetched now. Only their number and SHA-256 are stored.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        Self::from_digest(Sha256::digest(bytes).into(), i64::try_from(bytes.len()).unwrap_or(i64::MAX))
    }

    /// Creates the content from its SHA-256 and its size in bytes, fetched now.
    pub fn from_digest(hash: [u8; 32], size: i64) -> Self {
        Self {
            hash,
            size,
            content_type: None,
            status_code: None,
            location: None,
            metadata: None,
            fetched_at: now(),
        }
    }

    /// Sets the media type, such as `text/html`.
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// Sets the status code of the response, such as an HTTP status.
    pub fn status_code(mut self, code: i32) -> Self {
        self.status_code = Some(code);
        self
    }

    /// Sets the location where the bytes are stored.
    pub fn location(mut self, location: impl Into<String>) -> Self {
        self.location = Some(location.into());
        self
    }

    /// Sets additional data of the application.
    pub fn metadata(mut self, metadata: serde_json::Value) -> Self {
        self.metadata = Some(metadata);
        self
    }

    /// Sets the time when the content was fetched.
    pub fn fetched_at(mut self, time: DateTime<Utc>) -> Self {
        self.fetched_at = time;
        self
    }

    /// Returns the SHA-256 of the content.
    pub fn hash(&self) -> [u8; 32] {
        self.hash
    }

    /// Returns the time when the content was fetched.
    pub fn time(&self) -> DateTime<Utc> {
        self.fetched_at
    }
}
