//! Rounds: product and ceiling take turns, and the middle one counts.

use std::future::Future;
use std::time::Duration;

use tokio::time::Instant;

/// Rounds of each figure.
pub(crate) const ROUNDS: usize = 5;

/// How long `work` took.
pub(crate) async fn elapsed<T>(work: impl Future<Output = T>) -> (Duration, T) {
    let begin = Instant::now();
    let answer = work.await;
    (begin.elapsed(), answer)
}

/// The middle value; of an even number of them the lower middle one.
pub(crate) fn median(values: &[f64]) -> f64 {
    quantile(values, 0.5)
}

/// The value below which the share `q` of them lies.
pub(crate) fn quantile(values: &[f64], q: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = ((sorted.len().saturating_sub(1)) as f64 * q) as usize;
    sorted.get(at).copied().unwrap_or(f64::NAN)
}
