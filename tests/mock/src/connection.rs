//! Serves a connection from its login.

use std::future::pending;

use tokio::time::sleep;

use crate::channel::{Channel, Over};
use crate::environment::Change;
use crate::login::Login;
use crate::reply::Reply;
use crate::request::{Kind, Request, TransactionRequest};
use crate::response::{Response, Step};
use crate::shared::Shared;

/// The packet size until the login negotiates another one (MS-TDS 2.2.6.4).
pub(crate) const DEFAULT_PACKET_SIZE: usize = 4096;

/// The message to answer.
#[derive(Clone, Copy)]
enum Asked<'a> {
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

    /// Responses the login and then requests until the connection ends.
    pub(crate) async fn run(mut self, login: &Login) -> Result<(), Over> {
        self.log_in(login).await?;
        loop {
            self.serve_request().await?;
        }
    }

    async fn log_in(&mut self, login: &Login) -> Result<(), Over> {
        const SMALLEST: usize = 512;
        const LARGEST: usize = 32767;
        let asked = match login.packet_size {
            0 => DEFAULT_PACKET_SIZE,
            size => (size as usize).clamp(SMALLEST, LARGEST),
        };
        self.channel.packet_size = self.shared.packet_size.unwrap_or(asked);
        let answer = (self.shared.script.logins)(login);
        let reply = self.answer(Asked::Login(login), answer).await?;
        // SQL Server closes the connection after a failed login.
        if reply.error.is_some() { Err(Over) } else { Ok(()) }
    }

    async fn serve_request(&mut self) -> Result<(), Over> {
        let message = self.channel.receive().await?;
        let (transaction, kind) = Kind::read(&message);
        let request = self.shared.log.request(self.channel.number, transaction, kind);
        if request.is_attention() {
            return self.acknowledge(request.order).await;
        }
        let answer = if self.knows(&request) {
            self.shared.script.answer(&request)
        } else {
            Response::new().error(3989)
        };
        self.answer(Asked::Request(&request), answer).await?;
        Ok(())
    }

    async fn answer(&mut self, asked: Asked<'_>, answer: Response) -> Result<Reply, Over> {
        let (order, rpc) = match asked {
            Asked::Login(_) => (None, false),
            Asked::Request(request) => (Some(request.order), matches!(request.kind, Kind::Rpc(_))),
        };
        self.channel.begin(order, answer.limit);
        let mut reply = Reply::new(rpc);
        for step in answer.steps {
            self.step(asked, &mut reply, step).await?;
            self.channel.push(&mut reply.tokens).await?;
            if !self.channel.interrupted {
                self.channel.look().await?;
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
    fn knows(&self, request: &Request) -> bool {
        matches!(request.kind, Kind::Other { .. }) || request.transaction == self.transaction.descriptor
    }

    /// Acknowledges an attention that arrived after its response was complete (MS-TDS 2.2.1.7).
    async fn acknowledge(&mut self, order: usize) -> Result<(), Over> {
        self.channel.begin(Some(order), None);
        let mut reply = Reply::new(false);
        reply.interrupt();
        self.channel.push(&mut reply.tokens).await?;
        self.channel.finish().await
    }

    async fn step(&mut self, asked: Asked<'_>, reply: &mut Reply, step: Step) -> Result<(), Over> {
        match step {
            Step::Usual => self.usual(asked, reply),
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
                self.usual(asked, reply);
                reply.change(&Change::Routed { host: &host, port });
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

    async fn flush(&mut self, reply: &mut Reply) -> Result<(), Over> {
        reply.end_success();
        self.channel.push(&mut reply.tokens).await?;
        self.channel.flush().await
    }

    async fn pause(&mut self, reply: &mut Reply, until: impl Future<Output = ()>) -> Result<(), Over> {
        self.flush(reply).await?;
        if self.channel.interrupted { Ok(()) } else { self.channel.pause(until).await }
    }

    fn usual(&mut self, asked: Asked<'_>, reply: &mut Reply) {
        let request = match asked {
            Asked::Login(login) => {
                return reply.accept(login, self.channel.packet_size, DEFAULT_PACKET_SIZE);
            }
            Asked::Request(request) => request,
        };
        let open = self.transaction.depth > 0;
        match &request.kind {
            Kind::Transaction(TransactionRequest::Begin { .. }) => self.begin(reply),
            Kind::Transaction(TransactionRequest::Commit) if open => self.commit(reply),
            Kind::Transaction(TransactionRequest::Commit) => reply.error(&3902.into()),
            Kind::Transaction(TransactionRequest::Rollback { .. }) if !open => reply.error(&3903.into()),
            Kind::Transaction(TransactionRequest::Rollback { name }) if name.is_empty() => {
                self.rollback(reply)
            }
            Kind::Transaction(TransactionRequest::Save { .. }) if !open => reply.error(&628.into()),
            // The transaction stays open.
            Kind::Transaction(TransactionRequest::Rollback { .. } | TransactionRequest::Save { .. }) => {}
            _ => reply.statement(Some(0)),
        }
    }

    /// Begins a transaction, or increases the nesting level of the open one.
    fn begin(&mut self, reply: &mut Reply) {
        self.transaction.depth += 1;
        if self.transaction.depth == 1 {
            self.transaction.descriptor = self.shared.log.transaction();
            reply.change(&Change::Begun(self.transaction.descriptor));
        }
    }

    fn commit(&mut self, reply: &mut Reply) {
        self.transaction.depth = self.transaction.depth.saturating_sub(1);
        if self.transaction.depth == 0 {
            reply.change(&Change::Committed(self.transaction.descriptor));
            self.transaction.descriptor = 0;
        }
    }

    /// Rolls the transaction back, whatever its nesting level.
    fn rollback(&mut self, reply: &mut Reply) {
        reply.change(&Change::RolledBack(self.transaction.descriptor));
        self.transaction = Transaction::default();
    }
}
