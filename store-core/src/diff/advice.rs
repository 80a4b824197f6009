//! Recommendations for database settings.

use std::fmt;

use super::{Catalog, CatalogReader, rows};
use crate::error::Error;

/// A recommendation to change a setting of the database; no operation depends on it.
///
/// ```
/// use store_core::diff::Advice;
///
/// let advice = Advice {
///     setting: "journal_mode".to_owned(),
///     current: "delete".to_owned(),
///     recommended: "wal",
///     reason: "readers and the writer do not wait for one another",
///     fix: "PRAGMA journal_mode = wal;".to_owned(),
/// };
/// assert_eq!(
///     advice.to_string(),
///     "journal_mode is delete, recommended wal: readers and the writer do not wait for one another \
///      (PRAGMA journal_mode = wal;)"
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// The engine's name of the setting.
    pub setting: String,
    /// The current value.
    pub current: String,
    /// The recommended value.
    pub recommended: &'static str,
    /// The reason.
    pub reason: &'static str,
    /// The statement or step that changes the setting.
    pub fix: String,
}

impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { setting, current, recommended, reason, fix } = self;
        write!(f, "{setting} is {current}, recommended {recommended}: {reason} ({fix})")
    }
}

/// A recommended setting.
pub(crate) struct SettingRule {
    pub(crate) setting: &'static str,
    pub(crate) recommended: &'static str,
    pub(crate) accepts: fn(&str) -> bool,
    pub(crate) reason: &'static str,
    /// The statement or step that changes the setting; `DATABASE` is replaced by the name of the database.
    pub(crate) fix: &'static str,
}

/// The recommended settings of an engine.
pub(crate) struct Settings {
    /// The query that returns a row per setting: its name, its value, and the name of the database.
    pub(crate) query: &'static str,
    pub(crate) rules: &'static [SettingRule],
}

/// Returns a recommendation for each setting that differs from the recommended value.
pub(crate) async fn advice(
    engine: &dyn Catalog,
    reader: &mut dyn CatalogReader,
) -> Result<Vec<Advice>, Error> {
    let Settings { query, rules } = engine.settings();
    let mut advice = Vec::new();
    for [setting, current, database] in rows::<3>(reader, query, &[]).await? {
        let (Some(setting), Some(current)) = (setting, current) else { continue };
        let Some(rule) = rules.iter().find(|rule| rule.setting == setting) else { continue };
        if (rule.accepts)(&current) {
            continue;
        }
        let fix = rule.fix.replace("DATABASE", &database.unwrap_or_default());
        advice.push(Advice { setting, current, recommended: rule.recommended, reason: rule.reason, fix });
    }
    Ok(advice)
}

#[cfg(test)]
mod tests {
    use crate::dialect::Dialect;

    #[test]
    fn each_rule_has_a_setting_and_accepts_the_recommended_value() {
        for settings in Dialect::ALL.map(|dialect| dialect.engine().settings()) {
            for rule in settings.rules {
                let setting = format!("'{}'", rule.setting);
                assert!(settings.query.contains(&setting), "{} is not queried", rule.setting);
                assert!((rule.accepts)(rule.recommended), "{} rejects its recommended value", rule.setting);
            }
        }
    }
}
