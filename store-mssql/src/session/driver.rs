//! The driver's client, owned by this crate or borrowed from an application.

use futures_util::io::{AsyncRead, AsyncWrite};
use tiberius::Client;

use super::stream::Stream;

/// A client that this crate has opened.
pub(crate) type OwnedClient = Client<Stream>;

/// Access to the driver's client, owned or borrowed.
pub(crate) trait Driver: Send {
    /// The transport of the client.
    type Stream: AsyncRead + AsyncWrite + Unpin + Send;

    /// Whether the client returns to an application, which must not find a transaction of this crate open.
    const BORROWED: bool;

    fn client(&mut self) -> &mut Client<Self::Stream>;
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send> Driver for Client<S> {
    type Stream = S;

    const BORROWED: bool = false;

    fn client(&mut self) -> &mut Self {
        self
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send> Driver for &mut Client<S> {
    type Stream = S;

    const BORROWED: bool = true;

    fn client(&mut self) -> &mut Client<S> {
        self
    }
}
