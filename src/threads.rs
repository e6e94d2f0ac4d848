//! Work on all threads, where there is enough of it.

use rayon::prelude::*;

/// Below this many claims (or pairs, or kilobytes of text) the work is done before a second thread has started; each
/// thread that starts costs the time of about as many.
const FEW: usize = 300;

/// What `each` makes of the items, in their order. `work` says how much there is to do in all: claims, pairs or
/// kilobytes.
pub(crate) fn map<T: Sync, R: Send>(
    items: &[T],
    work: usize,
    each: impl Fn(&T) -> R + Sync + Send,
) -> Vec<R> {
    if work < FEW { items.iter().map(each).collect() } else { items.par_iter().map(each).collect() }
}

/// Does `each` with every item; `work` as for [`map`].
pub(crate) fn for_each<T: Send>(items: &mut [T], work: usize, each: impl Fn(&mut T) + Sync + Send) {
    if work < FEW {
        items.iter_mut().for_each(each);
    } else {
        items.par_iter_mut().for_each(each);
    }
}

/// [`map`] of items that `each` takes.
pub(crate) fn map_into<T: Send, R: Send>(
    items: Vec<T>,
    work: usize,
    each: impl Fn(T) -> R + Sync + Send,
) -> Vec<R> {
    if work < FEW { items.into_iter().map(each).collect() } else { items.into_par_iter().map(each).collect() }
}

/// How many threads there are.
#[cfg(feature = "encoder")]
pub(crate) fn count() -> usize {
    rayon::current_num_threads()
}

/// Sorts items that are the same wherever they compare equal.
pub(crate) fn sort<T: Ord + Send>(items: &mut [T]) {
    if items.len() < FEW * FEW {
        items.sort_unstable();
    } else {
        items.par_sort_unstable();
    }
}
