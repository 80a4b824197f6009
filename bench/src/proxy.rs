//! A TCP proxy that counts requests and delays them, as a network does.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use crate::error::Result;

/// A proxy on a port of this machine, which runs until the process ends.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Proxy {
    pub(crate) port: u16,
    /// A port on which a connection receives the number of requests so far, in digits: of the times that a client has sent
    /// something after an answer.
    pub(crate) counter: u16,
}

impl Proxy {
    /// Starts a proxy in front of a server. Each request arrives at the server after `delay`.
    ///
    /// # Errors
    ///
    /// When no two ports are free.
    pub(crate) fn start(server: &str, delay: Duration) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let port = listener.local_addr()?.port();
        let requests = Arc::new(AtomicU64::new(0));
        let counters = TcpListener::bind("127.0.0.1:0")?;
        let counter = counters.local_addr()?.port();
        let (counted, server) = (Arc::clone(&requests), server.to_owned());
        thread::spawn(move || {
            for mut client in counters.incoming().map_while(std::result::Result::ok) {
                // A client that does not read the number has an error of its own.
                let _ = write!(client, "{}", requests.load(Ordering::Relaxed));
            }
        });
        thread::spawn(move || {
            for client in listener.incoming().map_while(std::result::Result::ok) {
                // A refused connection is an error of the client, whose stream is closed here.
                if let Ok(upstream) = TcpStream::connect(&server) {
                    connect(client, upstream, delay, &counted);
                }
            }
        });
        Ok(Self { port, counter })
    }
}

/// Copies between a client and the server, in two threads.
fn connect(client: TcpStream, upstream: TcpStream, delay: Duration, requests: &Arc<AtomicU64>) {
    let is_answered = Arc::new(AtomicBool::new(true));
    for stream in [&client, &upstream] {
        let _ = stream.set_nodelay(true);
    }
    let (Ok(client_writer), Ok(upstream_writer)) = (client.try_clone(), upstream.try_clone()) else { return };
    let (answered, counter) = (Arc::clone(&is_answered), Arc::clone(requests));
    thread::spawn(move || {
        copy(client, upstream_writer, || {
            if answered.swap(false, Ordering::AcqRel) {
                counter.fetch_add(1, Ordering::Relaxed);
                if !delay.is_zero() {
                    thread::sleep(delay);
                }
            }
        });
    });
    thread::spawn(move || copy(upstream, client_writer, || is_answered.store(true, Ordering::Release)));
}

/// Copies until either side is closed; calls `before` with each part.
fn copy(mut from: TcpStream, mut to: TcpStream, before: impl Fn()) {
    let mut buffer = vec![0; 64 * 1024];
    while let Ok(count @ 1..) = from.read(&mut buffer) {
        before();
        if to.write_all(&buffer[..count]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Write);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_counted_and_delayed() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut word = [0; 4];
            while stream.read_exact(&mut word).is_ok() {
                stream.write_all(&word).unwrap();
            }
        });
        let proxy = Proxy::start(&address, Duration::from_millis(20)).unwrap();
        let mut client = TcpStream::connect(("127.0.0.1", proxy.port)).unwrap();
        let started = std::time::Instant::now();
        for word in [b"ping", b"pong", b"pang"] {
            client.write_all(word).unwrap();
            let mut answer = [0; 4];
            client.read_exact(&mut answer).unwrap();
            assert_eq!(&answer, word);
        }
        let mut requests = String::new();
        TcpStream::connect(("127.0.0.1", proxy.counter)).unwrap().read_to_string(&mut requests).unwrap();
        assert_eq!(requests, "3");
        assert!(started.elapsed() >= Duration::from_millis(60));
        drop(client);
        server.join().unwrap();
    }
}
