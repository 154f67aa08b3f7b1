//! The command line of the generator, and a builder for build scripts: the only code that reads and writes files. It does
//! not depend on any generated package, so that it still runs when that does not compile.
//!
//! Build scripts use [`build`], with `default-features = false`. The commands come with the feature `cli`; their modules
//! are public for programs that add commands of their own, and change with any version.

#[cfg(feature = "cli")]
mod botocore;
pub mod build;
#[cfg(feature = "cli")]
mod cargo_toml;
#[cfg(feature = "cli")]
pub mod codegen_command;
#[cfg(feature = "cli")]
pub mod convert_command;
#[cfg(feature = "cli")]
pub mod diff_command;
#[cfg(feature = "cli")]
mod folder;
mod header;
#[cfg(feature = "cli")]
pub mod import_command;
#[cfg(feature = "cli")]
pub mod init_command;
#[cfg(feature = "cli")]
mod interrupted;
#[cfg(feature = "cli")]
mod line_endings;
#[cfg(feature = "cli")]
pub mod manifest;
pub mod model_files;
#[cfg(feature = "cli")]
mod output;
#[cfg(feature = "cli")]
pub mod position;
#[cfg(feature = "cli")]
pub mod project;
#[cfg(feature = "cli")]
mod provenance;
#[cfg(feature = "cli")]
pub mod release;
#[cfg(feature = "cli")]
pub mod report;
#[cfg(feature = "cli")]
pub mod retire_command;
#[cfg(feature = "cli")]
pub mod runtime;
pub mod service;
pub mod tree;
#[cfg(feature = "cli")]
pub mod update_command;
pub mod workspace;
