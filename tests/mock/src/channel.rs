//! Messages over a connection.

use std::collections::VecDeque;
use std::future::{Future, ready};
use std::io;
use std::sync::Arc;

use bytes::BytesMut;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::select;

use crate::log::Log;
use crate::packet::{self, Assembly, HEADER, RawMessage, put_header, put_packets};
use crate::request::RequestKind;
use crate::response::{Cut, Limit};
use crate::tls::Stream;

/// The error of a connection that has ended or must end.
#[derive(Debug)]
pub(crate) struct ConnectionEnded;

impl From<io::Error> for ConnectionEnded {
    fn from(_: io::Error) -> Self {
        Self
    }
}

/// Reads and writes the messages of a connection.
#[derive(Debug)]
pub(crate) struct Channel {
    pub(crate) stream: Stream,
    pub(crate) number: usize,
    pub(crate) log: Arc<Log>,
    pub(crate) packet_size: usize,
    assembly: Assembly,
    /// Requests that arrived before the previous response was complete.
    early: VecDeque<RawMessage>,
    /// Tokens that are not yet in a packet.
    unsent: BytesMut,
    packet_id: u8,
    limit: Option<Limit>,
    /// The position of the response in the log.
    answer: usize,
    /// Whether the client has sent an attention for the current response.
    pub(crate) interrupted: bool,
}

impl Channel {
    pub(crate) fn new(stream: Stream, number: usize, log: Arc<Log>, packet_size: usize) -> Self {
        Self {
            stream,
            number,
            log,
            packet_size,
            assembly: Assembly::default(),
            early: VecDeque::new(),
            unsent: BytesMut::new(),
            packet_id: 1,
            limit: None,
            answer: 0,
            interrupted: false,
        }
    }

    /// Returns the next message. Cancel-safe.
    pub(crate) async fn receive(&mut self) -> Result<RawMessage, ConnectionEnded> {
        match self.early.pop_front() {
            Some(message) => Ok(message),
            None => self.read().await,
        }
    }

    async fn read(&mut self) -> Result<RawMessage, ConnectionEnded> {
        loop {
            if let Some(message) = self.assembly.take() {
                return Ok(message);
            }
            if self.stream.read_buf(&mut self.assembly.unread).await? == 0 {
                return Err(ConnectionEnded);
            }
        }
    }

    /// Sends a message that is not a response to a request.
    pub(crate) async fn send(&mut self, ty: u8, content: &[u8]) -> Result<(), ConnectionEnded> {
        let mut packets = BytesMut::new();
        put_packets(&mut packets, ty, self.packet_size, content);
        self.stream.write_all(&packets).await?;
        Ok(self.stream.flush().await?)
    }

    /// Begins a response.
    pub(crate) fn begin(&mut self, request: Option<usize>, limit: Option<Limit>) {
        self.answer = self.log.answer(self.number, request);
        self.limit = limit;
        self.packet_id = 1;
        self.interrupted = false;
    }

    /// Adds tokens to the response and sends full packets.
    pub(crate) async fn push(&mut self, tokens: &mut BytesMut) -> Result<(), ConnectionEnded> {
        self.unsent.unsplit(tokens.split());
        let size = self.packet_size - HEADER;
        // A full last packet is kept back, since its header must mark it as the last.
        while self.unsent.len() > size {
            let content = self.unsent.split_to(size);
            self.packet(&content, false).await?;
        }
        Ok(())
    }

    /// Sends the remaining tokens in a partial packet.
    pub(crate) async fn flush(&mut self) -> Result<(), ConnectionEnded> {
        let content = self.unsent.split();
        if content.is_empty() { Ok(()) } else { self.packet(&content, false).await }
    }

    /// Ends the response, unless it is interrupted at its limit.
    pub(crate) async fn finish(&mut self) -> Result<(), ConnectionEnded> {
        let content = self.unsent.split();
        self.packet(&content, true).await?;
        match self.limit.take().and_then(|limit| limit.cut) {
            Some(cut) => Err(self.cut(cut)),
            None => Ok(()),
        }
    }

    async fn packet(&mut self, content: &[u8], last: bool) -> Result<(), ConnectionEnded> {
        let length = HEADER + content.len();
        match self.limit.take() {
            None => self.write(content, last, length).await,
            Some(limit) if limit.bytes > length || (limit.bytes == length && last) => {
                self.limit = Some(Limit { bytes: limit.bytes - length, ..limit });
                self.write(content, last, length).await
            }
            Some(Limit { bytes, cut: Some(cut) }) => {
                self.write(content, last, bytes).await?;
                Err(self.cut(cut))
            }
            Some(Limit { bytes, cut: None }) => {
                // The header with length and status was sent already, so the packet stays incomplete.
                let (content, rest) = content.split_at(bytes.saturating_sub(HEADER));
                if !content.is_empty() {
                    self.write(content, false, length).await?;
                }
                self.wait_for_attention().await?;
                let later = std::mem::replace(&mut self.unsent, rest.into());
                self.unsent.unsplit(later);
                Ok(())
            }
        }
    }

    /// Writes a packet up to the limit.
    async fn write(&mut self, content: &[u8], last: bool, limit: usize) -> Result<(), ConnectionEnded> {
        let mut packet = BytesMut::with_capacity(HEADER + content.len());
        put_header(&mut packet, packet::RESULT, HEADER + content.len(), self.packet_id, last);
        packet.extend_from_slice(content);
        packet.truncate(limit);
        self.packet_id = self.packet_id.wrapping_add(1);
        if !packet.is_empty() {
            self.log.change(|entries| entries.sent[self.answer].packets.push(packet.len()));
        }
        self.stream.write_all(&packet).await?;
        Ok(self.stream.flush().await?)
    }

    /// Prepares the end of the connection, which happens when it is dropped.
    pub(crate) fn cut(&mut self, cut: Cut) -> ConnectionEnded {
        if cut == Cut::Reset {
            // A connection that has ended needs no reset.
            let _ = self.stream.tcp().set_zero_linger();
        }
        ConnectionEnded
    }

    /// Waits until the client sends an attention.
    pub(crate) async fn wait_for_attention(&mut self) -> Result<(), ConnectionEnded> {
        loop {
            let message = self.read().await?;
            if message.ty == packet::ATTENTION {
                break;
            }
            // A busy server reads further requests when it is done.
            self.early.push_back(message);
        }
        self.log.request(self.number, 0, RequestKind::Attention);
        self.interrupted = true;
        Ok(())
    }

    /// Waits for a future, or until the client sends an attention.
    pub(crate) async fn pause(&mut self, until: impl Future<Output = ()>) -> Result<(), ConnectionEnded> {
        select! {
            biased;
            result = self.wait_for_attention() => result,
            () = until => Ok(()),
        }
    }

    /// Checks, without waiting, whether the client has sent an attention.
    pub(crate) async fn check_attention(&mut self) -> Result<(), ConnectionEnded> {
        self.pause(ready(())).await
    }
}
