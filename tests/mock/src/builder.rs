//! Configures and starts a server.

use std::net::TcpListener;
use std::sync::Arc;

use crate::fault::Fault;
use crate::log::Log;
use crate::login::Login;
use crate::request::Request;
use crate::response::Response;
use crate::script::Script;
use crate::server::Server;
use crate::shared::Shared;
use crate::tls::{Certificate, Tls};

/// The configuration of a server.
#[derive(Debug)]
#[must_use = "a builder does nothing until the server is started"]
pub struct Builder {
    tls: Tls,
    tls13: bool,
    names: Vec<String>,
    port: u16,
    packet_size: Option<usize>,
    rollback_on_attention: bool,
    script: Script,
}

impl Builder {
    pub(crate) fn new() -> Self {
        Self {
            tls: Tls::default(),
            tls13: true,
            names: vec!["localhost".into(), "127.0.0.1".into()],
            port: 0,
            packet_size: None,
            rollback_on_attention: false,
            script: Script::new(),
        }
    }

    /// Sets whether and how the server encrypts (default: not at all).
    pub fn tls(mut self, tls: Tls) -> Self {
        self.tls = tls;
        self
    }

    /// Limits TLS to version 1.2, as SQL Server before 2022 does (default: up to 1.3).
    pub fn tls12(mut self) -> Self {
        self.tls13 = false;
        self
    }

    /// Sets the names and addresses of the certificate (default: `localhost` and `127.0.0.1`).
    pub fn names<N: Into<String>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        self.names = names.into_iter().map(Into::into).collect();
        self
    }

    /// Sets the port (default: any free port).
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Sets the packet size, from 512 to 32767 bytes (default: the size that the client requests).
    pub fn packet_size(mut self, size: usize) -> Self {
        assert!((512..=32767).contains(&size), "packets cannot have {size} bytes");
        self.packet_size = Some(size);
        self
    }

    /// Rolls the transaction back when the client sends an attention, as after `SET XACT_ABORT ON` (default: keeps it).
    pub fn rollback_on_attention(mut self) -> Self {
        self.rollback_on_attention = true;
        self
    }

    /// Sets the function that answers requests. It must not block; a response can wait at a [`Gate`](crate::Gate).
    pub fn script(mut self, script: impl Fn(&Request) -> Response + Send + Sync + 'static) -> Self {
        self.script.requests = Box::new(script);
        self
    }

    /// Sets the function that answers logins. It must not block.
    pub fn login(mut self, script: impl Fn(&Login) -> Response + Send + Sync + 'static) -> Self {
        self.script.logins = Box::new(script);
        self
    }

    /// Sets the fault at the beginning of a connection, by the number of the connection, counted from 1.
    pub fn handshake(mut self, script: impl Fn(usize) -> Option<Fault> + Send + Sync + 'static) -> Self {
        self.script.handshakes = Box::new(script);
        self
    }

    /// Starts the server.
    pub fn start(self) -> Server {
        let listener = TcpListener::bind(("127.0.0.1", self.port)).expect("the port is free");
        let shared = Shared {
            tls: self.tls,
            certificate: Certificate::new(self.names, self.tls13),
            packet_size: self.packet_size,
            rollback_on_attention: self.rollback_on_attention,
            script: self.script,
            log: Arc::new(Log::new()),
        };
        Server::spawn(listener, shared)
    }
}

impl Server {
    /// Creates the configuration of a server.
    pub fn builder() -> Builder {
        Builder::new()
    }

    /// Starts a server without encryption, whose requests are answered by `script`.
    pub fn start(script: impl Fn(&Request) -> Response + Send + Sync + 'static) -> Self {
        Self::builder().script(script).start()
    }
}
