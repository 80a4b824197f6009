//! Elapsed time, CPU time and latencies.

use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

use crate::{Figure, Metric};

/// Measures the elapsed time and the CPU time of the process from its creation.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch {
    started: Instant,
    cpu: Duration,
}

impl Stopwatch {
    /// The metrics of [`figures`](Self::figures).
    pub const METRICS: [Metric; 2] = [Metric::PerSecond, Metric::CpuMicros];

    /// Starts a stopwatch.
    #[must_use]
    pub fn start() -> Self {
        Self { started: Instant::now(), cpu: cpu_time() }
    }

    /// Runs something that is not measured.
    pub fn pause(&mut self, run: impl FnOnce()) {
        let (started, cpu) = (Instant::now(), cpu_time());
        run();
        self.started += started.elapsed();
        self.cpu += cpu_time().saturating_sub(cpu);
    }

    /// Returns the figures of a case that has processed `count` rows or items: the rate and the CPU time of each.
    #[must_use]
    pub fn figures(&self, case: &str, count: usize) -> Vec<Figure> {
        let (elapsed, cpu) = (self.started.elapsed(), cpu_time().saturating_sub(self.cpu));
        let count = as_float(count);
        vec![
            Figure::new(case, Metric::PerSecond, count / elapsed.as_secs_f64()),
            Figure::new(case, Metric::CpuMicros, cpu.as_secs_f64() * 1e6 / count),
        ]
    }

    /// Returns the elapsed time.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Returns the CPU time of all threads of the process since the start.
    #[must_use]
    pub fn cpu(&self) -> Duration {
        cpu_time().saturating_sub(self.cpu)
    }
}

fn cpu_time() -> Duration {
    Duration::try_from(clock_gettime(ClockId::ProcessCPUTime)).unwrap()
}

/// Converts a count, which is far below 2^53.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
pub(crate) fn as_float(count: usize) -> f64 {
    count as f64
}

/// The durations of many calls, one after the other, and their CPU time.
#[derive(Clone, Debug)]
pub struct Latencies {
    watch: Stopwatch,
    calls: Vec<Duration>,
}

impl Latencies {
    /// The metrics of [`figures`](Self::figures).
    pub const METRICS: [Metric; 3] = [Metric::P50Micros, Metric::P99Micros, Metric::CpuMicros];

    /// Starts the measurement; the CPU time is that until [`figures`](Self::figures).
    #[must_use]
    pub fn start() -> Self {
        Self { watch: Stopwatch::start(), calls: Vec::new() }
    }

    /// Runs and measures a call.
    pub async fn time<T>(&mut self, call: impl Future<Output = T>) -> T {
        let started = Instant::now();
        let result = call.await;
        self.calls.push(started.elapsed());
        result
    }

    /// Returns the median, the 99th percentile and the CPU time of at least one call.
    ///
    /// # Panics
    ///
    /// When no call was measured.
    #[must_use]
    pub fn figures(mut self, case: &str) -> Vec<Figure> {
        let cpu = self.watch.cpu().as_secs_f64() * 1e6 / as_float(self.calls.len());
        self.calls.sort_unstable();
        let at = |percent: usize| self.calls[(self.calls.len() - 1) * percent / 100].as_secs_f64() * 1e6;
        vec![
            Figure::new(case, Metric::P50Micros, at(50)),
            Figure::new(case, Metric::P99Micros, at(99)),
            Figure::new(case, Metric::CpuMicros, cpu),
        ]
    }
}
