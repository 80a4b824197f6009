//! The driver's connection, whoever owns it.

use futures_util::io::{AsyncRead, AsyncWrite};
use tiberius::Client;

use crate::stream::Stream;

/// The driver's connection as this crate opens it.
pub(crate) type Own = Client<Stream>;

/// The driver's connection: of this crate's own, or lent by an application for a while.
pub(crate) trait Driver: Send {
    /// What it reads from and writes to.
    type Stream: AsyncRead + AsyncWrite + Unpin + Send;

    /// Whether it goes back to an application, which must find nothing of ours left open.
    const LENT: bool;

    fn client(&mut self) -> &mut Client<Self::Stream>;
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send> Driver for Client<S> {
    type Stream = S;

    const LENT: bool = false;

    fn client(&mut self) -> &mut Self {
        self
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send> Driver for &mut Client<S> {
    type Stream = S;

    const LENT: bool = true;

    fn client(&mut self) -> &mut Client<S> {
        self
    }
}
