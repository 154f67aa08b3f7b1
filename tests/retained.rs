//! Retained items: what the service removes stays in the generated code, import after import, and nothing that is written by
//! hand into `retained.json` is believed without a check.

mod fixtures;
mod history;
mod int_enums;
mod mutations;
mod names;
mod page_items;
mod polls;
mod refused;
