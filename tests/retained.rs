//! Retained items: what the service removes stays in the generated code, import after import, and nothing that is written by
//! hand into `retained.json` is believed without a check.

#[path = "retained/fixtures.rs"]
mod fixtures;
#[path = "retained/history.rs"]
mod history;
#[path = "retained/mutations.rs"]
mod mutations;
#[path = "retained/polls.rs"]
mod polls;
#[path = "retained/refused.rs"]
mod refused;
