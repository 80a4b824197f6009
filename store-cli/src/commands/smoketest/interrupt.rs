//! Being told to stop.

use std::io;

use tokio::signal;

/// Ctrl-C, and on Unix `SIGTERM`, which from now on end nothing by themselves.
pub(super) struct Interrupt {
    #[cfg(unix)]
    signals: [signal::unix::Signal; 2],
}

impl Interrupt {
    #[cfg(unix)]
    pub(super) fn new() -> io::Result<Self> {
        use signal::unix::{SignalKind, signal};
        Ok(Self { signals: [signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?] })
    }

    #[cfg(not(unix))]
    #[expect(clippy::unnecessary_wraps, reason = "as on Unix")]
    pub(super) fn new() -> io::Result<Self> {
        Ok(Self {})
    }

    /// Waits for the next.
    #[cfg(unix)]
    pub(super) async fn wait(&mut self) {
        let [interrupt, terminate] = &mut self.signals;
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    }

    /// Waits for the next.
    #[cfg(not(unix))]
    pub(super) async fn wait(&mut self) {
        // Where it cannot be waited for, it ends the program as ever.
        if signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
