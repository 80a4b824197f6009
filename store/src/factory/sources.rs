//! Collects the values of settings from the program, the environment and the YAML file.

use std::env::{self, VarError};

use super::settings::{Backend, SETTINGS, Setting, invalid};
use crate::{Error, ErrorKind};

/// Looks up an environment variable.
pub(super) type Lookup<'v> = &'v dyn Fn(&str) -> Result<Option<String>, Error>;

/// Reads a variable of the process environment.
pub(super) fn environment(name: &str) -> Result<Option<String>, Error> {
    match env::var(name) {
        Ok(value) => Ok(Some(value)),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(invalid(format!("{name} is not Unicode text"))),
    }
}

/// The values of all settings that were set, from the first source that sets each.
#[derive(Default)]
pub(super) struct Sources(Vec<SettingValue>);

/// The value of a setting and where it was set.
pub(super) struct SettingValue {
    setting: Setting,
    pub(super) text: String,
    origin: Origin,
}

/// Where a value was set.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    Program,
    Variable(&'static str),
    File,
}

impl SettingValue {
    /// Creates an error that names the place of the value.
    pub(super) fn error(&self, message: &str) -> Error {
        let info = self.setting.info();
        let variable = self.setting.variable();
        match self.origin {
            Origin::Program => invalid(format!("{variable} (set by the program): {message}")),
            Origin::Variable(name) => invalid(format!("{name}: {message}")),
            Origin::File => invalid(format!(
                "{variable} ({} in the configuration file): {message}",
                info.key.unwrap_or_default()
            )),
        }
    }

    /// Parses a boolean.
    pub(super) fn parse_bool(&self) -> Result<bool, Error> {
        match self.text.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "1" => Ok(true),
            "false" | "no" | "off" | "0" => Ok(false),
            _ => Err(self.error("invalid value: use `true` or `false`")),
        }
    }
}

impl Sources {
    /// Collects the values; a setting of the program takes precedence over the environment, and that over the file.
    pub(super) fn new(
        program: &[(Setting, String)],
        variable: Lookup<'_>,
        file: &[(Setting, String)],
    ) -> Result<Self, Error> {
        let mut values = Vec::new();
        let last = |settings: &[(Setting, String)], wanted| {
            let found = settings.iter().rev().find(|(setting, _)| *setting == wanted);
            found.map(|(_, text)| text.clone()).filter(|text| !text.is_empty())
        };
        // A server that the program names is not the one of a connection string in the environment.
        let program_names_server = program.iter().any(|(setting, _)| setting.is_in_connection_string());
        for info in &SETTINGS {
            let setting = info.setting;
            if let Some(text) = last(program, setting) {
                values.push(SettingValue { setting, text, origin: Origin::Program });
                continue;
            }
            if setting == Setting::ConnectionString && program_names_server {
                continue;
            }
            let before = values.len();
            for name in info.variables {
                if let Some(text) = variable(name)?.filter(|text| !text.is_empty()) {
                    values.push(SettingValue { setting, text, origin: Origin::Variable(name) });
                }
            }
            if values.len() == before
                && let Some(name) = info.fallback_variable
                && let Some(text) = variable(name)?.filter(|text| !text.is_empty())
            {
                values.push(SettingValue { setting, text, origin: Origin::Variable(name) });
            }
            if values.len() == before
                && let Some(text) = last(file, setting)
            {
                values.push(SettingValue { setting, text, origin: Origin::File });
            }
        }
        Ok(Self(values))
    }

    /// Returns the value of a setting, or `None` if no source sets it.
    ///
    /// Two variables of one setting with different values are an error, which is reported only for a setting that is
    /// used.
    pub(super) fn get(&self, setting: Setting) -> Result<Option<&SettingValue>, Error> {
        let mut values = self.0.iter().filter(|value| value.setting == setting);
        let Some(first) = values.next() else { return Ok(None) };
        match values.find(|other| other.text != first.text) {
            None => Ok(Some(first)),
            Some(other) => {
                let name = |value: &SettingValue| match value.origin {
                    Origin::Variable(name) => name,
                    Origin::Program | Origin::File => setting.variable(),
                };
                Err(invalid(format!(
                    "{} and {} have different values: unset one of them",
                    name(first),
                    name(other)
                )))
            }
        }
    }

    /// Returns the value of a setting or its default.
    pub(super) fn text_or_default(&self, setting: Setting) -> Result<&str, Error> {
        Ok(self.get(setting)?.map_or_else(|| setting.default_value(), |value| value.text.as_str()))
    }

    pub(super) fn backend(&self) -> Result<Backend, Error> {
        let Some(value) = self.get(Setting::Backend)? else { return Ok(Backend::SqlServer) };
        let name = value.text.to_ascii_lowercase();
        let known = [Backend::SqlServer, Backend::Sqlite].into_iter().find(|backend| backend.name() == name);
        known.ok_or_else(|| value.error(&format!("unknown backend {name:?}: use `sqlserver` or `sqlite`")))
    }

    pub(super) fn auto_init(&self) -> Result<Option<bool>, Error> {
        self.get(Setting::AutoInit)?.map(SettingValue::parse_bool).transpose()
    }

    /// Adds to an error of the driver, which names options, the settings that set these options.
    pub(super) fn with_variables(error: Error) -> Error {
        if error.kind() != ErrorKind::Config {
            return error;
        }
        let is_named = |option: &str| error.message().contains(&format!("`{option}`"));
        let named: Vec<String> = SETTINGS
            .iter()
            .filter_map(|info| Some((info, info.driver_option.filter(|option| is_named(option))?)))
            .map(|(info, option)| format!("`{option}` is {}", info.variables[0]))
            .collect();
        if named.is_empty() {
            return error;
        }
        invalid(format!("{} ({})", error.message(), named.join(", ")))
    }
}
