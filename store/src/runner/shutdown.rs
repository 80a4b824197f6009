//! Asking a runner to stop.

use tokio_util::sync::CancellationToken;

/// A handle that asks a runner to stop; clones share the same state.
///
/// After the first request, workers finish the items in progress and release the rest. After the second, they abort
/// and release the items in progress too.
///
/// ```
/// use store::runner::Shutdown;
///
/// let shutdown = Shutdown::new();
/// let other = shutdown.clone();
/// other.request();
/// assert!(shutdown.is_requested() && !shutdown.is_forced());
/// other.request();
/// assert!(shutdown.is_forced());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Shutdown {
    requested: CancellationToken,
    forced: CancellationToken,
}

impl Shutdown {
    /// Creates a handle without a request.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns a handle that is triggered by Ctrl-C and, on Unix, by `SIGTERM`: the first signal stops, the second
    /// aborts the items in progress.
    ///
    /// Replaces the default handling of these signals for the rest of the process, and listens on the current tokio
    /// runtime.
    pub fn on_signals() -> Self {
        let shutdown = Self::new();
        let on_signal = shutdown.clone();
        tokio::spawn(async move {
            while signal().await {
                on_signal.request();
                if on_signal.is_forced() {
                    return;
                }
            }
        });
        shutdown
    }

    /// Requests a shutdown. The second request aborts the items in progress.
    pub fn request(&self) {
        if self.requested.is_cancelled() {
            self.forced.cancel();
        }
        self.requested.cancel();
    }

    /// Returns whether a shutdown was requested.
    pub fn is_requested(&self) -> bool {
        self.requested.is_cancelled()
    }

    /// Waits for a shutdown request.
    pub async fn requested(&self) {
        self.requested.cancelled().await;
    }

    /// Returns whether a shutdown was requested twice.
    pub fn is_forced(&self) -> bool {
        self.forced.is_cancelled()
    }

    pub(super) async fn forced(&self) {
        self.forced.cancelled().await;
    }

    /// Returns a token that a request cancels.
    pub(super) fn child(&self) -> CancellationToken {
        self.requested.child_token()
    }
}

/// Waits for a signal. Returns `false` if signals cannot be received.
#[cfg(unix)]
async fn signal() -> bool {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut interrupt), Ok(mut terminate)) =
        (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    else {
        return false;
    };
    tokio::select! {
        received = interrupt.recv() => received.is_some(),
        received = terminate.recv() => received.is_some(),
    }
}

/// Waits for a signal. Returns `false` if signals cannot be received.
#[cfg(not(unix))]
async fn signal() -> bool {
    tokio::signal::ctrl_c().await.is_ok()
}
