//! The record of requests, logins and responses.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use crate::login::Login;
use crate::request::{Request, RequestKind};

/// A response that was sent completely or in part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentResponse {
    /// The connection, counted from 1.
    pub connection: usize,
    /// The position of the request among the requests of all connections; `None` for a login.
    pub request: Option<usize>,
    /// The lengths of its packets, headers included. The last packet may be incomplete.
    pub packets: Vec<usize>,
}

impl SentResponse {
    /// Returns the length of the response in bytes.
    pub fn bytes(&self) -> usize {
        self.packets.iter().sum()
    }

    /// Returns the packet boundaries, as offsets in bytes from 0 to the length.
    pub fn boundaries(&self) -> Vec<usize> {
        let ends = self.packets.iter().scan(0, |end, length| {
            *end += length;
            Some(*end)
        });
        [0].into_iter().chain(ends).collect()
    }
}

/// The recorded events of all connections.
#[derive(Debug, Default)]
pub(crate) struct Entries {
    pub(crate) requests: Vec<Request>,
    pub(crate) logins: Vec<Login>,
    pub(crate) sent: Vec<SentResponse>,
    pub(crate) panics: Vec<String>,
    pub(crate) accepted: usize,
    pub(crate) open: usize,
    pub(crate) transactions: u64,
}

/// The record that server and test share.
#[derive(Debug)]
pub(crate) struct Log {
    entries: Mutex<Entries>,
    pub(crate) changes: watch::Sender<()>,
}

impl Log {
    pub(crate) fn new() -> Self {
        Self { entries: Mutex::default(), changes: watch::Sender::new(()) }
    }

    /// Returns the entries.
    pub(crate) fn entries(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the entries and wakes those who wait for a change.
    pub(crate) fn change<R>(&self, change: impl FnOnce(&mut Entries) -> R) -> R {
        let result = change(&mut self.entries());
        self.changes.send_replace(());
        result
    }

    /// Records a connection; returns its number.
    pub(crate) fn accepted(&self) -> usize {
        self.change(|entries| {
            entries.open += 1;
            entries.accepted += 1;
            entries.accepted
        })
    }

    pub(crate) fn request(&self, connection: usize, transaction: u64, kind: RequestKind) -> Request {
        self.change(|entries| {
            let request = Request { connection, order: entries.requests.len(), transaction, kind };
            entries.requests.push(request.clone());
            request
        })
    }

    /// Records the beginning of a response; returns its position.
    pub(crate) fn answer(&self, connection: usize, request: Option<usize>) -> usize {
        self.change(|entries| {
            entries.sent.push(SentResponse { connection, request, packets: Vec::new() });
            entries.sent.len() - 1
        })
    }

    /// Returns the descriptor of a new transaction.
    pub(crate) fn transaction(&self) -> u64 {
        self.change(|entries| {
            entries.transactions += 1;
            entries.transactions
        })
    }
}
