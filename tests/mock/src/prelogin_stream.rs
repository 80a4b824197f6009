//! The stream of a TLS handshake within PRELOGIN packets.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf, BufMut, BytesMut};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use crate::packet::{HEADER, PRELOGIN, put_packets};

/// The largest packet before the login negotiates another size.
const PACKET: usize = 4096;

/// A TCP stream on which TLS records are inside PRELOGIN packets until the handshake is complete (MS-TDS 2.2.6.5).
///
/// The client may change to plain records at any packet: rustls reads ahead, so the first record after the handshake can
/// arrive while the handshake still reads. Its first byte, 0x14 to 0x17 in a TLS record, distinguishes the two.
#[derive(Debug)]
pub(crate) struct PreloginStream {
    pub(crate) tcp: TcpStream,
    reads_packets: bool,
    writes_packets: bool,
    /// The bytes of a header, or of a record that was read as one.
    header: BytesMut,
    /// The number of bytes left in the current packet.
    left: usize,
    /// Bytes to write as a packet.
    content: BytesMut,
    /// Packets that are being written.
    packets: BytesMut,
}

impl PreloginStream {
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

    /// Writes plain TLS records from now on.
    pub(crate) fn unwrap_writes(&mut self) {
        self.writes_packets = false;
    }

    /// Reads up to the content of a packet. At the end of the stream, `left` stays 0.
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

impl AsyncRead for PreloginStream {
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

impl AsyncWrite for PreloginStream {
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
