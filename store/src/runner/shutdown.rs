//! Stopping.

use tokio_util::sync::CancellationToken;

/// How a runner is asked to stop; a clone asks the same.
///
/// Asked once, workers end what they have begun and put the rest back. Asked again, they drop what they have begun
/// and put it back too.
///
/// ```
/// use store::runner::Shutdown;
///
/// let shutdown = Shutdown::new();
/// let other = shutdown.clone();
/// other.ask();
/// assert!(shutdown.is_asked() && !shutdown.is_forced());
/// other.ask();
/// assert!(shutdown.is_forced());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Shutdown {
    asked: CancellationToken,
    forced: CancellationToken,
}

impl Shutdown {
    /// One that nobody has asked for.
    pub fn new() -> Self {
        Self::default()
    }

    /// One that Ctrl-C asks for, and on Unix the signal `SIGTERM`: the first time to stop, the second time to drop
    /// everything.
    ///
    /// It takes the place of what these signals did before, from now on and on the runtime that this is called on.
    ///
    /// ```
    /// use store::runner::Shutdown;
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
    /// let shutdown = Shutdown::on_signals();
    /// assert!(!shutdown.is_asked(), "nobody has pressed Ctrl-C");
    /// # });
    /// ```
    pub fn on_signals() -> Self {
        let shutdown = Self::new();
        let told = shutdown.clone();
        tokio::spawn(async move {
            while signal().await {
                told.ask();
                if told.is_forced() {
                    return;
                }
            }
        });
        shutdown
    }

    /// Asks to stop; called again, to drop everything.
    pub fn ask(&self) {
        if self.asked.is_cancelled() {
            self.forced.cancel();
        }
        self.asked.cancel();
    }

    /// Whether it was asked.
    pub fn is_asked(&self) -> bool {
        self.asked.is_cancelled()
    }

    /// Waits until it is asked.
    ///
    /// ```
    /// use store::runner::Shutdown;
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
    /// let shutdown = Shutdown::new();
    /// shutdown.ask();
    /// shutdown.asked().await;
    /// # });
    /// ```
    pub async fn asked(&self) {
        self.asked.cancelled().await;
    }

    /// Whether it was asked twice.
    pub fn is_forced(&self) -> bool {
        self.forced.is_cancelled()
    }

    pub(super) async fn forced(&self) {
        self.forced.cancelled().await;
    }

    /// What is cancelled when it is asked.
    pub(super) fn child(&self) -> CancellationToken {
        self.asked.child_token()
    }
}

/// Waits for a signal; `false` where there can be none.
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

/// Waits for a signal; `false` where there can be none.
#[cfg(not(unix))]
async fn signal() -> bool {
    tokio::signal::ctrl_c().await.is_ok()
}
