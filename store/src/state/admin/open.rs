//! Opening a store.

use super::applied_script::SCHEMA_VERSION;
use super::drift::check_tables;
use super::schema_version::{CreateSchema, schema_version};
use super::tables::create_tables;
use crate::state::{StateOptions, StateStore};
use crate::{Database, Error};

impl<D: Database> StateStore<D> {
    /// Opens the store in a database. Missing tables are created, and [`SCHEMA_VERSION`](crate::state::SCHEMA_VERSION) is recorded in
    /// the table [`AppliedScript`](crate::state::AppliedScript); with `auto_init(false)` the tables are only checked.
    ///
    /// # Errors
    ///
    /// [`SchemaDrift`](crate::ErrorKind::SchemaDrift) when the database has a newer schema that this program cannot use; with every difference, when a part of a table
    /// is missing or different, and tables may not be created or the database records no version or an earlier one: see
    /// [`ConnectionExt::drift`](crate::ConnectionExt::drift);
    /// [`PermissionDenied`](crate::ErrorKind::PermissionDenied) when the login may not create tables;
    /// [`Misuse`](crate::ErrorKind::Misuse) for options with a duration out of range.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::ErrorKind;
    /// use store::state::{StateOptions, StateStore};
    /// use store_sqlite::{Sqlite, SqliteOptions};
    ///
    /// # store::__example!({
    /// let sqlite = Sqlite::open(SqliteOptions::in_memory()).await?;
    /// let check_only = StateOptions::default().auto_init(false);
    /// let error = StateStore::open(sqlite.clone(), check_only.clone()).await.unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::SchemaDrift);
    /// StateStore::open(sqlite.clone(), StateOptions::default()).await?;
    /// StateStore::open(sqlite, check_only).await?;
    /// # });
    /// ```
    pub async fn open(database: D, options: StateOptions) -> Result<Self, Error> {
        options.check()?;
        let store = Self::new(database, options);
        let mut connection = store.connection();
        let is_recorded = schema_version(&mut connection).await? >= Some(SCHEMA_VERSION);
        if !store.options().auto_init {
            check_tables(&mut connection).await?;
        } else if is_recorded || !store.database.transaction(CreateSchema).await? {
            create_tables(&mut connection).await?;
        }
        Ok(store)
    }
}
