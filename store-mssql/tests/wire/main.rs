//! The backend on the wire, against a server of the tests' own.
#![expect(clippy::unwrap_used, clippy::panic, reason = "what fails here fails a test")]

mod cancel;
mod cuts;
mod errors;
mod fixture;
mod login;
mod pool;
mod retries;
mod round_trips;
mod transactions;
mod types;

use fixture::*;
