//! Ctrl-C and other signals, which must not end the program before it has stopped the session.

use tokio::sync::watch;

/// The signals that request the end of the program. While this value exists, none of them kills the program.
pub(crate) struct Signals(watch::Receiver<u32>);

impl Signals {
    pub(crate) fn listen() -> Self {
        let (count, seen) = watch::channel(0);
        tokio::spawn(async move {
            while signal().await.is_ok() {
                count.send_modify(|count| {
                    if *count > 0 {
                        say!(err, "still stopping the session, which would cost money otherwise");
                    }
                    *count += 1;
                });
            }
        });
        Self(seen)
    }

    /// Waits for a signal. Returns at once if one has arrived already.
    pub(crate) async fn next(&mut self) {
        if self.0.wait_for(|count| *count > 0).await.is_err() {
            // Signals are not supported here, so that none will arrive.
            std::future::pending::<()>().await;
        }
    }

    /// Returns whether a signal arrived.
    pub(crate) fn came(&self) -> bool {
        *self.0.borrow() > 0
    }
}

#[cfg(unix)]
async fn signal() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut hang_up) = (signal(SignalKind::terminate())?, signal(SignalKind::hangup())?);
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted,
        _ = terminate.recv() => Ok(()),
        _ = hang_up.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn signal() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}
