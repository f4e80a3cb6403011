//! The one place where work is spread over threads. Results come back in the order of the work.

use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

/// What `work` gives for each item, in order, on so many `threads` (`None`: one a core). A single item or thread is
/// worked on here: starting threads takes longer than one draft.
pub(super) fn map<T: Sync, R: Send>(
    items: &[T],
    threads: Option<usize>,
    work: impl Fn(&T) -> R + Sync + Send,
) -> Vec<R> {
    let pool = match threads {
        Some(1) => None,
        _ if items.len() < 2 => None,
        // Where no thread can be started the work is done on this one.
        _ => ThreadPoolBuilder::new().num_threads(threads.unwrap_or(0)).build().ok(),
    };
    match pool {
        Some(pool) => pool.install(|| items.par_iter().with_max_len(1).map(work).collect()),
        None => items.iter().map(work).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::map;

    #[test]
    fn results_come_in_the_order_of_the_work() {
        let items: Vec<usize> = (0..1000).collect();
        for threads in [Some(1), Some(4), None] {
            assert_eq!(
                map(&items, threads, |item| item * 2),
                items.iter().map(|item| item * 2).collect::<Vec<_>>()
            );
        }
        assert!(map(&[], None, |item: &usize| *item).is_empty());
    }
}
