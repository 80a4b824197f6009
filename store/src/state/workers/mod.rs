//! Workers and their heartbeats.

mod heartbeat;
mod worker_heartbeat;

pub use worker_heartbeat::{WorkerHeartbeat, WorkerStatus};
