//! A seed, and the item that it becomes.

use serde::Deserialize;
use serde_json::Value;
use store::state::{Identity, NewItem};
use url::Url;

/// The values of fields that a seed leaves out.
#[derive(Debug)]
pub(super) struct SeedDefaults {
    pub(super) system: String,
    /// `None` is the host of the URL.
    pub(super) name: Option<String>,
    pub(super) resource_type: String,
    pub(super) priority: i32,
}

/// The form of a seed in JSON and YAML.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Seed {
    #[serde(alias = "url")]
    uri: String,
    system: Option<String>,
    name: Option<String>,
    #[serde(rename = "type")]
    resource_type: Option<String>,
    id: Option<String>,
    variant: Option<String>,
    method: Option<String>,
    headers: Option<Value>,
    body: Option<String>,
    metadata: Option<Value>,
    priority: Option<i32>,
    rank: Option<i32>,
}

impl Seed {
    pub(super) fn from_url(url: &str) -> Self {
        Self { uri: url.to_owned(), ..Self::default() }
    }

    pub(super) fn into_item(self, defaults: &SeedDefaults) -> Result<NewItem, String> {
        let uri = abbreviate(&self.uri);
        let mut url = Url::parse(&self.uri).map_err(|error| {
            format!("invalid URL {uri:?} ({error}): write the whole URL, such as https://docs.example/page")
        })?;
        // The fragment is not sent to the server: URLs that differ in it are the same page.
        url.set_fragment(None);
        let name = self.name.as_deref().or(defaults.name.as_deref()).or_else(|| url.host_str());
        let name = name.ok_or_else(|| format!("the URL {uri:?} has no host: name the source with --name"))?;
        let identity = Identity {
            source_system: self.system.as_deref().unwrap_or(&defaults.system),
            source_name: name,
            resource_type: self.resource_type.as_deref().unwrap_or(&defaults.resource_type),
            resource_id: self.id.as_deref().unwrap_or(url.as_str()),
            variant: self.variant.as_deref(),
        };
        let mut item =
            NewItem::new(identity, url.as_str()).priority(self.priority.unwrap_or(defaults.priority));
        if let Some(method) = self.method {
            item = item.method(method);
        }
        if let Some(headers) = self.headers {
            item = item.headers(headers);
        }
        if let Some(body) = self.body {
            item = item.body(body);
        }
        if let Some(metadata) = self.metadata {
            item = item.metadata(metadata);
        }
        if let Some(rank) = self.rank {
            item = item.rank(rank);
        }
        item.check().map_err(|error| error.to_string())?;
        Ok(item)
    }
}

/// Returns the part of a string that errors show.
fn abbreviate(text: &str) -> String {
    const MAX_CHARS: usize = 100;
    match text.char_indices().nth(MAX_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
