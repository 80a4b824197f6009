//! Ctrl-C and `SIGTERM`.

use tokio::signal;

use crate::error::CliError;

/// Listens for Ctrl-C and, on Unix, `SIGTERM`, which no longer end the program by themselves.
pub(super) struct Interrupt {
    #[cfg(unix)]
    signals: [signal::unix::Signal; 2],
}

impl Interrupt {
    #[cfg(unix)]
    pub(super) fn new() -> Result<Self, CliError> {
        use signal::unix::{SignalKind, signal};
        let listen = || Ok([signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?]);
        let signals = listen().map_err(|error: std::io::Error| {
            CliError::usage(format!(
                "cannot listen for signals: {error}: free system resources and run the command again"
            ))
        })?;
        Ok(Self { signals })
    }

    #[cfg(not(unix))]
    #[expect(clippy::unnecessary_wraps, reason = "as on Unix")]
    pub(super) fn new() -> Result<Self, CliError> {
        Ok(Self {})
    }

    /// Waits for the next signal.
    #[cfg(unix)]
    pub(super) async fn wait(&mut self) {
        let [interrupt, terminate] = &mut self.signals;
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    }

    /// Waits for the next signal.
    #[cfg(not(unix))]
    pub(super) async fn wait(&mut self) {
        // If the program cannot listen for Ctrl-C, Ctrl-C ends it as usual.
        if signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
