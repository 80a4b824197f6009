//! The TLS handshake within PRELOGIN packets.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf, BufMut, BytesMut};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use crate::packet::{HEADER, PRELOGIN, put_packets};

/// The largest packet before the login has settled another size.
const PACKET: usize = 4096;

/// A TCP stream on which TLS stands in PRELOGIN packets until the handshake is done (MS-TDS 2.2.6.5).
///
/// What is read may change over at any packet: rustls reads ahead, and so the first packet after the handshake can come
/// while the handshake still asks. It is told apart by its first byte, which in a TLS record is from 0x14 to 0x17.
#[derive(Debug)]
pub(crate) struct Wrapping {
    pub(crate) tcp: TcpStream,
    reads_packets: bool,
    writes_packets: bool,
    /// The bytes of a header, or those that were taken for one.
    header: BytesMut,
    /// What is left of the packet that is read.
    left: usize,
    /// What is to be written as a packet.
    content: BytesMut,
    /// Packets that are on their way.
    packets: BytesMut,
}

impl Wrapping {
    pub(crate) fn new(tcp: TcpStream, wrap: bool) -> Self {
        Self {
            tcp,
            reads_packets: wrap,
            writes_packets: wrap,
            header: BytesMut::new(),
            left: 0,
            content: BytesMut::new(),
            packets: BytesMut::new(),
        }
    }

    /// Writes plain TLS from now on.
    pub(crate) fn unwrap_writes(&mut self) {
        self.writes_packets = false;
    }

    /// Reads up to the content of a packet. An end of the stream leaves `left` at 0.
    fn poll_header(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        while self.reads_packets && self.left == 0 {
            let mut bytes = [0; HEADER];
            let mut buffer = ReadBuf::new(&mut bytes[self.header.len()..]);
            ready!(Pin::new(&mut self.tcp).poll_read(context, &mut buffer))?;
            if buffer.filled().is_empty() {
                break;
            }
            self.header.put_slice(buffer.filled());
            if self.header[0] != PRELOGIN {
                self.reads_packets = false;
            } else if self.header.len() == HEADER {
                let length = u16::from_be_bytes([self.header[2], self.header[3]]);
                self.left = usize::from(length).saturating_sub(HEADER);
                self.header.clear();
            }
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncRead for Wrapping {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        ready!(this.poll_header(context))?;
        if this.reads_packets {
            let length = this.left.min(buffer.remaining());
            let mut limited = ReadBuf::new(buffer.initialize_unfilled_to(length));
            if length > 0 {
                ready!(Pin::new(&mut this.tcp).poll_read(context, &mut limited))?;
            }
            let read = limited.filled().len();
            buffer.advance(read);
            this.left -= read;
            return Poll::Ready(Ok(()));
        }
        if this.header.is_empty() {
            return Pin::new(&mut this.tcp).poll_read(context, buffer);
        }
        let length = this.header.len().min(buffer.remaining());
        buffer.put_slice(&this.header.split_to(length));
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Wrapping {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        if this.writes_packets {
            this.content.put_slice(bytes);
            Poll::Ready(Ok(bytes.len()))
        } else {
            Pin::new(&mut this.tcp).poll_write(context, bytes)
        }
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if !this.content.is_empty() {
            put_packets(&mut this.packets, PRELOGIN, PACKET, &this.content.split());
        }
        while !this.packets.is_empty() {
            let written = ready!(Pin::new(&mut this.tcp).poll_write(context, &this.packets))?;
            this.packets.advance(written);
        }
        Pin::new(&mut this.tcp).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().tcp).poll_shutdown(context)
    }
}
