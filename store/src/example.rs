//! The hidden part of the examples in the documentation.

/// Runs the body of an example; not part of the public interface.
///
/// This is a macro because it expands in the example: the crate itself needs neither a runtime nor a database for its
/// documentation. `|store|` opens a store; `|store, page|` also defines `page(id)`, which returns a new item.
#[doc(hidden)]
#[macro_export]
macro_rules! __example {
    ($body:block) => {
        ::tokio::runtime::Runtime::new()
            .unwrap()
            .block_on(async {
                $body;
                Ok::<(), $crate::Error>(())
            })
            .unwrap()
    };
    (|$store:ident| $body:block) => {
        $crate::__example!({
            let sqlite = ::store_sqlite::Sqlite::open(::store_sqlite::SqliteOptions::in_memory()).await?;
            let $store =
                $crate::state::StateStore::open(sqlite, $crate::state::StateOptions::default()).await?;
            $body
        })
    };
    (|$store:ident, $page:ident| $body:block) => {
        $crate::__example!(|$store| {
            fn $page(id: &str) -> $crate::state::NewItem {
                let identity = $crate::state::Identity::new("http", "docs", "page", id);
                $crate::state::NewItem::new(identity, format!("https://docs.example/{id}"))
            }
            $body
        })
    };
}
