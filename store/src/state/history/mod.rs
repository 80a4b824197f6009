//! The history of resources: versions, links and sightings.

mod discovered_link;
mod later_sightings;
mod lookup;
mod resource_version;

pub use discovered_link::DiscoveredLink;
pub use later_sightings::LaterSightings;
pub use resource_version::ResourceVersion;
