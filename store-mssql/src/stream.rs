//! The stream of a connection, which ends a login that a server without TLS would leave unanswered.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_util::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_util::compat::{Compat, TokioAsyncWriteCompatExt};

/// What to do about a server without TLS.
pub(crate) const WITHOUT_TLS: &str = "turn TLS on at the server, or, for a server on the same machine, set \
                                      SQLSERVER_ENCRYPT=off (`Encrypt=off`), which sends the password unencrypted";

/// A TCP stream to a server.
///
/// Where the login alone is to be encrypted, the driver begins TLS whatever the server has answered. One that has no TLS
/// then waits for the login, and the driver for the server. Here the server's answer is read as well, and after a "cannot"
/// nothing more is sent.
pub(crate) struct Stream {
    tcp: Compat<TcpStream>,
    /// What has come of the server's first packet, until its answer is known.
    answer: Option<Vec<u8>>,
    /// Whether the server cannot encrypt.
    refused: bool,
}

impl Stream {
    pub(crate) fn new(tcp: TcpStream, encrypts_login_only: bool) -> Self {
        Self { tcp: tcp.compat_write(), answer: encrypts_login_only.then(Vec::new), refused: false }
    }

    fn look_at(&mut self, bytes: &[u8]) {
        let Some(packet) = &mut self.answer else { return };
        packet.extend_from_slice(bytes);
        if let Some(payload) = whole(packet) {
            self.refused = encryption(payload) == Some(NOT_SUPPORTED);
            self.answer = None;
        }
    }
}

/// The length of a packet's header, MS-TDS 2.2.3.1.
const HEADER: usize = 8;

/// The parts of a PRELOGIN, MS-TDS 2.2.6.5: the mark of the option, that of the end, and a server that cannot encrypt.
const OPTION_ENCRYPTION: u8 = 1;
const END: u8 = 0xFF;
const NOT_SUPPORTED: u8 = 2;

/// What a packet holds, once it is there to its end.
fn whole(packet: &[u8]) -> Option<&[u8]> {
    let length = u16::from_be_bytes([*packet.get(2)?, *packet.get(3)?]);
    packet.get(..usize::from(length)).map(|packet| packet.get(HEADER..).unwrap_or_default())
}

/// What a PRELOGIN says of encryption.
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
        let read = ready!(Pin::new(&mut self.tcp).poll_read(context, buffer))?;
        self.look_at(&buffer[..read]);
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
            let message = format!("the server cannot encrypt: {WITHOUT_TLS}");
            return Poll::Ready(Err(io::Error::new(io::ErrorKind::InvalidData, message)));
        }
        Pin::new(&mut self.tcp).poll_write(context, bytes)
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
    use super::*;

    /// A PRELOGIN with a version and what it says of encryption.
    fn prelogin(encryption: u8) -> Vec<u8> {
        let options = [0, 0, 11, 0, 6, OPTION_ENCRYPTION, 0, 17, 0, 1, END];
        let payload = [&options[..], &[16, 0, 0, 0, 0, 0, encryption]].concat();
        let length = u8::try_from(HEADER + payload.len()).unwrap();
        [&[4, 1, 0, length, 0, 0, 0, 0][..], &payload].concat()
    }

    #[test]
    fn the_answer_is_found_once_the_packet_is_whole() {
        let packet = prelogin(NOT_SUPPORTED);
        for end in 0..packet.len() {
            assert_eq!(whole(&packet[..end]), None, "{end}");
        }
        let payload = |packet: &[u8]| whole(packet).map(encryption);
        assert_eq!(payload(&packet), Some(Some(NOT_SUPPORTED)));
        assert_eq!(payload(&[&packet[..], &[1, 2, 3]].concat()), Some(Some(NOT_SUPPORTED)));
        assert_eq!(payload(&prelogin(0)), Some(Some(0)));
    }

    #[test]
    fn what_is_no_prelogin_says_nothing() {
        for packet in [&[4, 1, 0, 0][..], &[4, 1, 0, 8, 0, 0, 0, 0], &[4, 1, 0, 9, 0, 0, 0, 0, END]] {
            assert_eq!(whole(packet).map(encryption), Some(None), "{packet:?}");
        }
        // The option lies outside of the packet.
        let packet = [4, 1, 0, 14, 0, 0, 0, 0, OPTION_ENCRYPTION, 1, 0, 0, 1, END];
        assert_eq!(whole(&packet).map(encryption), Some(None));
    }
}
