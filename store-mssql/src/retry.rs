//! Trying again what failed for a reason that passes.

use std::time::Duration;

use store_core::{Error, ErrorKind};

use crate::options::MssqlOptions;

/// What about a call passes by itself, beside locks.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Retry {
    /// Whether the caller has seen a part of what the call gives, which no second attempt can take back.
    pub(crate) seen: bool,
    /// When its connection is lost, the call may have taken effect or not: whether it is right to do it twice.
    pub(crate) repeatable: bool,
    /// The key by which the call looks before it inserts: when that is violated all the same, on an engine that
    /// ignores the hints, another session was faster, and the next look finds its row.
    pub(crate) key: Option<&'static str>,
}

impl Retry {
    /// Whether the row was inserted between the look for it and the insert.
    fn was_too_late(&self, error: &Error) -> bool {
        error.kind() == ErrorKind::UniqueViolation && self.key.is_some() && error.constraint() == self.key
    }

    /// What the caller is told: that another session was faster is no fault of the row, and passes once the whole
    /// transaction is run again.
    pub(crate) fn explain(&self, error: Error) -> Error {
        if !self.was_too_late(&error) {
            return error;
        }
        let mut conflict =
            Error::new(ErrorKind::Conflict, "another session inserted the same key: run it again");
        if let Some(code) = error.code() {
            conflict = conflict.with_code(code);
        }
        if let Some(table) = error.table() {
            conflict = conflict.with_table(table.to_owned());
        }
        if let Some(constraint) = error.constraint() {
            conflict = conflict.with_constraint(constraint.to_owned());
        }
        conflict.with_source(error)
    }
}

/// The attempts at one call.
#[derive(Debug)]
pub(crate) struct Attempts {
    most: u32,
    base: Duration,
    cap: Duration,
    /// Which attempt it is, from 1.
    pub(crate) number: u32,
}

impl Attempts {
    /// A single one.
    pub(crate) const ONLY: Self = Self { most: 1, base: Duration::ZERO, cap: Duration::ZERO, number: 1 };

    pub(crate) fn new(options: &MssqlOptions) -> Self {
        let retry = &options.retry;
        Self { most: retry.attempts.max(1), base: retry.base, cap: retry.cap, number: 1 }
    }

    /// How long to wait before the next attempt; `None` when there is to be none.
    pub(crate) fn again(&mut self, error: &Error, retry: Retry) -> Option<Duration> {
        if self.number >= self.most || !passes(error, retry) {
            return None;
        }
        let wait = self.delay(fastrand::f64());
        tracing::warn!(
            attempt = self.number,
            kind = ?error.kind(),
            code = error.code(),
            wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX),
            "trying again"
        );
        self.number += 1;
        Some(wait)
    }

    /// Exponential with full jitter between a half and the whole, so that those who collided do not meet again.
    fn delay(&self, random: f64) -> Duration {
        let doubled = 2u32.saturating_pow(self.number - 1);
        self.base.saturating_mul(doubled).min(self.cap).mul_f64(0.5 + random / 2.0)
    }
}

/// Whether a reason passes by itself.
fn passes(error: &Error, retry: Retry) -> bool {
    match error.kind() {
        _ if retry.seen => false,
        ErrorKind::Deadlock | ErrorKind::Busy | ErrorKind::Conflict => true,
        ErrorKind::ConnectionLost => retry.repeatable,
        _ => retry.was_too_late(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempts(most: u32) -> Attempts {
        Attempts { most, base: Duration::from_millis(20), cap: Duration::from_secs(2), number: 1 }
    }

    #[test]
    fn attempts_are_bounded() {
        let busy = Error::new(ErrorKind::Busy, "");
        let mut attempts = attempts(3);
        assert!(attempts.again(&busy, Retry::default()).is_some());
        assert!(attempts.again(&busy, Retry::default()).is_some());
        assert_eq!(attempts.again(&busy, Retry::default()), None);
        assert_eq!(attempts.number, 3);
    }

    #[test]
    fn only_what_passes_is_tried_again() {
        let again = |error: Error, repeatable, key| {
            let retry = Retry { seen: false, repeatable, key };
            assert_eq!(attempts(5).again(&error, Retry { seen: true, ..retry }), None);
            attempts(5).again(&error, retry).is_some()
        };
        for kind in [ErrorKind::Deadlock, ErrorKind::Busy, ErrorKind::Conflict] {
            assert!(again(Error::new(kind, ""), false, None));
        }
        assert!(again(Error::new(ErrorKind::ConnectionLost, ""), true, None));
        assert!(!again(Error::new(ErrorKind::ConnectionLost, ""), false, None));
        for kind in [ErrorKind::UniqueViolation, ErrorKind::Timeout, ErrorKind::PermissionDenied] {
            assert!(!again(Error::new(kind, ""), true, None));
        }
        let taken = || Error::new(ErrorKind::UniqueViolation, "").with_constraint("pk_jobs");
        assert!(again(taken(), false, Some("pk_jobs")));
        assert!(!again(taken(), false, Some("ux_jobs")));
    }

    #[test]
    fn one_who_came_too_late_is_told_so() {
        let retry = Retry { key: Some("pk_jobs"), ..Retry::default() };
        let taken = |key| Error::new(ErrorKind::UniqueViolation, "").with_constraint(key).with_code(2627);
        let told = retry.explain(taken("pk_jobs"));
        assert_eq!(
            (told.kind(), told.constraint(), told.code()),
            (ErrorKind::Conflict, Some("pk_jobs"), Some(2627))
        );
        assert_eq!(retry.explain(taken("ux_jobs")).kind(), ErrorKind::UniqueViolation);
        assert_eq!(Retry::default().explain(taken("pk_jobs")).kind(), ErrorKind::UniqueViolation);
    }

    #[test]
    fn waits_double_up_to_the_cap() {
        let mut attempts = attempts(20);
        let mut waits = Vec::new();
        for number in 1..=9 {
            attempts.number = number;
            assert_eq!(attempts.delay(0.0) * 2, attempts.delay(1.0));
            waits.push(attempts.delay(1.0).as_millis());
        }
        assert_eq!(waits, [20, 40, 80, 160, 320, 640, 1_280, 2_000, 2_000]);
    }
}
