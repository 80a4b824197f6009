//! A mock SQL Server that implements the part of TDS that the tests of store-mssql need.
//!
//! A [`Server`] listens on 127.0.0.1. Tests script its [`Response`]s and inspect the [`Request`]s and [`Login`]s that it
//! received. The server supports TDS 7.4 and, if configured, TLS. Like SQL Server, it refuses a request that does not name
//! the transaction of its session with error 3989.
//!
//! A protocol violation by the client, or a panic in a script, makes the drop of the server panic, so that the test
//! fails.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failure fails the test")]

mod builder;
mod bulk_load;
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
mod prelogin_stream;
mod reply;
mod request;
mod response;
mod rpc;
mod script;
mod server;
mod shared;
mod text;
mod tls;
mod types;
mod value;

pub use builder::Builder;
pub use bulk_load::BulkLoad;
pub use column::Column;
pub use fault::{Fault, Stage};
pub use gate::Gate;
pub use log::SentResponse;
pub use login::Login;
pub use message::Message;
pub use prelogin::Encryption;
pub use request::{Isolation, Request, RequestKind, TransactionRequest};
pub use response::Response;
pub use rpc::{Param, Rpc};
pub use server::Server;
pub use tls::Tls;
pub use types::Type;
pub use value::Value;
