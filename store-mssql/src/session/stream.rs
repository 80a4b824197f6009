//! The transport of a connection, which ends waits for a server that does not respond, and logins that it would never answer.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_util::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_util::compat::{Compat, TokioAsyncWriteCompatExt};

use super::wait_timer::{WaitLimit, WaitTimer};

/// The error of a server without TLS, and its fix.
pub(super) const CANNOT_ENCRYPT: &str = "the server cannot encrypt: enable TLS on the server, or, for a server on the same machine only, set `encryption` to \
     `Off` (`Encrypt=off`), which sends the password unencrypted";

/// A TCP stream to a server.
///
/// With `Encryption::LoginOnly`, the driver starts TLS regardless of the server's answer. A server without TLS then waits
/// for the login, and the driver for the server. Therefore this stream also reads the server's answer, and fails the next
/// write when the server cannot encrypt.
pub(crate) struct Stream {
    tcp: Compat<TcpStream>,
    read: WaitTimer,
    write: WaitTimer,
    /// The bytes of the server's first packet so far; `None` once its answer is known.
    answer: Option<Vec<u8>>,
    /// Whether the server has answered that it cannot encrypt.
    refused: bool,
}

impl Stream {
    pub(super) fn new(tcp: TcpStream, encrypts_login_only: bool, limit: WaitLimit) -> Self {
        Self {
            tcp: tcp.compat_write(),
            read: WaitTimer::new(limit.clone()),
            write: WaitTimer::new(limit),
            answer: encrypts_login_only.then(Vec::new),
            refused: false,
        }
    }

    fn inspect(&mut self, bytes: &[u8]) {
        let Some(packet) = &mut self.answer else { return };
        packet.extend_from_slice(bytes);
        if let Some(payload) = complete_payload(packet) {
            self.refused = encryption(payload) == Some(NOT_SUPPORTED);
            self.answer = None;
        }
    }
}

/// The length of a packet's header, MS-TDS 2.2.3.1.
const HEADER: usize = 8;

/// Bytes of a PRELOGIN, MS-TDS 2.2.6.5: the encryption option, the terminator, and the value of a server that cannot
/// encrypt.
const OPTION_ENCRYPTION: u8 = 1;
const END: u8 = 0xFF;
const NOT_SUPPORTED: u8 = 2;

/// Returns the payload of a packet once all of it has arrived.
fn complete_payload(packet: &[u8]) -> Option<&[u8]> {
    let length = u16::from_be_bytes([*packet.get(2)?, *packet.get(3)?]);
    packet.get(..usize::from(length)).map(|packet| packet.get(HEADER..).unwrap_or_default())
}

/// Returns the encryption option of a PRELOGIN.
fn encryption(payload: &[u8]) -> Option<u8> {
    let mut options = payload.chunks_exact(5).take_while(|option| option[0] != END);
    let option = options.find(|option| option[0] == OPTION_ENCRYPTION)?;
    payload.get(usize::from(u16::from_be_bytes([option[1], option[2]]))).copied()
}

impl AsyncRead for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut [u8],
    ) -> Poll<io::Result<usize>> {
        let Poll::Ready(read) = Pin::new(&mut self.tcp).poll_read(context, buffer) else {
            return self.read.poll_expired(context).map(Err);
        };
        self.read.stop();
        let read = read?;
        self.inspect(&buffer[..read]);
        Poll::Ready(Ok(read))
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.refused {
            return Poll::Ready(Err(io::Error::new(io::ErrorKind::InvalidData, CANNOT_ENCRYPT)));
        }
        // A read that was polled and given up must not shorten the wait for the response.
        self.read.stop();
        let Poll::Ready(written) = Pin::new(&mut self.tcp).poll_write(context, bytes) else {
            return self.write.poll_expired(context).map(Err);
        };
        self.write.stop();
        Poll::Ready(written)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_flush(context)
    }

    fn poll_close(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_close(context)
    }
}

#[cfg(test)]
mod tests {
    use std::task::Waker;
    use std::time::Duration;

    use tokio::net::TcpListener;

    use super::*;

    /// A PRELOGIN with a version and an encryption option.
    fn prelogin(encryption: u8) -> Vec<u8> {
        let options = [0, 0, 11, 0, 6, OPTION_ENCRYPTION, 0, 17, 0, 1, END];
        let payload = [&options[..], &[16, 0, 0, 0, 0, 0, encryption]].concat();
        let length = u8::try_from(HEADER + payload.len()).unwrap();
        [&[4, 1, 0, length, 0, 0, 0, 0][..], &payload].concat()
    }

    const LIMIT: Duration = Duration::from_secs(10);

    /// Returns a transport with a limit, and the socket of the server.
    async fn connected() -> (Stream, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (client, server) =
            tokio::join!(TcpStream::connect(listener.local_addr().unwrap()), listener.accept());
        let limit = WaitLimit::default();
        limit.set(LIMIT);
        (Stream::new(client.unwrap(), false, limit), server.unwrap().0)
    }

    #[tokio::test(start_paused = true)]
    async fn a_server_that_takes_no_bytes_ends_a_write() {
        let (mut stream, _server) = connected().await;
        let mut context = Context::from_waker(Waker::noop());
        let bytes = vec![0; 1 << 20];
        // Until the buffers of both sockets are full.
        while let Poll::Ready(written) = Pin::new(&mut stream).poll_write(&mut context, &bytes) {
            written.unwrap();
        }
        tokio::time::advance(LIMIT).await;
        match Pin::new(&mut stream).poll_write(&mut context, &bytes) {
            Poll::Ready(Err(error)) => assert_eq!(error.kind(), io::ErrorKind::TimedOut),
            other => panic!("{other:?}"),
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_request_begins_a_new_wait() {
        let (mut stream, _server) = connected().await;
        let mut context = Context::from_waker(Waker::noop());
        let mut buffer = [0];
        assert!(Pin::new(&mut stream).poll_read(&mut context, &mut buffer).is_pending());
        tokio::time::advance(2 * LIMIT).await;
        assert!(Pin::new(&mut stream).poll_write(&mut context, b"request").is_ready());
        assert!(Pin::new(&mut stream).poll_read(&mut context, &mut buffer).is_pending());
        tokio::time::advance(2 * LIMIT).await;
        match Pin::new(&mut stream).poll_read(&mut context, &mut buffer) {
            Poll::Ready(Err(error)) => assert_eq!(error.kind(), io::ErrorKind::TimedOut),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_option_is_found_once_the_packet_is_complete() {
        let packet = prelogin(NOT_SUPPORTED);
        for end in 0..packet.len() {
            assert_eq!(complete_payload(&packet[..end]), None, "{end}");
        }
        let payload = |packet: &[u8]| complete_payload(packet).map(encryption);
        assert_eq!(payload(&packet), Some(Some(NOT_SUPPORTED)));
        assert_eq!(payload(&[&packet[..], &[1, 2, 3]].concat()), Some(Some(NOT_SUPPORTED)));
        assert_eq!(payload(&prelogin(0)), Some(Some(0)));
    }

    #[test]
    fn other_packets_have_no_encryption_option() {
        for packet in [&[4, 1, 0, 0][..], &[4, 1, 0, 8, 0, 0, 0, 0], &[4, 1, 0, 9, 0, 0, 0, 0, END]] {
            assert_eq!(complete_payload(packet).map(encryption), Some(None), "{packet:?}");
        }
        // The option points outside the packet.
        let packet = [4, 1, 0, 14, 0, 0, 0, 0, OPTION_ENCRYPTION, 1, 0, 0, 1, END];
        assert_eq!(complete_payload(&packet).map(encryption), Some(None));
    }
}
