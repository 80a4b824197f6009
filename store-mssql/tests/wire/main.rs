//! The backend on the wire, against a server of the tests' own.
#![expect(clippy::unwrap_used, clippy::panic, reason = "what fails here fails a test")]

mod again;
mod atomically;
mod borrowed;
mod cancel;
mod cuts;
mod dropped;
mod encryption;
mod errors;
mod fixture;
mod limits;
mod login;
mod numbers;
mod pool;
mod retries;
mod round_trips;
mod severed;
mod transactions;
mod types;
mod values;

use fixture::*;
