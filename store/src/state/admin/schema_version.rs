//! The version of the schema.

use sha2::{Digest, Sha256};

use super::applied_script::{AppliedScript, COMPATIBLE_FROM, NewAppliedScript, SCHEMA_VERSION};
use super::drift::{check_columns, check_tables};
use super::tables::create_tables;
use crate::export::{Stamp, TableInfo};
use crate::state::{StateStore, WorkItem};
use crate::{Connection, ConnectionExt, Database, Error, ErrorKind, Table, UnitOfWork};

/// The version of this program.
const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// The name under which the program records that it created the tables.
const BY_PROGRAM: &str = "program";

/// Returns the record that the scripts make.
pub(super) fn stamp() -> Stamp {
    Stamp {
        table: TableInfo::of::<AppliedScript>(),
        version: SCHEMA_VERSION,
        compatible_from: COMPATIBLE_FROM,
        program: PROGRAM,
        checksum: |text| Sha256::digest(text).into(),
    }
}

/// Returns the version of the schema that the database records; `None` for a database without a record.
///
/// The version can be newer than [`SCHEMA_VERSION`], if the database records that programs for this version can use the tables.
///
/// # Errors
///
/// [`SchemaDrift`](ErrorKind::SchemaDrift) when this program cannot use the tables of a newer version; otherwise errors of the database.
///
/// ```
/// use store::state::{SCHEMA_VERSION, schema_version};
///
/// # store::__example!(|store| {
/// assert_eq!(schema_version(&mut store.database().clone()).await?, Some(SCHEMA_VERSION));
/// # });
/// ```
pub async fn schema_version(connection: &mut impl Connection) -> Result<Option<i32>, Error> {
    if !connection.is_created::<AppliedScript>().await? {
        return Ok(None);
    }
    let Some(newest) = AppliedScript::newest().first(connection).await? else { return Ok(None) };
    let AppliedScript { schema_version, compatible_from, program_version, .. } = newest;
    if schema_version > SCHEMA_VERSION && compatible_from > SCHEMA_VERSION {
        let message = format!(
            "the database has schema version {schema_version}, written by version {program_version} of the program, and this is \
             version {PROGRAM} for schema version {SCHEMA_VERSION}: use a newer version of the program"
        );
        return Err(Error::new(ErrorKind::SchemaDrift, message).with_table(AppliedScript::MODEL.name));
    }
    Ok(Some(schema_version))
}

impl<D: Database> StateStore<D> {
    /// Returns the scripts that were applied to the schema, and the creation of the tables by a program, the oldest schema first.
    ///
    /// # Errors
    ///
    /// Only errors of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::SCHEMA_VERSION;
    ///
    /// # store::__example!(|store| {
    /// let applied = store.applied_scripts().await?;
    /// assert_eq!((applied[0].schema_version, applied[0].script.as_str()), (SCHEMA_VERSION, "program"));
    /// # });
    /// ```
    pub async fn applied_scripts(&self) -> Result<Vec<AppliedScript>, Error> {
        AppliedScript::in_order().all(&mut self.connection()).await
    }
}

/// Creates the missing tables and records the version of the schema, unless it is recorded. Programs that do so at the same time wait for
/// each other.
///
/// Tables of an earlier version must match their structs. Returns whether the version was recorded.
pub(in crate::state) struct CreateSchema;

impl UnitOfWork for CreateSchema {
    type Output = bool;

    async fn run<C: Connection>(&self, connection: &mut C) -> Result<bool, Error> {
        // The first statement locks the schema until the transaction ends.
        connection.create::<AppliedScript>().await?;
        if schema_version(connection).await? >= Some(SCHEMA_VERSION) {
            return Ok(false);
        }
        let existed = connection.is_created::<WorkItem>().await?;
        if existed {
            // The indexes of a missing column cannot be created.
            check_columns(connection).await?;
        }
        create_tables(connection).await?;
        if existed {
            check_tables(connection).await?;
        }
        let applied = NewAppliedScript {
            schema_version: SCHEMA_VERSION,
            script: BY_PROGRAM.to_owned(),
            compatible_from: COMPATIBLE_FROM,
            checksum: None,
            program_version: PROGRAM.to_owned(),
        };
        connection.insert(&applied).await?;
        Ok(true)
    }
}
