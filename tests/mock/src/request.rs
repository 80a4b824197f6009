//! Decodes requests.

use bytes::Buf;

use crate::bulk_load::BulkLoad;
use crate::packet::{self, RawMessage};
use crate::rpc::{Param, Rpc};
use crate::text;
use crate::value::Value;

/// A request that the server received.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The number of the connection, from 1, in the order of acceptance.
    pub connection: usize,
    /// The position among the requests of all connections, from 0.
    pub order: usize,
    /// The descriptor of the transaction in which the request was sent; 0 for none.
    pub transaction: u64,
    /// The kind of request.
    pub kind: RequestKind,
}

/// The kinds of requests.
#[derive(Clone, Debug, PartialEq)]
pub enum RequestKind {
    /// A batch of statements (MS-TDS 2.2.6.7).
    Batch {
        /// The statements.
        text: String,
    },
    /// A procedure call (MS-TDS 2.2.6.6).
    Rpc(Rpc),
    /// A request to the transaction manager (MS-TDS 2.2.6.9).
    Transaction(TransactionRequest),
    /// An attention, which cancels the current request (MS-TDS 2.2.1.7).
    Attention,
    /// The rows of a bulk load (MS-TDS 2.2.6.1).
    BulkLoad(BulkLoad),
    /// Anything else.
    Other {
        /// The packet type.
        packet_type: u8,
        /// The content.
        content: Vec<u8>,
    },
}

/// A request to the transaction manager.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TransactionRequest {
    /// Begins a transaction.
    Begin {
        /// The isolation level.
        isolation: Isolation,
    },
    /// Commits the transaction.
    Commit,
    /// Rolls the transaction back, or back to a savepoint if the name is not empty.
    Rollback {
        /// The name of the savepoint.
        name: String,
    },
    /// Sets a savepoint.
    Save {
        /// The name of the savepoint.
        name: String,
    },
}

/// The isolation level of a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Isolation {
    /// The level of the session.
    Unspecified,
    /// `READ UNCOMMITTED`.
    ReadUncommitted,
    /// `READ COMMITTED`.
    ReadCommitted,
    /// `REPEATABLE READ`.
    RepeatableRead,
    /// `SERIALIZABLE`.
    Serializable,
    /// `SNAPSHOT`.
    Snapshot,
}

impl Request {
    /// Returns the statements of a batch or of `sp_executesql`, and an empty string for other requests.
    pub fn text(&self) -> &str {
        match &self.kind {
            RequestKind::Batch { text } => text,
            RequestKind::Rpc(rpc) => &rpc.statement,
            _ => "",
        }
    }

    /// Returns the parameters of a procedure call, without the statement and its declarations.
    pub fn params(&self) -> &[Param] {
        match &self.kind {
            RequestKind::Rpc(rpc) => &rpc.params,
            _ => &[],
        }
    }

    /// Returns the rows of a bulk load, and none for other requests.
    pub fn loaded(&self) -> &[Vec<Value>] {
        match &self.kind {
            RequestKind::BulkLoad(load) => &load.rows,
            _ => &[],
        }
    }

    /// Returns whether this is a batch or a procedure call.
    pub fn is_statement(&self) -> bool {
        matches!(self.kind, RequestKind::Batch { .. } | RequestKind::Rpc(_))
    }

    /// Returns whether the request begins a transaction.
    pub fn is_begin(&self) -> bool {
        matches!(self.kind, RequestKind::Transaction(TransactionRequest::Begin { .. }))
    }

    /// Returns whether the request commits a transaction.
    pub fn is_commit(&self) -> bool {
        self.kind == RequestKind::Transaction(TransactionRequest::Commit)
    }

    /// Returns whether the request rolls a transaction back.
    pub fn is_rollback(&self) -> bool {
        matches!(self.kind, RequestKind::Transaction(TransactionRequest::Rollback { .. }))
    }

    /// Returns whether the request sets a savepoint.
    pub fn is_save(&self) -> bool {
        matches!(self.kind, RequestKind::Transaction(TransactionRequest::Save { .. }))
    }

    /// Returns whether the request is an attention.
    pub fn is_attention(&self) -> bool {
        self.kind == RequestKind::Attention
    }
}

impl RequestKind {
    /// Decodes a message to the request and the transaction in which it was sent.
    pub(crate) fn read(message: &RawMessage) -> (u64, Self) {
        let content = &mut &message.content[..];
        match message.ty {
            packet::BATCH => {
                let transaction = read_headers(content);
                (transaction, Self::Batch { text: text::read(content, content.len() / 2) })
            }
            packet::RPC => {
                let transaction = read_headers(content);
                (transaction, Self::Rpc(Rpc::read(content)))
            }
            packet::TRANSACTION => {
                let transaction = read_headers(content);
                (transaction, Self::Transaction(TransactionRequest::read(content)))
            }
            packet::ATTENTION => (0, Self::Attention),
            packet::BULK_LOAD => (0, Self::BulkLoad(BulkLoad::read(content))),
            packet_type => (0, Self::Other { packet_type, content: content.to_vec() }),
        }
    }
}

impl TransactionRequest {
    fn read(from: &mut &[u8]) -> Self {
        match from.get_u16_le() {
            5 => {
                let isolation = match from.get_u8() {
                    0 => Isolation::Unspecified,
                    1 => Isolation::ReadUncommitted,
                    2 => Isolation::ReadCommitted,
                    3 => Isolation::RepeatableRead,
                    4 => Isolation::Serializable,
                    5 => Isolation::Snapshot,
                    other => panic!("unknown isolation level {other}"),
                };
                Self::Begin { isolation }
            }
            7 => Self::Commit,
            8 => Self::Rollback { name: text::read_short(from) },
            9 => Self::Save { name: text::read_short(from) },
            other => panic!("the mock does not support request {other} to the transaction manager"),
        }
    }
}

/// Reads ALL_HEADERS and returns the transaction descriptor (MS-TDS 2.2.5.3).
fn read_headers(from: &mut &[u8]) -> u64 {
    const TRANSACTION_DESCRIPTOR: u16 = 2;
    let length = (&from[..]).get_u32_le() as usize;
    let mut headers = &from[4..length];
    from.advance(length);
    let mut transaction = 0;
    while headers.has_remaining() {
        let (header, rest) = headers.split_at((&headers[..]).get_u32_le() as usize);
        headers = rest;
        let mut header = &header[4..];
        if header.get_u16_le() == TRANSACTION_DESCRIPTOR {
            transaction = header.get_u64_le();
        }
    }
    transaction
}
