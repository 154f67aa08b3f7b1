//! A simulated clock: a sleep ends when no other task makes progress, and moves the clock forward.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

use aws_smithy_async::rt::sleep::{AsyncSleep, Sleep};
use aws_smithy_async::time::TimeSource;

/// The number of polls for which a sleep yields to other tasks before it moves the clock forward.
const PATIENCE: u32 = 8;

/// The clock of a scripted client. Of several concurrent sleeps the shortest ends first, so that timeouts work as
/// with a real clock.
#[derive(Clone, Debug)]
pub(super) struct Clock(Arc<Mutex<Now>>);

#[derive(Debug)]
struct Now {
    time: SystemTime,
    /// The ends of the active sleeps, each with the number of the sleep.
    ends: Vec<(SystemTime, u64)>,
    number: u64,
}

impl Clock {
    /// Creates a clock that starts at a fixed time.
    pub(super) fn new() -> Self {
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_750_000_000);
        Self(Arc::new(Mutex::new(Now { time, ends: Vec::new(), number: 0 })))
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl TimeSource for Clock {
    fn now(&self) -> SystemTime {
        Clock::now(self).time
    }
}

impl AsyncSleep for Clock {
    fn sleep(&self, duration: Duration) -> Sleep {
        let mut now = Clock::now(self);
        now.number += 1;
        let end = now.time + duration;
        let number = now.number;
        now.ends.push((end, number));
        drop(now);
        Sleep::new(Pause { clock: self.clone(), end, number, patience: PATIENCE })
    }
}

struct Pause {
    clock: Clock,
    end: SystemTime,
    number: u64,
    patience: u32,
}

impl Future for Pause {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let mut now = Clock::now(&self.clock);
        if now.time >= self.end {
            return Poll::Ready(());
        }
        let is_first = now.ends.iter().all(|&other| (self.end, self.number) <= other);
        if is_first && self.patience == 0 {
            now.time = self.end;
            return Poll::Ready(());
        }
        drop(now);
        self.patience = self.patience.saturating_sub(1);
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

/// Removes the sleep, so that other sleeps do not wait for it.
impl Drop for Pause {
    fn drop(&mut self) {
        Clock::now(&self.clock).ends.retain(|&(_, number)| number != self.number);
    }
}

#[cfg(test)]
mod tests {
    use std::task::Waker;

    use super::*;

    #[test]
    fn sleeps_end_in_the_order_of_their_times_and_after_others_had_their_turn() {
        let clock = Clock::new();
        let began = TimeSource::now(&clock);
        let mut sleeps = [10, 1, 5].map(|seconds| (seconds, Some(clock.sleep(Duration::from_secs(seconds)))));
        let (mut ends, mut rounds) = (Vec::new(), 0);
        while ends.len() < sleeps.len() {
            rounds += 1;
            for (seconds, sleep) in &mut sleeps {
                let poll = |sleep: &mut Sleep| Pin::new(sleep).poll(&mut Context::from_waker(Waker::noop()));
                if sleep.as_mut().is_some_and(|sleep| poll(sleep).is_ready()) {
                    *sleep = None;
                    let elapsed = TimeSource::now(&clock).duration_since(began).expect("it moves forward");
                    ends.push((*seconds, elapsed.as_secs(), rounds > PATIENCE));
                }
            }
        }
        assert_eq!(ends, [(1, 1, true), (5, 5, true), (10, 10, true)]);
    }
}
