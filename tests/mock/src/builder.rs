//! How a server is started.

use std::net::TcpListener;
use std::sync::Arc;

use crate::answer::Answer;
use crate::fault::Fault;
use crate::log::Log;
use crate::login::Login;
use crate::request::Request;
use crate::script::Script;
use crate::server::Server;
use crate::shared::Shared;
use crate::tls::{Certificate, Tls};

/// How a server is started.
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

    /// Whether the server encrypts. It cannot by default.
    pub fn tls(mut self, tls: Tls) -> Self {
        self.tls = tls;
        self
    }

    /// No TLS newer than 1.2, which is what SQL Server has before 2022. Up to 1.3 by default.
    pub fn tls12(mut self) -> Self {
        self.tls13 = false;
        self
    }

    /// The names and addresses that the certificate is for. `localhost` and `127.0.0.1` by default.
    pub fn names<N: Into<String>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        self.names = names.into_iter().map(Into::into).collect();
        self
    }

    /// A port that is known beforehand. Any free one by default.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// The size of packets, from 512 to 32767 bytes. What the client asks for by default.
    pub fn packet_size(mut self, size: usize) -> Self {
        assert!((512..=32767).contains(&size), "no packets have {size} bytes");
        self.packet_size = Some(size);
        self
    }

    /// A transaction ends with the request that the client ends, as after `SET XACT_ABORT ON`. It goes on by default.
    pub fn rollback_on_attention(mut self) -> Self {
        self.rollback_on_attention = true;
        self
    }

    /// What is answered to requests. It must not block: an answer can wait at a [`Gate`](crate::Gate).
    pub fn script(mut self, script: impl Fn(&Request) -> Answer + Send + Sync + 'static) -> Self {
        self.script.requests = Box::new(script);
        self
    }

    /// What is answered to logins. It must not block.
    pub fn login(mut self, script: impl Fn(&Login) -> Answer + Send + Sync + 'static) -> Self {
        self.script.logins = Box::new(script);
        self
    }

    /// What goes wrong at the beginning of a connection, by the number of the connection, counted from 1.
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
