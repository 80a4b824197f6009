//! An existing table whose keys are the values of a default.

use store::Table;
use uuid::Uuid;

/// A guest in the table of an older program.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "conformance", name = "OldGuests", insert as NewOldGuest)]
pub struct OldGuest {
    /// The key.
    #[column(name = "GuestID", primary_key)]
    #[column(
        generated,
        default(
            mssql = "newsequentialid()",
            sqlite = "lower(hex(randomblob(4)) || '-0000-4000-8000-' || hex(randomblob(6)))",
        )
    )]
    pub id: Uuid,
    /// The name of the guest.
    #[column(name = "Name", len = 50)]
    pub name: String,
}
