//! Work on many values that do not depend on each other: each core of the machine does some of it.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, Builder, available_parallelism};

/// A thread costs more than it saves if it has fewer values than this.
const VALUES: usize = 16;

/// The stack of a thread, as much as the main thread has: types are nested in each other.
const STACK: usize = 8 << 20;

/// Returns the result for each value, in the order of the values. A panic becomes a panic of the caller.
pub(crate) fn map<T: Sync, R: Send>(values: &[T], result: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut results = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(value) = values.get(number) else { return results };
            results.push((number, result(value)));
        }
    };
    let cores = available_parallelism().map_or(1, NonZero::get);
    let others = (cores - 1).min(values.len() / VALUES);
    let mut results = thread::scope(|scope| {
        // Where no thread can be started, this one does everything.
        let start = |_| Builder::new().stack_size(STACK).spawn_scoped(scope, work).ok();
        let started: Vec<_> = (0..others).map_while(start).collect();
        let mut results = work();
        for thread in started {
            results.extend(thread.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        results
    });
    results.sort_by_key(|(number, _)| *number);
    results.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::{VALUES, map};

    #[test]
    fn results_are_in_the_order_of_the_values() {
        let values: Vec<usize> = (0..10 * VALUES).collect();
        let squares: Vec<usize> = values.iter().map(|value| value * value).collect();
        assert_eq!(map(&values, |value| value * value), squares);
        assert_eq!(map(&values[..1], |value| value + 1), [1]);
        assert!(map(&[], |value: &usize| *value).is_empty());
    }

    #[test]
    #[should_panic(expected = "the value 33")]
    fn a_panic_is_passed_on_with_its_words() {
        let values: Vec<usize> = (0..10 * VALUES).collect();
        map(&values, |value| assert!(*value != 33, "the value {value}"));
    }
}
