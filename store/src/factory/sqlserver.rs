//! The options of SQL Server from the settings.

use store_mssql::{Encryption, MssqlOptions};

use super::settings::{Setting, invalid};
use super::sources::{SettingValue, Sources};
use crate::{Dialect, Error, ident};

/// Returns the options of the driver.
pub(super) fn options(sources: &Sources) -> Result<MssqlOptions, Error> {
    let schema = schema(sources)?;
    let mut options = match sources.get(Setting::ConnectionString)? {
        Some(value) => {
            MssqlOptions::from_connection_string(&value.text).map_err(|error| value.error(error.message()))?
        }
        None => options_from_parts(sources)?,
    };
    if schema != Setting::Schema.default_value() {
        options = options.schema(crate::state::in_schema(Dialect::Mssql, schema)?);
    }
    Ok(options)
}

/// Returns the schema of the tables.
pub(super) fn schema(sources: &Sources) -> Result<&str, Error> {
    let Some(value) = sources.get(Setting::Schema)? else { return Ok(Setting::Schema.default_value()) };
    ident::check(&value.text)
        .map_err(|error| value.error(&format!("invalid schema name {:?}: {error}", value.text)))?;
    Ok(&value.text)
}

fn options_from_parts(sources: &Sources) -> Result<MssqlOptions, Error> {
    let database = name(sources, Setting::Database)?;
    let mut options = MssqlOptions::new(Setting::Host.default_value(), database);
    if let Some(value) = sources.get(Setting::Host)? {
        options = options.server(&value.text).map_err(|error| value.error(error.message()))?;
    }
    if let Some(value) = sources.get(Setting::Port)? {
        let port = value.text.trim().parse::<u16>().ok().filter(|port| *port > 0);
        options =
            options.port(port.ok_or_else(|| value.error("invalid port: use a number from 1 to 65535"))?);
    }
    let Some(password) = sources.get(Setting::Password)? else { return Err(missing_password()) };
    check_name(password)?;
    options = options.login(name(sources, Setting::User)?, password.text.as_str());
    if let Some(value) = sources.get(Setting::Encryption)? {
        let encryption = value.text.parse::<Encryption>();
        options = options.encryption(encryption.map_err(|error| value.error(error.message()))?);
    }
    if let Some(value) = sources.get(Setting::TrustServerCertificate)? {
        options = options.trust_server_certificate(value.parse_bool()?);
    }
    if let Some(value) = sources.get(Setting::CaFile)? {
        options = options.trust_ca_file(&value.text);
    }
    options.validate()?;
    Ok(options)
}

/// Returns the value of a setting that is a name, or its default.
fn name(sources: &Sources, setting: Setting) -> Result<&str, Error> {
    sources.get(setting)?.map_or(Ok(()), check_name)?;
    sources.text_or_default(setting)
}

/// Refuses a name or password with control characters, such as the line break at the end of a file. The driver checks the
/// same, but does not know the variable.
fn check_name(value: &SettingValue) -> Result<(), Error> {
    if value.text.trim().is_empty() {
        return Err(value.error("the value is empty: set it"));
    }
    if value.text.chars().any(char::is_control) {
        return Err(value.error("the value contains a line break or another control character: remove it"));
    }
    Ok(())
}

fn missing_password() -> Error {
    let info = Setting::Password.info();
    let variables: Vec<&str> = info.variables.iter().chain(&info.fallback_variable).copied().collect();
    let (last, others) = variables.split_last().map_or(("", &[][..]), |(last, others)| (*last, others));
    invalid(format!("no password is given: set {} or {last}", others.join(", ")))
}
