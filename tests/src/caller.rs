//! A caller: a Rust program that uses each public item of a generated client, so that the compiler says whether a program that was
//! written for one version of the client compiles against another.
//!
//! It is made of the list of public items, one function for each type, and is compiled and never run: its values come from a function
//! that does not return.

mod parts;
mod signature;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use codegen::api::{ApiItem, ApiKind};
use parts::Uses;

/// A program that uses each item of a client.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The text of a module.
    pub text: String,
    /// The number of items that it uses, by kind.
    pub uses: BTreeMap<ApiKind, usize>,
}

impl Caller {
    /// Creates the program for the items of a client.
    ///
    /// `client` is the path of the client's module in the program that it becomes a part of. It may be that of another version of the
    /// client, and of any name.
    ///
    /// # Panics
    ///
    /// If the signature of an item has a form that is not known here.
    #[must_use]
    pub fn of(items: &[ApiItem], client: &str) -> Self {
        let root = items.first().map_or("", |item| item.path.split("::").next().unwrap_or_default());
        let package = client.split("::").next().unwrap_or_default();
        let uses = Uses::new(items, root);
        let mut groups: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
        let mut count = BTreeMap::new();
        for item in items {
            let statements = uses.statements(item);
            assert!(!statements.is_empty(), "the caller does not use `{item}`");
            *count.entry(item.kind).or_default() += 1;
            groups.entry((uses.module(item), uses.owner(item))).or_default().extend(statements);
        }
        let mut text = format!("{HEADER}use {package}::runtime;\nuse {client} as {root};\n");
        let mut open = None;
        for (index, ((module, _), statements)) in groups.iter().enumerate() {
            if open != Some(module) {
                if open.is_some() {
                    text.push_str("}\n");
                }
                writeln!(text, "\nmod m{index} {{\n    use super::*;\n    use {module}::*;").expect("written");
                for name in uses.types() {
                    writeln!(text, "    use {root}::{name};").expect("written");
                }
                open = Some(module);
            }
            writeln!(text, "    pub fn f{index}() {{").expect("written");
            for statement in statements {
                writeln!(text, "        {statement}").expect("written");
            }
            text.push_str("    }\n");
        }
        text.push_str("}\n");
        Self { text, uses: count }
    }
}

/// `any` is the value of each argument. Globs bring in the names of the module that a signature stands in.
const HEADER: &str = "\
#![allow(unused, elided_lifetimes_in_paths, hidden_glob_reexports)]

use std::collections::BTreeMap;
use std::time::Duration;

fn any<T>() -> T {
    unreachable!(\"a caller is compiled and not run\")
}

";
