//! Requests.

use bytes::Buf;

use crate::packet::{self, Message};
use crate::rpc::{Param, Rpc};
use crate::text;

/// What a client asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The connection, counted from 1 in the order in which they were accepted.
    pub connection: usize,
    /// The place among the requests of all connections, from 0.
    pub order: usize,
    /// The transaction that it was sent in, by the descriptor that the server gave it; 0 for none.
    pub transaction: u64,
    /// What it was.
    pub kind: Kind,
}

/// The kinds of requests.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A batch of statements (MS-TDS 2.2.6.7).
    Batch {
        /// The statements.
        text: String,
    },
    /// A call of a procedure (MS-TDS 2.2.6.6).
    Rpc(Rpc),
    /// A request to the transaction manager (MS-TDS 2.2.6.9).
    Transaction(TransactionRequest),
    /// The request that is under way shall end (MS-TDS 2.2.1.7).
    Attention,
    /// Anything else, such as the rows of a bulk load.
    Other {
        /// The type of its packets.
        packet_type: u8,
        /// Its content.
        content: Vec<u8>,
    },
}

/// What is asked of the transaction manager.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TransactionRequest {
    /// A transaction begins.
    Begin {
        /// The isolation.
        isolation: Isolation,
    },
    /// The transaction is committed.
    Commit,
    /// The transaction is rolled back, or what it did since the savepoint of this name if that is not empty.
    Rollback {
        /// The name of the savepoint.
        name: String,
    },
    /// The transaction gets a savepoint.
    Save {
        /// The name of the savepoint.
        name: String,
    },
}

/// The isolation of a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Isolation {
    /// That of the session.
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
    /// The statements of a batch or of `sp_executesql`; nothing of the others.
    pub fn text(&self) -> &str {
        match &self.kind {
            Kind::Batch { text } => text,
            Kind::Rpc(rpc) => &rpc.statement,
            _ => "",
        }
    }

    /// The parameters of a call, without those that are the statement and its declarations.
    pub fn params(&self) -> &[Param] {
        match &self.kind {
            Kind::Rpc(rpc) => &rpc.params,
            _ => &[],
        }
    }

    /// Whether it is a batch or a call.
    pub fn is_statement(&self) -> bool {
        matches!(self.kind, Kind::Batch { .. } | Kind::Rpc(_))
    }

    /// Whether it begins a transaction.
    pub fn is_begin(&self) -> bool {
        matches!(self.kind, Kind::Transaction(TransactionRequest::Begin { .. }))
    }

    /// Whether it commits a transaction.
    pub fn is_commit(&self) -> bool {
        self.kind == Kind::Transaction(TransactionRequest::Commit)
    }

    /// Whether it rolls a transaction back.
    pub fn is_rollback(&self) -> bool {
        matches!(self.kind, Kind::Transaction(TransactionRequest::Rollback { .. }))
    }

    /// Whether it makes a savepoint.
    pub fn is_save(&self) -> bool {
        matches!(self.kind, Kind::Transaction(TransactionRequest::Save { .. }))
    }

    /// Whether it ends another request.
    pub fn is_attention(&self) -> bool {
        self.kind == Kind::Attention
    }
}

impl Kind {
    /// The request in a message, and the transaction that it was sent in.
    pub(crate) fn read(message: &Message) -> (u64, Self) {
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
                    other => panic!("no isolation has the number {other}"),
                };
                Self::Begin { isolation }
            }
            7 => Self::Commit,
            8 => Self::Rollback { name: text::read_short(from) },
            9 => Self::Save { name: text::read_short(from) },
            other => panic!("a request {other} to the transaction manager, which this server does not know"),
        }
    }
}

/// The transaction's descriptor in ALL_HEADERS, which is passed (MS-TDS 2.2.5.3).
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
