//! The progress of waiting: an updated line in a terminal, otherwise one line for each new state.

use std::io::IsTerminal as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

#[derive(Clone)]
pub(crate) struct Progress {
    bar: ProgressBar,
    /// The last state that was reported, where there is no terminal.
    reported: Option<Arc<Mutex<String>>>,
}

impl Progress {
    pub(crate) fn begin(what: &'static str) -> Self {
        let is_terminal = std::io::stderr().is_terminal();
        let bar = if is_terminal { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
        if let Ok(style) = ProgressStyle::with_template("{spinner} {prefix}: {msg} ({elapsed})") {
            bar.set_style(style);
        }
        bar.set_prefix(what);
        bar.enable_steady_tick(Duration::from_millis(120));
        Self { bar, reported: (!is_terminal).then(Arc::default) }
    }

    pub(crate) fn state(&self, state: &str, elapsed: Duration) {
        self.bar.set_message(state.to_owned());
        if let Some(reported) = &self.reported {
            let mut reported = reported.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            if *reported != state {
                say!(err, "{state} after {:.1} s", elapsed.as_secs_f64());
                state.clone_into(&mut reported);
            }
        }
    }

    pub(crate) fn end(&self) {
        self.bar.finish_and_clear();
    }
}
