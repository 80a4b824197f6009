//! A second handle to the socket of a connection.

use std::io;

use tokio::net::TcpStream;

/// A second handle to the socket of a connection, which shows without a round trip whether the server has closed it.
#[derive(Debug)]
pub(super) struct Socket(std::net::TcpStream);

impl Socket {
    /// Returns the stream, and a second handle to its socket.
    pub(super) fn of(stream: TcpStream) -> io::Result<(TcpStream, Self)> {
        let stream = stream.into_std()?;
        let socket = Self(stream.try_clone()?);
        Ok((TcpStream::from_std(stream)?, socket))
    }

    /// Returns whether an idle connection can no longer be used: the server has closed it, or has sent what no request has
    /// asked for, such as the end of the TLS session.
    pub(super) fn is_closed(&self) -> bool {
        // The socket is in non-blocking mode, which its handles share.
        match self.0.peek(&mut [0]) {
            Ok(_) => true,
            Err(error) => error.kind() != io::ErrorKind::WouldBlock,
        }
    }
}
