//! The scripted behavior of a server.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use crate::fault::Fault;
use crate::login::Login;
use crate::request::Request;
use crate::response::Response;

type Handler<A, R> = Box<dyn Fn(A) -> R + Send + Sync>;
type OnRequest = Box<dyn Fn(&Request) -> Response + Send + Sync>;
type OnLogin = Box<dyn Fn(&Login) -> Response + Send + Sync>;
type Condition = Box<dyn Fn(&Request) -> bool + Send>;

/// The functions that answer requests, logins and handshakes.
pub(crate) struct Script {
    pub(crate) requests: OnRequest,
    pub(crate) logins: OnLogin,
    pub(crate) handshakes: Handler<usize, Option<Fault>>,
    /// Responses that are used once, before the script.
    queued: Mutex<Vec<(Condition, Response)>>,
}

impl Script {
    pub(crate) fn new() -> Self {
        Self {
            requests: Box::new(|_| Response::standard()),
            logins: Box::new(|_| Response::standard()),
            handshakes: Box::new(|_| None),
            queued: Mutex::default(),
        }
    }

    pub(crate) fn queue(&self, condition: Condition, answer: Response) {
        self.queued.lock().unwrap_or_else(PoisonError::into_inner).push((condition, answer));
    }

    pub(crate) fn answer(&self, request: &Request) -> Response {
        let mut queued = self.queued.lock().unwrap_or_else(PoisonError::into_inner);
        match queued.iter().position(|(condition, _)| condition(request)) {
            Some(at) => queued.remove(at).1,
            None => {
                drop(queued);
                (self.requests)(request)
            }
        }
    }
}

impl fmt::Debug for Script {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Script").finish_non_exhaustive()
    }
}
