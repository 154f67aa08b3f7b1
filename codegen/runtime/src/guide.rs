//! Guides, one page for each task. The examples use Device Farm; they apply to every generated service.

#[doc = include_str!("guide/building.md")]
pub mod building {}

#[doc = include_str!("guide/configuring.md")]
pub mod configuring {}

#[doc = include_str!("guide/waiting.md")]
pub mod waiting {}

#[doc = include_str!("guide/paging.md")]
pub mod paging {}

#[doc = include_str!("guide/responses.md")]
pub mod responses {}

#[doc = include_str!("guide/retrying.md")]
pub mod retrying {}

#[doc = include_str!("guide/testing.md")]
pub mod testing {}

#[doc = include_str!("guide/http_client.md")]
pub mod http_client {}
