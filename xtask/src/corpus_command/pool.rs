//! Work on several cores: a queue, and threads that take from it. A panic ends one piece of work and nothing else.

use std::any::Any;
use std::cell::RefCell;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook, take_hook};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use anyhow::{Context as _, Result};

/// The message of a panic, and its place.
pub(super) type Panicked = String;

/// As much as the main thread has.
const STACK: usize = 8 << 20;

thread_local! {
    /// The message of the last panic of this thread.
    static SAID: RefCell<Option<Panicked>> = const { RefCell::new(None) };
}

/// Does `work` for each item, in the items' order as far as threads have one, and gives the results in that order.
pub(super) fn each<T: Sync, R: Send>(
    items: &[T],
    jobs: NonZero<usize>,
    work: impl Fn(&T) -> R + Sync,
) -> Result<Vec<Result<R, Panicked>>> {
    let next = AtomicUsize::new(0);
    let results = Mutex::new(Vec::with_capacity(items.len()));
    let take = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(at) else { break };
            let result = caught(|| work(item));
            // Nothing panics while the lock is held.
            results.lock().unwrap_or_else(PoisonError::into_inner).push((at, result));
        }
    };
    let before = take_hook();
    set_hook(Box::new(note));
    let started = thread::scope(|scope| -> Result<()> {
        for number in 0..jobs.get().min(items.len()) {
            let thread = thread::Builder::new().name(format!("worker {number}")).stack_size(STACK);
            thread.spawn_scoped(scope, take).context("no thread can be started")?;
        }
        Ok(())
    });
    set_hook(before);
    started?;
    let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort_by_key(|(at, _)| *at);
    Ok(results.into_iter().map(|(_, result)| result).collect())
}

fn caught<R>(work: impl FnOnce() -> R) -> Result<R, Panicked> {
    // The panic of a thread that `work` has started is passed on without its place.
    catch_unwind(AssertUnwindSafe(work)).map_err(|payload| SAID.take().unwrap_or_else(|| words(&*payload).to_owned()))
}

/// Keeps what a panic says for the report, instead of printing it among the lines of other services.
fn note(info: &PanicHookInfo<'_>) {
    let text = words(info.payload());
    let place = info.location().map(|location| format!(", at {}:{}", location.file(), location.line()));
    SAID.set(Some(format!("{text}{}", place.unwrap_or_default())));
}

fn words(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<&str>().copied();
    text.or(payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("a panic without words")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_panic_of_a_thread_that_the_work_started_keeps_its_words() {
        let results = each(&[()], NonZero::<usize>::MIN, |()| {
            thread::scope(|scope| {
                let started = scope.spawn(|| panic!("below"));
                started.join().unwrap_or_else(|payload| std::panic::resume_unwind(payload));
            });
        });
        let said = results.expect("threads").remove(0);
        assert_eq!(said, Err::<(), _>("below".to_owned()));
    }

    #[test]
    fn a_panic_is_the_failure_of_one_item_with_its_words_and_its_place() {
        for jobs in [1, 3, 100] {
            let items: Vec<usize> = (0..50).collect();
            let jobs = NonZero::new(jobs).expect("not zero");
            let results = each(&items, jobs, |&item| {
                assert!(item != 7, "seven is refused");
                item * 2
            });
            let results = results.expect("threads");
            assert_eq!(results.len(), 50);
            for (item, result) in results.into_iter().enumerate() {
                match result {
                    Ok(twice) => assert_eq!(twice, item * 2),
                    Err(said) => {
                        assert_eq!(item, 7);
                        assert!(said.starts_with("seven is refused, at ") && said.contains("pool.rs:"), "{said}");
                    }
                }
            }
        }
    }
}
