//! Being told to stop.

use tokio::signal;

use crate::fault::Fault;

/// Ctrl-C, and on Unix `SIGTERM`, which from now on end nothing by themselves.
pub(super) struct Interrupt {
    #[cfg(unix)]
    signals: [signal::unix::Signal; 2],
}

impl Interrupt {
    #[cfg(unix)]
    pub(super) fn new() -> Result<Self, Fault> {
        use signal::unix::{SignalKind, signal};
        let listen = || Ok([signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?]);
        let signals = listen().map_err(|error: std::io::Error| {
            Fault::Usage(format!(
                "signals cannot be waited for: {error}: try it again when the system has room"
            ))
        })?;
        Ok(Self { signals })
    }

    #[cfg(not(unix))]
    #[expect(clippy::unnecessary_wraps, reason = "as on Unix")]
    pub(super) fn new() -> Result<Self, Fault> {
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
