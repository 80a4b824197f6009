//! The conditions under which an operation can be run again.

use store_core::{Error, ErrorKind};

/// Whether an operation, as far as it has run, can be run again.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct RetrySafety {
    /// Whether the caller has received rows, which a second attempt would repeat, or has given rows, which a second attempt would not
    /// get.
    pub(crate) rows_passed: bool,
    /// Whether the operation may run twice. After a lost connection it may have taken effect already.
    pub(crate) repeatable: bool,
    /// The key by which the operation looks for a row before it inserts one.
    pub(crate) lookup_key: Option<&'static str>,
}

impl RetrySafety {
    /// The safety of an attempt that has sent no statement.
    pub(crate) const NOTHING_SENT: Self = Self { rows_passed: false, repeatable: true, lookup_key: None };

    /// Translates a violation of the lookup key to [`ErrorKind::Conflict`]. On an engine that ignores lock hints,
    /// another session can insert the row between lookup and insert; the row is not at fault, and the next lookup
    /// finds it.
    pub(crate) fn translate(&self, error: Error) -> Error {
        let lost_race = error.kind() == ErrorKind::UniqueViolation
            && self.lookup_key.is_some()
            && error.constraint() == self.lookup_key;
        if !lost_race {
            return error;
        }
        let mut conflict = Error::new(
            ErrorKind::Conflict,
            "another session inserted the same key: run the transaction again",
        );
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

    /// Returns whether the operation may run again after this (translated) error.
    pub(crate) fn allows_retry_after(&self, error: &Error) -> bool {
        let is_safe = match error.kind() {
            ErrorKind::ConnectionLost => self.repeatable,
            // The caller has waited for the whole limit, and the operation may have taken effect.
            ErrorKind::Timeout => false,
            kind => kind.is_transient(),
        };
        is_safe && !self.rows_passed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key_taken(key: &str) -> Error {
        Error::new(ErrorKind::UniqueViolation, "").with_constraint(key).with_code(2627)
    }

    #[test]
    fn only_transient_errors_allow_a_retry() {
        let allows = |error: Error, repeatable, lookup_key| {
            let safety = RetrySafety { rows_passed: false, repeatable, lookup_key };
            let error = safety.translate(error);
            assert!(!RetrySafety { rows_passed: true, ..safety }.allows_retry_after(&error));
            safety.allows_retry_after(&error)
        };
        for kind in [ErrorKind::Deadlock, ErrorKind::Busy, ErrorKind::Conflict] {
            assert!(allows(Error::new(kind, ""), false, None));
        }
        assert!(allows(Error::new(ErrorKind::ConnectionLost, ""), true, None));
        assert!(!allows(Error::new(ErrorKind::ConnectionLost, ""), false, None));
        for kind in [ErrorKind::UniqueViolation, ErrorKind::Timeout, ErrorKind::PermissionDenied] {
            assert!(!allows(Error::new(kind, ""), true, None));
        }
        assert!(allows(key_taken("pk_jobs"), false, Some("pk_jobs")));
        assert!(!allows(key_taken("ux_jobs"), false, Some("pk_jobs")));
    }

    #[test]
    fn a_violated_lookup_key_is_a_conflict() {
        let safety = RetrySafety { lookup_key: Some("pk_jobs"), ..RetrySafety::default() };
        let translated = safety.translate(key_taken("pk_jobs"));
        assert_eq!(
            (translated.kind(), translated.constraint(), translated.code()),
            (ErrorKind::Conflict, Some("pk_jobs"), Some(2627))
        );
        assert_eq!(safety.translate(key_taken("ux_jobs")).kind(), ErrorKind::UniqueViolation);
        assert_eq!(RetrySafety::default().translate(key_taken("pk_jobs")).kind(), ErrorKind::UniqueViolation);
    }
}
