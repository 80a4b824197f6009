//! store.
pub use store_core::*;
pub use store_macros::{Field, SqlEnum, Table};

#[cfg(feature = "state")]
pub mod state;

/// What most programs need.
pub mod prelude {
    pub use crate::{Connection, Dialect, Error, ErrorKind, Field, Operations, Outcome, SqlEnum, Table};
    pub use crate::{KeyOf, Transactional};
}

// The derives name their crate `::store`, here too.
extern crate self as store;

/// What the derives name in the code they write; no part of the interface.
#[doc(hidden)]
pub mod __private {
    pub use store_core::declared::{Bound, Change, Claim, Count, Select};
    pub use store_core::model::*;
    pub use store_core::text::Writer;
    pub use store_core::*;
}
