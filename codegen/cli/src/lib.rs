//! The command line of the generator, as a library: the only code that reads and writes files. It does not depend on any
//! generated package, so that it still runs when that does not compile.

mod cargo_toml;
pub mod codegen_command;
pub mod convert_command;
pub mod import_command;
pub mod init_command;
pub mod manifest;
pub mod model_files;
pub mod position;
pub mod project;
mod provenance;
pub mod report;
pub mod runtime;
pub mod service;
pub mod tree;
pub mod workspace;
