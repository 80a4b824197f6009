//! The history of resources: versions, links and seen resources.

mod discovered_link;
mod lookup;
mod resource_version;
mod seen_resource;

pub use discovered_link::DiscoveredLink;
pub use resource_version::ResourceVersion;
pub use seen_resource::SeenResource;
