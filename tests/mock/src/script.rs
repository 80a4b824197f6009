//! What a server is to do.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use crate::answer::Answer;
use crate::fault::Fault;
use crate::login::Login;
use crate::request::Request;

type Handler<A, R> = Box<dyn Fn(A) -> R + Send + Sync>;
type OnRequest = Box<dyn Fn(&Request) -> Answer + Send + Sync>;
type OnLogin = Box<dyn Fn(&Login) -> Answer + Send + Sync>;
type Condition = Box<dyn Fn(&Request) -> bool + Send>;

/// The answers of a server.
pub(crate) struct Script {
    pub(crate) requests: OnRequest,
    pub(crate) logins: OnLogin,
    pub(crate) handshakes: Handler<usize, Option<Fault>>,
    /// Answers that are given once, before the script is asked.
    queued: Mutex<Vec<(Condition, Answer)>>,
}

impl Script {
    pub(crate) fn new() -> Self {
        Self {
            requests: Box::new(|_| Answer::usual()),
            logins: Box::new(|_| Answer::usual()),
            handshakes: Box::new(|_| None),
            queued: Mutex::default(),
        }
    }

    pub(crate) fn queue(&self, condition: Condition, answer: Answer) {
        self.queued.lock().unwrap_or_else(PoisonError::into_inner).push((condition, answer));
    }

    pub(crate) fn answer(&self, request: &Request) -> Answer {
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
