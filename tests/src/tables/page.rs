//! A table whose queries use every condition.

use store::Table;

/// A page.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "conformance", name = "pages", index(columns(url)))]
#[query(select starting(url starts_with :start?) order_by(id))]
#[query(select secure(url starts_with "https://a") order_by(id))]
#[query(select ending(url ends_with :end) order_by(id))]
#[query(select titled(title contains :part) order_by(id))]
#[query(select untitled(not(title contains :part)) order_by(id))]
#[query(select found(any(url starts_with :start, title starts_with :start), words >= :least?) order_by(id))]
#[query(select sized(words between :least and :most) order_by(id))]
#[query(select chosen(not(any(all(words > 5, title is null), url ends_with "/")), any(title is not null, words = 1))
    order_by(id))]
#[query(select in_language(metadata->"$.lang" = :lang?) order_by(id))]
#[query(select not_in_language(metadata->"$.lang" != :lang) order_by(id))]
#[query(select without_language(metadata->"$.lang" is null) order_by(id))]
#[query(select scored(metadata->"$.score" = "1.50") order_by(id))]
#[query(select first_tagged(metadata->"$.\"all tags\"[0]" = :tag) order_by(id))]
#[query(update rate(id, title contains :part, words between 1 and :most) set(words += 1) many)]
pub struct Page {
    /// The key.
    #[column(primary_key)]
    pub id: i64,
    /// The address.
    #[column(len = 100)]
    pub url: String,
    /// The title.
    #[column(len = 100)]
    pub title: Option<String>,
    /// The number of words.
    pub words: i32,
    /// More about the page.
    pub metadata: serde_json::Value,
}
