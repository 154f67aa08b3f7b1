//! Guides: how a task is done with a generated client, a page for each. They are shown with Device Farm, and hold for
//! every service.

#[doc = include_str!("guide/http_client.md")]
pub mod http_client {}
