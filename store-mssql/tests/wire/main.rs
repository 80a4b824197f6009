//! Tests of the backend on the wire, against a mock TDS server.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a failure fails the test")]

mod bulk_inserts;
mod cancelled_calls;
mod certificates;
mod cut_connections;
mod cut_responses;
mod dropped_futures;
mod encryption;
mod error_messages;
mod error_numbers;
mod fixture;
mod generated_keys;
mod login;
mod pool;
mod retries;
mod retry_effects;
mod round_trips;
mod statement_batches;
mod tiberius_connection;
mod timeouts;
mod transactions;
mod types;
mod unit_of_work;
mod values;

use fixture::*;
