//! The server.

use std::any::Any;
use std::net::TcpListener as StdListener;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use tokio::net::TcpListener;
use tokio::runtime;
use tokio::select;
use tokio::sync::{mpsc, oneshot};
use tokio::task::{JoinError, JoinSet};
use tokio::time::interval;

use crate::handshake::serve;
use crate::log::{Log, SentResponse};
use crate::login::Login;
use crate::request::Request;
use crate::response::Response;
use crate::shared::Shared;

/// A running server. Dropping it closes its connections and frees its port.
///
/// The server has its own thread, so that it serves blocking and async tests alike.
#[derive(Debug)]
pub struct Server {
    port: u16,
    shared: Arc<Shared>,
    /// Dropped to stop the thread.
    commands: Option<mpsc::UnboundedSender<Command>>,
    thread: Option<JoinHandle<()>>,
}

/// A command to the thread of the server.
#[derive(Debug)]
enum Command {
    CutConnections(oneshot::Sender<()>),
}

impl Server {
    pub(crate) fn spawn(listener: StdListener, shared: Shared) -> Self {
        listener.set_nonblocking(true).unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(shared);
        let (commands, receiver) = mpsc::unbounded_channel();
        let work = {
            let shared = Arc::clone(&shared);
            move || {
                let runtime = runtime::Builder::new_current_thread().enable_all().build().unwrap();
                runtime.block_on(run(listener, shared, receiver));
            }
        };
        let thread = thread::Builder::new().name(format!("tds-mock-{port}")).spawn(work).unwrap();
        Self { port, shared, commands: Some(commands), thread: Some(thread) }
    }

    /// Returns the port on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Returns the certificate of the authority that signed the server's.
    pub fn ca_pem(&self) -> &str {
        &self.shared.certificate.authority
    }

    /// Returns the requests so far, of all connections.
    pub fn requests(&self) -> Vec<Request> {
        self.shared.log.entries().requests.clone()
    }

    /// Returns the logins so far, including refused ones.
    pub fn logins(&self) -> Vec<Login> {
        self.shared.log.entries().logins.clone()
    }

    /// Returns the responses so far, including cut ones. Each is recorded before the client receives its last byte.
    pub fn responses(&self) -> Vec<SentResponse> {
        self.shared.log.entries().sent.clone()
    }

    /// Returns the last response.
    pub fn last_response(&self) -> SentResponse {
        self.shared.log.entries().sent.last().expect("the server has answered").clone()
    }

    /// Returns the number of connections accepted so far.
    pub fn connections(&self) -> usize {
        self.shared.log.entries().accepted
    }

    /// Returns the number of open connections. A connection that the client has closed counts until the server notices; see
    /// [`wait_until`](Self::wait_until).
    pub fn open_connections(&self) -> usize {
        self.shared.log.entries().open
    }

    /// Sets the response to the next request of any kind, instead of the script's.
    pub fn respond_next(&self, answer: Response) {
        self.respond_when(|_| true, answer);
    }

    /// Sets the response to the next request that meets the condition, instead of the script's.
    pub fn respond_when(&self, condition: impl Fn(&Request) -> bool + Send + 'static, answer: Response) {
        self.shared.script.queue(Box::new(condition), answer);
    }

    /// Closes all open connections.
    pub async fn cut_connections(&self) {
        let (done, closed) = oneshot::channel();
        let commands = self.commands.as_ref().expect("the server runs");
        commands.send(Command::CutConnections(done)).expect("the server runs");
        closed.await.expect("the server runs");
    }

    /// Waits until a condition holds, such as `|server| server.open_connections() == 0`. Fails the test if that takes
    /// more than five seconds.
    pub async fn wait_until(&self, mut condition: impl FnMut(&Self) -> bool) {
        let deadline = Instant::now() + Duration::from_secs(5);
        let mut changes = self.shared.log.changes.subscribe();
        while !condition(self) {
            assert!(
                Instant::now() < deadline,
                "the condition was not met in time; requests: {:#?}",
                self.requests()
            );
            changes.changed().await.expect("the log exists");
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.commands.take());
        if let Some(thread) = self.thread.take() {
            let ended = thread.join();
            let panics = std::mem::take(&mut self.shared.log.entries().panics);
            if !thread::panicking() {
                assert!(ended.is_ok(), "the server panicked");
                assert!(
                    panics.is_empty(),
                    "protocol violations of the client, or panics of the script: {panics:#?}"
                );
            }
        }
    }
}

async fn run(listener: StdListener, shared: Arc<Shared>, mut commands: mpsc::UnboundedReceiver<Command>) {
    let listener = TcpListener::from_std(listener).unwrap();
    let mut connections = JoinSet::new();
    // Wakes waiters so that they notice their deadline; the clock of the test may be paused.
    let mut tick = interval(Duration::from_millis(250));
    loop {
        select! {
            command = commands.recv() => match command {
                None => break,
                Some(Command::CutConnections(done)) => {
                    close_all(&shared.log, &mut connections).await;
                    // The test may have ended.
                    let _ = done.send(());
                }
            },
            accepted = listener.accept() => {
                let (tcp, _) = accepted.unwrap();
                let number = shared.log.accepted();
                connections.spawn(serve(tcp, number, Arc::clone(&shared)));
            }
            Some(result) = connections.join_next() => closed(&shared.log, result),
            _ = tick.tick() => shared.log.changes.send_modify(|()| {}),
        }
    }
    close_all(&shared.log, &mut connections).await;
}

async fn close_all(log: &Log, connections: &mut JoinSet<()>) {
    connections.abort_all();
    while let Some(result) = connections.join_next().await {
        closed(log, result);
    }
}

/// Records the end of a connection.
fn closed(log: &Log, result: Result<(), JoinError>) {
    let panic = match result.map_err(JoinError::try_into_panic) {
        Err(Ok(panic)) => Some(message(&*panic)),
        Ok(()) | Err(Err(_)) => None,
    };
    log.change(|entries| {
        entries.open -= 1;
        entries.panics.extend(panic);
    });
}

fn message(panic: &(dyn Any + Send)) -> String {
    match (panic.downcast_ref::<String>(), panic.downcast_ref::<&str>()) {
        (Some(text), _) => text.clone(),
        (_, Some(text)) => (*text).to_owned(),
        _ => "a panic without a message".to_owned(),
    }
}
