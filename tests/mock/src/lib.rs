//! A server that speaks as much TDS as the tests of store-mssql need.
//!
//! A [`Server`] listens on 127.0.0.1. What it answers is scripted with [`Answer`]s, what it was asked is read back as
//! [`Request`]s and [`Login`]s. It speaks TDS 7.4, with TLS if it is told to.
//!
//! As SQL Server does, it refuses with error 3989 a request that does not come in its session's transaction.
//!
//! A client that breaks the protocol, and a script that panics, make the drop of the server panic, so that the test
//! fails.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "what fails here fails a test")]

mod answer;
mod builder;
mod channel;
mod codec;
mod column;
mod connection;
mod done;
mod environment;
mod fault;
mod gate;
mod handshake;
mod log;
mod login;
mod message;
mod packet;
mod prelogin;
mod reply;
mod request;
mod rpc;
mod script;
mod server;
mod shared;
mod text;
mod tls;
mod types;
mod value;
mod wrapping;

pub use answer::Answer;
pub use builder::Builder;
pub use column::Column;
pub use fault::{Fault, Stage};
pub use gate::Gate;
pub use log::Sent;
pub use login::Login;
pub use message::Message;
pub use prelogin::Encryption;
pub use request::{Isolation, Kind, Request, TransactionRequest};
pub use rpc::{Param, Rpc};
pub use server::Server;
pub use tls::Tls;
pub use types::Type;
pub use value::Value;
