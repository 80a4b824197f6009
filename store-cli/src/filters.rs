//! Options that select items.

use store::state::{Recrawl, Status, WorkItemFilter};

/// Options that select items by source; without them, the items of all sources are selected.
#[derive(Debug, clap::Args)]
pub(crate) struct SourceFilter {
    /// Select items of this source system, such as `http`
    #[arg(long)]
    pub(crate) system: Option<String>,
    /// Select items of the source with this name, such as `docs`
    #[arg(long)]
    pub(crate) name: Option<String>,
}

impl SourceFilter {
    pub(crate) fn into_item_filter(self) -> WorkItemFilter {
        let mut filter = WorkItemFilter::default();
        if let Some(system) = self.system {
            filter = filter.source_system(system);
        }
        if let Some(name) = self.name {
            filter = filter.source_name(name);
        }
        filter
    }

    pub(crate) fn apply_to(&self, mut recrawl: Recrawl) -> Recrawl {
        if let Some(system) = &self.system {
            recrawl = recrawl.source_system(system);
        }
        if let Some(name) = &self.name {
            recrawl = recrawl.source_name(name);
        }
        recrawl
    }
}

/// Parses the name of a status.
pub(crate) fn parse_status(text: &str) -> Result<Status, String> {
    parse_one_of(text, Status::ALL.into_iter())
}

/// Parses the name of a status that is final until a re-crawl.
pub(crate) fn parse_finished_status(text: &str) -> Result<Status, String> {
    parse_one_of(text, Status::ALL.into_iter().filter(|status| status.is_finished()))
}

fn parse_one_of(text: &str, statuses: impl Iterator<Item = Status> + Clone) -> Result<Status, String> {
    statuses.clone().find(|status| status.as_str() == text).ok_or_else(|| {
        let names: Vec<&str> = statuses.map(|status| status.as_str()).collect();
        format!("use one of {}", names.join(", "))
    })
}
