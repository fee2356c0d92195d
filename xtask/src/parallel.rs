//! Several things at once, each reported when it is over.

use std::io;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// Does `work` on each of `items`, `jobs` at once or one for each processor, and calls `done` as each is over.
pub(crate) fn each<T: Sync, R: Send>(
    items: &[T],
    jobs: Option<NonZero<usize>>,
    work: impl Fn(&T) -> R + Sync,
    mut done: impl FnMut(&T, Duration, R) -> io::Result<()>,
) -> io::Result<()> {
    let processors = || std::thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN);
    let next = AtomicUsize::new(0);
    let (sender, results) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..jobs.unwrap_or_else(processors).get() {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let started = Instant::now();
                    let result = work(item);
                    // Nobody listens once a report can't be written.
                    if sender.send((item, started.elapsed(), result)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        for (item, time, result) in results {
            done(item, time, result)?;
        }
        Ok(())
    })
}
