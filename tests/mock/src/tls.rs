//! Encryption: certificates, and streams with and without TLS.

use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::rustls::{ALL_VERSIONS, ServerConfig, version};
use tokio_rustls::server::TlsStream;

use crate::prelogin_stream::PreloginStream;

/// Whether and how a server encrypts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tls {
    /// Not supported.
    #[default]
    Off,
    /// As the client requests: the login only, everything, or nothing if the client does not support encryption.
    LoginOnly,
    /// Required for everything.
    Required,
    /// TLS from the first byte, as in TDS 8.0.
    Strict,
}

/// A server certificate and its own certificate authority.
pub(crate) struct Certificate {
    pub(crate) authority: String,
    acceptor: TlsAcceptor,
}

impl fmt::Debug for Certificate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Certificate").finish_non_exhaustive()
    }
}

impl Certificate {
    /// Creates a certificate for host names and addresses.
    pub(crate) fn new(names: Vec<String>, tls13: bool) -> Self {
        // Clients may refuse the certificate of an authority as a server certificate, so there are two.
        let mut authority = CertificateParams::default();
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
        let key = KeyPair::generate().unwrap();
        let certificate = CertificateParams::new(names).unwrap().signed_by(&key, &authority).unwrap();

        let versions = if tls13 { ALL_VERSIONS } else { &[&version::TLS12] };
        let mut config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_protocol_versions(versions)
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(
                vec![certificate.der().clone()],
                PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der())),
            )
            .unwrap();
        // TLS 1.3 sends tickets after the handshake, and the client could not determine whether they are inside packets.
        config.send_tls13_tickets = 0;
        config.alpn_protocols = vec![b"tds/8.0".to_vec()];
        Self { authority: authority.pem(), acceptor: TlsAcceptor::from(Arc::new(config)) }
    }
}

/// The transport of a connection.
#[derive(Debug)]
pub(crate) enum Stream {
    Plain(TcpStream),
    Encrypted(Box<TlsStream<PreloginStream>>),
}

impl Stream {
    /// Performs the handshake, inside PRELOGIN packets if `wrap` is set.
    pub(crate) async fn encrypt(tcp: TcpStream, certificate: &Certificate, wrap: bool) -> io::Result<Self> {
        let mut stream = certificate.acceptor.accept(PreloginStream::new(tcp, wrap)).await?;
        stream.get_mut().0.unwrap_writes();
        Ok(Self::Encrypted(Box::new(stream)))
    }

    /// Returns the stream without encryption, after a login that alone was encrypted (MS-TDS 2.2.6.5).
    pub(crate) fn decrypt(self) -> Self {
        match self {
            Self::Plain(tcp) => Self::Plain(tcp),
            Self::Encrypted(stream) => Self::Plain(stream.into_inner().0.tcp),
        }
    }

    pub(crate) fn tcp(&self) -> &TcpStream {
        match self {
            Self::Plain(tcp) => tcp,
            Self::Encrypted(stream) => &stream.get_ref().0.tcp,
        }
    }
}

macro_rules! delegate {
    ($stream:expr, $method:ident($($arg:expr),*)) => {
        match $stream.get_mut() {
            Self::Plain(tcp) => Pin::new(tcp).$method($($arg),*),
            Self::Encrypted(stream) => Pin::new(stream).$method($($arg),*),
        }
    };
}

impl AsyncRead for Stream {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        delegate!(self, poll_read(context, buffer))
    }
}

impl AsyncWrite for Stream {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        delegate!(self, poll_write(context, bytes))
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        delegate!(self, poll_flush(context))
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        delegate!(self, poll_shutdown(context))
    }
}
