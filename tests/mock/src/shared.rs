//! The state that the connections of a server share.

use std::sync::Arc;

use crate::log::Log;
use crate::script::Script;
use crate::tls::{Certificate, Tls};

/// The state that the connections of a server share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) tls: Tls,
    pub(crate) certificate: Certificate,
    pub(crate) packet_size: Option<usize>,
    pub(crate) rollback_on_attention: bool,
    pub(crate) script: Script,
    pub(crate) log: Arc<Log>,
}
