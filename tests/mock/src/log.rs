//! What a server has seen and done.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use crate::login::Login;
use crate::request::{Kind, Request};

/// An answer that was sent, or begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The connection, counted from 1.
    pub connection: usize,
    /// The request that it answers, by its place among those of all connections; none for a login.
    pub request: Option<usize>,
    /// The lengths of its packets, headers included. The last one may have been cut.
    pub packets: Vec<usize>,
}

impl Sent {
    /// The length of the answer in bytes.
    pub fn bytes(&self) -> usize {
        self.packets.iter().sum()
    }

    /// The places between packets, in bytes from the beginning: from 0 to the length.
    pub fn boundaries(&self) -> Vec<usize> {
        let ends = self.packets.iter().scan(0, |end, length| {
            *end += length;
            Some(*end)
        });
        [0].into_iter().chain(ends).collect()
    }
}

#[derive(Debug, Default)]
pub(crate) struct Entries {
    pub(crate) requests: Vec<Request>,
    pub(crate) logins: Vec<Login>,
    pub(crate) sent: Vec<Sent>,
    pub(crate) faults: Vec<String>,
    pub(crate) accepted: usize,
    pub(crate) open: usize,
    pub(crate) transactions: u64,
}

/// What the server and its owner share.
#[derive(Debug)]
pub(crate) struct Log {
    entries: Mutex<Entries>,
    pub(crate) changes: watch::Sender<()>,
}

impl Log {
    pub(crate) fn new() -> Self {
        Self { entries: Mutex::default(), changes: watch::Sender::new(()) }
    }

    /// Looks at the entries.
    pub(crate) fn entries(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the entries, and wakes who waits for a change.
    pub(crate) fn change<R>(&self, change: impl FnOnce(&mut Entries) -> R) -> R {
        let result = change(&mut self.entries());
        self.changes.send_replace(());
        result
    }

    /// A connection; its number.
    pub(crate) fn accepted(&self) -> usize {
        self.change(|entries| {
            entries.open += 1;
            entries.accepted += 1;
            entries.accepted
        })
    }

    pub(crate) fn request(&self, connection: usize, transaction: u64, kind: Kind) -> Request {
        self.change(|entries| {
            let request = Request { connection, order: entries.requests.len(), transaction, kind };
            entries.requests.push(request.clone());
            request
        })
    }

    /// The beginning of an answer; its place.
    pub(crate) fn answer(&self, connection: usize, request: Option<usize>) -> usize {
        self.change(|entries| {
            entries.sent.push(Sent { connection, request, packets: Vec::new() });
            entries.sent.len() - 1
        })
    }

    /// The descriptor of a new transaction.
    pub(crate) fn transaction(&self) -> u64 {
        self.change(|entries| {
            entries.transactions += 1;
            entries.transactions
        })
    }
}
