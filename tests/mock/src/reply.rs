//! Encodes responses as tokens, with statement ends where SQL Server sends them.

use bytes::BytesMut;

use crate::column::{Column, put_columns, put_row};
use crate::done::{self, put_done, put_return_status};
use crate::environment::{EnvironmentChange, put_environment_change, put_login_ack};
use crate::login::Login;
use crate::message::{ERROR, INFO, Message, put_message};
use crate::value::Value;

/// The tokens of a response in progress.
///
/// The end of a statement is encoded only when the next token is known, since the last end differs.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) tokens: BytesMut,
    rpc: bool,
    pending: Pending,
    columns: Vec<Column>,
    rows: u64,
    /// The number of the last error.
    pub(crate) error: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pending {
    Nothing,
    Statement { command: u16, count: Option<u64> },
    Error,
}

impl Reply {
    pub(crate) fn new(rpc: bool) -> Self {
        Self {
            tokens: BytesMut::new(),
            rpc,
            pending: Pending::Nothing,
            columns: Vec::new(),
            rows: 0,
            error: None,
        }
    }

    pub(crate) fn columns(&mut self, columns: Vec<Column>) {
        self.end_statement();
        put_columns(&mut self.tokens, &columns);
        self.columns = columns;
        self.rows = 0;
    }

    pub(crate) fn row(&mut self, values: &[Value]) {
        put_row(&mut self.tokens, &self.columns, values);
        self.rows += 1;
    }

    pub(crate) fn end_rows(&mut self) {
        self.pending = Pending::Statement { command: done::SELECT, count: Some(self.rows) };
    }

    pub(crate) fn statement(&mut self, count: Option<u64>) {
        self.end_statement();
        self.pending = Pending::Statement { command: done::NOTHING, count };
    }

    pub(crate) fn error(&mut self, error: &Message) {
        self.end_statement();
        put_message(&mut self.tokens, ERROR, error);
        self.pending = Pending::Error;
        self.error = Some(error.number);
    }

    pub(crate) fn info(&mut self, info: &Message) {
        self.end_success();
        put_message(&mut self.tokens, INFO, info);
    }

    pub(crate) fn change(&mut self, change: &EnvironmentChange<'_>) {
        self.end_success();
        put_environment_change(&mut self.tokens, change);
    }

    /// Adds the tokens of an accepted login, in the order of SQL Server.
    pub(crate) fn accept(&mut self, login: &Login, packet_size: usize, default_size: usize) {
        let database = if login.database.is_empty() { "master" } else { &login.database };
        self.change(&EnvironmentChange::Database(database));
        self.info(&Message::new(5701, format!("Changed database context to '{database}'.")));
        self.change(&EnvironmentChange::Collation);
        self.change(&EnvironmentChange::Language("us_english"));
        self.info(&Message::new(5703, "Changed language setting to us_english."));
        put_login_ack(&mut self.tokens);
        self.change(&EnvironmentChange::PacketSize { new: packet_size, old: default_size });
    }

    /// Ends the previous statement unless it failed: the next token belongs to another one.
    pub(crate) fn end_success(&mut self) {
        if self.pending != Pending::Error {
            self.end_statement();
        }
    }

    /// Ends the previous statement when more tokens follow.
    fn end_statement(&mut self) {
        let (status, command, count) = match std::mem::replace(&mut self.pending, Pending::Nothing) {
            Pending::Nothing => return,
            Pending::Statement { command, count: None } => (0, command, 0),
            Pending::Statement { command, count: Some(count) } => (done::COUNT, command, count),
            Pending::Error => (done::ERROR, done::NOTHING, 0),
        };
        let token = if self.rpc { done::DONE_IN_PROC } else { done::DONE };
        put_done(&mut self.tokens, token, done::MORE | status, command, count);
    }

    /// Ends the response.
    pub(crate) fn finish(&mut self) {
        let to = &mut self.tokens;
        if !self.rpc {
            match self.pending {
                Pending::Nothing | Pending::Statement { count: None, .. } => {
                    put_done(to, done::DONE, 0, done::NOTHING, 0);
                }
                Pending::Statement { command, count: Some(count) } => {
                    put_done(to, done::DONE, done::COUNT, command, count);
                }
                Pending::Error => put_done(to, done::DONE, done::ERROR, done::NOTHING, 0),
            }
        } else if self.pending == Pending::Error {
            // sp_executesql returns the number of the error.
            put_return_status(to, self.error.unwrap_or_default());
            put_done(to, done::DONE_PROC, done::ERROR, done::EXECUTE, 0);
        } else {
            self.end_statement();
            put_return_status(&mut self.tokens, 0);
            put_done(&mut self.tokens, done::DONE_PROC, 0, done::EXECUTE, 0);
        }
        self.pending = Pending::Nothing;
    }

    /// Ends a response after an attention (MS-TDS 2.2.1.7).
    pub(crate) fn interrupt(&mut self) {
        self.pending = Pending::Nothing;
        put_done(&mut self.tokens, done::DONE, done::ATTENTION, done::NOTHING, 0);
    }
}
