//! Serves a connection from its login.

use std::future::pending;

use tokio::time::sleep;

use crate::channel::{Channel, ConnectionEnded};
use crate::environment::EnvironmentChange;
use crate::login::Login;
use crate::reply::Reply;
use crate::request::{Request, RequestKind, TransactionRequest};
use crate::response::{Response, Step};
use crate::shared::Shared;

/// The packet size until the login negotiates another one (MS-TDS 2.2.6.4).
pub(crate) const DEFAULT_PACKET_SIZE: usize = 4096;

/// A message of the client, which the server answers.
#[derive(Clone, Copy)]
enum Incoming<'a> {
    Login(&'a Login),
    Request(&'a Request),
}

/// The transaction of a session.
#[derive(Debug, Default)]
struct Transaction {
    /// The descriptor, 0 for none.
    descriptor: u64,
    /// The nesting level, as `@@TRANCOUNT`.
    depth: u32,
}

/// A connection after the TLS handshake.
pub(crate) struct Connection<'s> {
    channel: Channel,
    shared: &'s Shared,
    transaction: Transaction,
}

impl<'s> Connection<'s> {
    pub(crate) fn new(channel: Channel, shared: &'s Shared) -> Self {
        Self { channel, shared, transaction: Transaction::default() }
    }

    /// Answers the login, and then requests until the connection ends.
    pub(crate) async fn run(mut self, login: &Login) -> Result<(), ConnectionEnded> {
        self.log_in(login).await?;
        loop {
            self.serve_request().await?;
        }
    }

    async fn log_in(&mut self, login: &Login) -> Result<(), ConnectionEnded> {
        const SMALLEST: usize = 512;
        const LARGEST: usize = 32767;
        let requested = match login.packet_size {
            0 => DEFAULT_PACKET_SIZE,
            size => (size as usize).clamp(SMALLEST, LARGEST),
        };
        self.channel.packet_size = self.shared.packet_size.unwrap_or(requested);
        let answer = (self.shared.script.logins)(login);
        let reply = self.answer(Incoming::Login(login), answer).await?;
        // SQL Server closes the connection after a failed login.
        if reply.error.is_some() { Err(ConnectionEnded) } else { Ok(()) }
    }

    async fn serve_request(&mut self) -> Result<(), ConnectionEnded> {
        let message = self.channel.receive().await?;
        let (transaction, kind) = RequestKind::read(&message);
        let request = self.shared.log.request(self.channel.number, transaction, kind);
        if request.is_attention() {
            return self.acknowledge(request.order).await;
        }
        let answer = if self.has_current_transaction(&request) {
            self.shared.script.answer(&request)
        } else {
            Response::new().error(3989)
        };
        self.answer(Incoming::Request(&request), answer).await?;
        Ok(())
    }

    async fn answer(&mut self, incoming: Incoming<'_>, answer: Response) -> Result<Reply, ConnectionEnded> {
        let (order, rpc) = match incoming {
            Incoming::Login(_) => (None, false),
            Incoming::Request(request) => (Some(request.order), matches!(request.kind, RequestKind::Rpc(_))),
        };
        self.channel.begin(order, answer.limit);
        let mut reply = Reply::new(rpc);
        for step in answer.steps {
            self.step(incoming, &mut reply, step).await?;
            self.channel.push(&mut reply.tokens).await?;
            if !self.channel.interrupted {
                self.channel.check_attention().await?;
            }
            if self.channel.interrupted {
                break;
            }
        }
        if !self.channel.interrupted {
            reply.finish();
            self.channel.push(&mut reply.tokens).await?;
        }
        if !self.channel.interrupted {
            self.channel.finish().await?;
        }
        if self.channel.interrupted {
            if self.shared.rollback_on_attention && self.transaction.depth > 0 {
                self.rollback(&mut reply);
            }
            reply.interrupt();
            self.channel.push(&mut reply.tokens).await?;
            self.channel.finish().await?;
        }
        Ok(reply)
    }

    /// Returns whether a request names the session's transaction, which SQL Server requires (MS-TDS 2.2.5.3.2).
    fn has_current_transaction(&self, request: &Request) -> bool {
        matches!(request.kind, RequestKind::BulkLoad(_) | RequestKind::Other { .. })
            || request.transaction == self.transaction.descriptor
    }

    /// Acknowledges an attention that arrived after its response was complete (MS-TDS 2.2.1.7).
    async fn acknowledge(&mut self, order: usize) -> Result<(), ConnectionEnded> {
        self.channel.begin(Some(order), None);
        let mut reply = Reply::new(false);
        reply.interrupt();
        self.channel.push(&mut reply.tokens).await?;
        self.channel.finish().await
    }

    async fn step(
        &mut self,
        incoming: Incoming<'_>,
        reply: &mut Reply,
        step: Step,
    ) -> Result<(), ConnectionEnded> {
        match step {
            Step::Standard => self.standard(incoming, reply),
            Step::Columns(columns) => reply.columns(columns),
            Step::Row(values) => reply.row(&values),
            Step::EndRows => reply.end_rows(),
            Step::Count(count) => reply.statement(Some(count)),
            Step::Done => reply.statement(None),
            Step::Error(error) => reply.error(&error),
            Step::Info(info) => reply.info(&info),
            Step::Begin => self.begin(reply),
            Step::Commit => self.commit(reply),
            Step::Rollback => self.rollback(reply),
            Step::Route(host, port) => {
                self.standard(incoming, reply);
                reply.change(&EnvironmentChange::Routed { host: &host, port });
            }
            Step::Delay(time) => self.pause(reply, sleep(time)).await?,
            Step::Wait(gate) => self.pause(reply, gate.pass()).await?,
            Step::Hang => self.pause(reply, pending()).await?,
            Step::Freeze => {
                self.flush(reply).await?;
                pending::<()>().await;
            }
            Step::Cut(cut) => {
                self.flush(reply).await?;
                return Err(self.channel.cut(cut));
            }
        }
        Ok(())
    }

    async fn flush(&mut self, reply: &mut Reply) -> Result<(), ConnectionEnded> {
        reply.end_success();
        self.channel.push(&mut reply.tokens).await?;
        self.channel.flush().await
    }

    async fn pause(
        &mut self,
        reply: &mut Reply,
        until: impl Future<Output = ()>,
    ) -> Result<(), ConnectionEnded> {
        self.flush(reply).await?;
        if self.channel.interrupted { Ok(()) } else { self.channel.pause(until).await }
    }

    fn standard(&mut self, incoming: Incoming<'_>, reply: &mut Reply) {
        let request = match incoming {
            Incoming::Login(login) => {
                return reply.accept(login, self.channel.packet_size, DEFAULT_PACKET_SIZE);
            }
            Incoming::Request(request) => request,
        };
        let open = self.transaction.depth > 0;
        match &request.kind {
            RequestKind::Transaction(TransactionRequest::Begin { .. }) => self.begin(reply),
            RequestKind::Transaction(TransactionRequest::Commit) if open => self.commit(reply),
            RequestKind::Transaction(TransactionRequest::Commit) => reply.error(&3902.into()),
            RequestKind::Transaction(TransactionRequest::Rollback { .. }) if !open => {
                reply.error(&3903.into())
            }
            RequestKind::Transaction(TransactionRequest::Rollback { name }) if name.is_empty() => {
                self.rollback(reply)
            }
            RequestKind::Transaction(TransactionRequest::Save { .. }) if !open => reply.error(&628.into()),
            // The transaction stays open.
            RequestKind::Transaction(
                TransactionRequest::Rollback { .. } | TransactionRequest::Save { .. },
            ) => {}
            _ => reply.statement(Some(0)),
        }
    }

    /// Begins a transaction, or increases the nesting level of the open one.
    fn begin(&mut self, reply: &mut Reply) {
        self.transaction.depth += 1;
        if self.transaction.depth == 1 {
            self.transaction.descriptor = self.shared.log.transaction();
            reply.change(&EnvironmentChange::Begun(self.transaction.descriptor));
        }
    }

    fn commit(&mut self, reply: &mut Reply) {
        self.transaction.depth = self.transaction.depth.saturating_sub(1);
        if self.transaction.depth == 0 {
            reply.change(&EnvironmentChange::Committed(self.transaction.descriptor));
            self.transaction.descriptor = 0;
        }
    }

    /// Rolls the transaction back, regardless of its nesting level.
    fn rollback(&mut self, reply: &mut Reply) {
        reply.change(&EnvironmentChange::RolledBack(self.transaction.descriptor));
        self.transaction = Transaction::default();
    }
}
