//! Reading and saving checkpoints.

use super::{Checkpoint, CheckpointKey};
use crate::state::clock::now;
use crate::state::{ClaimedItem, ItemState, StateStore, WorkItem};
use crate::{Batch, Connection, ConnectionExt, Database, Error, ErrorKind, UnitOfWork};

impl<D: Database> StateStore<D> {
    /// Returns a checkpoint, or `None` if it does not exist.
    ///
    /// # Errors
    ///
    /// Only errors of the database.
    pub async fn checkpoint(&self, key: &CheckpointKey) -> Result<Option<Checkpoint>, Error> {
        self.connection().get::<Checkpoint>((&key.scope, &key.owner, &key.name)).await
    }

    /// Replaces the version `expected` of a checkpoint, 0 for one that does not exist, and returns the new version.
    ///
    /// With `claimed`, writes only while the lease on that item holds.
    ///
    /// # Errors
    ///
    /// [`VersionConflict`](ErrorKind::VersionConflict) when the checkpoint has another version: read it again and decide
    /// again; [`LeaseLost`](ErrorKind::LeaseLost) when the lease is lost, see [`ClaimedItem`].
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
    /// // Another writer that read version 1 is too late.
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
        let unit = SaveCheckpoint { key: key.clone(), value, expected, claimed: claimed.cloned() };
        self.database.run(unit).await
    }
}

struct SaveCheckpoint {
    key: CheckpointKey,
    value: serde_json::Value,
    expected: i32,
    claimed: Option<ClaimedItem>,
}

impl UnitOfWork for SaveCheckpoint {
    type Output = i32;

    async fn run<C: Connection>(&self, connection: &mut C) -> Result<i32, Error> {
        let CheckpointKey { scope, owner, name } = &self.key;
        let item = self.claimed.as_ref().map(ClaimedItem::work_item_id);
        let first = (self.expected == 0).then(|| Checkpoint {
            scope: *scope,
            owner: owner.clone(),
            name: name.clone(),
            value: self.value.clone(),
            version: 1,
            work_item_id: item.cloned(),
            updated_at: now(),
        });
        let mut batch = Batch::new();
        if let Some(claimed) = &self.claimed {
            let held = batch.execute(WorkItem::hold(claimed.work_item_id(), claimed.token()));
            batch.expect(held, 1);
        }
        if let Some(first) = &first {
            let inserted = batch.insert_if_absent(first);
            batch.expect(inserted, 1);
        } else {
            let replace = Checkpoint::replace(scope, owner, name, self.expected, &self.value, item);
            let replaced = batch.execute(replace);
            batch.expect(replaced, 1);
        }
        match connection.batch(batch).await {
            Ok(_) => Ok(self.expected + 1),
            Err(error) if error.kind() == ErrorKind::UnexpectedRowCount => {
                Err(self.reason(connection).await?)
            }
            Err(error) => Err(error),
        }
    }
}

impl SaveCheckpoint {
    /// Returns the reason for which nothing was saved.
    async fn reason<C: Connection>(&self, connection: &mut C) -> Result<Error, Error> {
        if let Some(claimed) = &self.claimed {
            let ids = [claimed.work_item_id().clone()];
            let item = ItemState::with_ids(&ids).first(connection).await?;
            if !item.is_some_and(|item| claimed.is_held(&item)) {
                return Ok(claimed.lost());
            }
        }
        let CheckpointKey { owner, name, .. } = &self.key;
        let message =
            format!("checkpoint {name:?} of {owner} is not at version {}: read it again", self.expected);
        Ok(Error::new(ErrorKind::VersionConflict, message).with_table("checkpoints"))
    }
}
