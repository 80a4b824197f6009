//! Writes seeds to the queue in batches.

use indicatif::ProgressBar;
use store::Database;
use store::state::{NewItem, RunId, StateStore};
use tokio::sync::mpsc;

use super::batch::{Batch, Next};
use super::input::InputEvent;
use super::seed_file::{SeedEntry, SeedPosition};
use super::summary::EnqueueSummary;
use crate::commands::interrupt::Interrupt;
use crate::error::CliError;
use crate::output::Output;
use crate::progress;
use crate::warnings;

/// Writes the seeds that the reading thread sends, and keeps the summary.
pub(super) struct QueueWriter<'s, D> {
    store: &'s StateStore<D>,
    run: Option<RunId>,
    strict: bool,
    progress: ProgressBar,
    summary: EnqueueSummary,
}

impl<'s, D: Database> QueueWriter<'s, D> {
    pub(super) fn new(store: &'s StateStore<D>, run: Option<RunId>, strict: bool, json: bool) -> Self {
        Self {
            store,
            run,
            strict,
            progress: progress::counter("enqueued"),
            summary: EnqueueSummary::new(json),
        }
    }

    pub(super) async fn write_all(
        mut self,
        mut events: mpsc::Receiver<InputEvent>,
        mut interrupt: Interrupt,
    ) -> Result<Output, CliError> {
        let written = self.write(&mut events, &mut interrupt).await;
        self.progress.finish_and_clear();
        match written {
            Ok(()) => Ok(self.summary.output()),
            Err(error) => Err(self.summary.add_to(error)),
        }
    }

    /// Writes until the input ends. A signal stops the command after the batch.
    async fn write(
        &mut self,
        events: &mut mpsc::Receiver<InputEvent>,
        interrupt: &mut Interrupt,
    ) -> Result<(), CliError> {
        let mut batch = Batch::default();
        loop {
            let next = tokio::select! {
                biased;
                () = interrupt.wait() => {
                    self.flush(&mut batch).await?;
                    return Err(CliError::usage("interrupted"));
                }
                next = batch.next(events) => next,
            };
            match next {
                Next::Event(event) => self.handle(event, &mut batch).await?,
                Next::Due => self.flush(&mut batch).await?,
                Next::End => return self.flush(&mut batch).await,
            }
        }
    }

    async fn handle(&mut self, event: InputEvent, batch: &mut Batch) -> Result<(), CliError> {
        match event {
            InputEvent::Entry(SeedEntry::Valid(position, item)) => {
                let item = match &self.run {
                    Some(run) => item.run(run.clone()),
                    None => *item,
                };
                batch.push(position, item);
                Ok(())
            }
            InputEvent::Entry(SeedEntry::Invalid(position, reason)) => {
                if self.strict {
                    self.flush(batch).await?;
                }
                self.reject(position, &reason)
            }
            InputEvent::Entry(SeedEntry::Unreadable(reason)) => {
                self.flush(batch).await?;
                Err(CliError::usage(format!("{}: {reason}", self.summary.file())))
            }
            InputEvent::FileOpened(file) => {
                self.flush(batch).await?;
                self.summary.start_file(file);
                Ok(())
            }
            InputEvent::FileFailed(error) => {
                self.flush(batch).await?;
                Err(error)
            }
        }
    }

    /// Writes the batch in one transaction.
    async fn flush(&mut self, batch: &mut Batch) -> Result<(), CliError> {
        let (positions, items): (Vec<SeedPosition>, Vec<NewItem>) = batch.take().into_iter().unzip();
        let Some(last) = positions.last().copied() else { return Ok(()) };
        let outcomes = self.store.enqueue_many(items).await?;
        self.summary.set_last_written(last);
        for (position, outcome) in positions.into_iter().zip(outcomes) {
            match outcome {
                Ok(outcome) if outcome.is_new() => self.summary.add_new(),
                Ok(_) => self.summary.add_existing(),
                Err(error) => self.reject(position, &error.to_string())?,
            }
        }
        self.progress.set_position(self.summary.written());
        Ok(())
    }

    /// Reports a seed that is not enqueued; with `--strict` returns the report as the error of the command.
    fn reject(&mut self, position: SeedPosition, reason: &str) -> Result<(), CliError> {
        let text = format!("{}, {position}: {reason}", self.summary.file());
        if self.strict {
            return Err(CliError::usage(text));
        }
        self.progress.suspend(|| warnings::print(&text));
        self.summary.add_rejected(position, reason);
        Ok(())
    }
}
