//! Checkpoints.

use crate::state::column_text::ColumnText;
use crate::state::time::now;
use crate::state::{Checkpoint, ClaimedItem, RunId, Scope, Source, StateStore, WorkItem};
use crate::{Connection, ConnectionExt, Database, Error, ErrorKind, Outcome, UnitOfWork};

/// The name and the owner of a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CheckpointKey {
    scope: Scope,
    owner: String,
    name: String,
}

impl CheckpointKey {
    fn new(scope: Scope, owner: String, name: String) -> Self {
        let part = |text: String| ColumnText::from(text).into_string();
        Self { scope, owner: part(owner), name: part(name) }
    }

    /// A checkpoint of a source, over all runs.
    pub fn of_source(source: &Source, name: impl Into<String>) -> Self {
        Self::new(Scope::Source, source.key(), name.into())
    }

    /// A checkpoint of a run.
    pub fn of_run(run: &RunId, name: impl Into<String>) -> Self {
        Self::new(Scope::Run, run.as_str().to_owned(), name.into())
    }
}

impl<D: Database> StateStore<D> {
    /// Returns a checkpoint, or `None` if it does not exist.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn checkpoint(&self, key: &CheckpointKey) -> Result<Option<Checkpoint>, Error> {
        self.connection().get::<Checkpoint>((&key.scope, &key.owner, &key.name)).await
    }

    /// Replaces the version `expected` of a checkpoint, 0 for one that does not exist, and returns the new version.
    ///
    /// With `claimed`, writes only while the lease on that item holds.
    ///
    /// # Errors
    ///
    /// [`Stale`](ErrorKind::VersionConflict) when the checkpoint has another version: read it again and decide anew;
    /// [`LeaseLost`](ErrorKind::LeaseLost) when the lease is lost, see [`ClaimedItem`].
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{CheckpointKey, Source};
    ///
    /// # store::__example!(|store| {
    /// let key = CheckpointKey::of_source(&Source::new("openalex", "works"), "cursor");
    /// let version = store.save_checkpoint(&key, serde_json::json!("a"), 0, None).await?;
    /// store.save_checkpoint(&key, serde_json::json!("b"), version, None).await?;
    /// // Someone who still holds version 1 comes too late.
    /// let late = store.save_checkpoint(&key, serde_json::json!("c"), version, None).await;
    /// assert_eq!(late.unwrap_err().kind(), store::ErrorKind::VersionConflict);
    /// # });
    /// ```
    pub async fn save_checkpoint(
        &self,
        key: &CheckpointKey,
        value: serde_json::Value,
        expected: i32,
        claimed: Option<&ClaimedItem>,
    ) -> Result<i32, Error> {
        let unit = Save { key: key.clone(), value, expected, claimed: claimed.cloned() };
        self.database.transaction(unit).await
    }
}

struct Save {
    key: CheckpointKey,
    value: serde_json::Value,
    expected: i32,
    claimed: Option<ClaimedItem>,
}

impl UnitOfWork for Save {
    type Output = i32;

    async fn run<C: Connection>(&self, connection: &mut C) -> Result<i32, Error> {
        if let Some(claimed) = &self.claimed {
            let hold = WorkItem::hold(claimed.work_item_id(), claimed.token());
            claimed.held(hold.execute(connection).await?)?;
        }
        let CheckpointKey { scope, owner, name } = &self.key;
        let item = self.claimed.as_ref().map(ClaimedItem::work_item_id);
        let saved = if self.expected == 0 {
            let new = Checkpoint {
                scope: *scope,
                owner: owner.clone(),
                name: name.clone(),
                value: self.value.clone(),
                version: 1,
                work_item_id: item.cloned(),
                updated_at: now(),
            };
            connection.insert_if_absent(&new).await? == Outcome::Inserted
        } else {
            let replace = Checkpoint::replace(scope, owner, name, self.expected, &self.value, item);
            replace.execute(connection).await? > 0
        };
        if saved {
            return Ok(self.expected + 1);
        }
        let message =
            format!("checkpoint {name:?} of {owner} is not at version {}: read it again", self.expected);
        Err(Error::new(ErrorKind::VersionConflict, message).with_table("checkpoints"))
    }
}
