//! A caller: a Rust program that uses each public item of a generated client, so that the compiler says whether a program that was
//! written for one version of the client compiles against another.
//!
//! It is made of the list of public items, one function for each type, and is compiled and never run: its values come from a function
//! that does not return.

mod parts;
mod signature;

use std::collections::{BTreeMap, BTreeSet};

use codegen::api::{ApiItem, ApiKind};
use parts::Uses;

/// The path and the kind of an item, which identify it.
pub type Key = (String, ApiKind);

/// A program that uses each item of a client.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The text of a module.
    pub text: String,
    /// The item that a line uses, by the line's number from 1 on.
    pub lines: BTreeMap<usize, Key>,
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
        Self::without(items, client, &BTreeSet::new())
    }

    /// Creates the same program without the uses of some items.
    ///
    /// # Panics
    ///
    /// If the signature of an item has a form that is not known here.
    #[must_use]
    pub fn without(items: &[ApiItem], client: &str, omitted: &BTreeSet<Key>) -> Self {
        let root = items.first().map_or("", |item| item.path.split("::").next().unwrap_or_default());
        let package = client.split("::").next().unwrap_or_default();
        let uses = Uses::new(items, root);
        let mut groups: BTreeMap<(&str, &str), Vec<(Key, String)>> = BTreeMap::new();
        for item in items {
            let key = (item.path.clone(), item.kind);
            let statements = uses.statements(item);
            assert!(!statements.is_empty(), "the caller does not use `{item}`");
            if !omitted.contains(&key) {
                let group = groups.entry((uses.module(item), uses.owner(item))).or_default();
                group.extend(statements.into_iter().map(|statement| (key.clone(), statement)));
            }
        }
        let mut text = Text::default();
        text.add(&format!("{HEADER}use {package}::runtime;\nuse {client} as {root};"));
        let mut open = None;
        for (index, ((module, _), statements)) in groups.into_iter().enumerate() {
            if open != Some(module) {
                text.add(if open.is_some() { "}\n" } else { "" });
                // The names of the module that a signature stands in: its own, and those of the modules of types.
                text.add(&format!("mod m{index} {{\n    use super::*;"));
                let key = (module.to_owned(), ApiKind::Module);
                if !omitted.contains(&key) {
                    text.lines.insert(text.count + 1, key);
                    text.add(&format!("    use {module}::*;"));
                }
                uses.types().for_each(|name| text.add(&format!("    use {root}::{name};")));
                open = Some(module);
            }
            text.add(&format!("    pub fn f{index}() {{"));
            for (key, statement) in statements {
                text.lines.insert(text.count + 1, key);
                text.add(&format!("        {statement}"));
            }
            text.add("    }");
        }
        text.add("}");
        Self { text: text.text, lines: text.lines }
    }

    /// Returns the number of items that are used, by kind.
    #[must_use]
    pub fn uses(&self) -> BTreeMap<ApiKind, usize> {
        let items: BTreeSet<&Key> = self.lines.values().collect();
        items.into_iter().fold(BTreeMap::new(), |mut count, (_, kind)| {
            *count.entry(*kind).or_default() += 1;
            count
        })
    }
}

/// A text with the number of its lines.
#[derive(Default)]
struct Text {
    text: String,
    count: usize,
    lines: BTreeMap<usize, Key>,
}

impl Text {
    fn add(&mut self, lines: &str) {
        self.text.push_str(lines);
        self.text.push('\n');
        self.count += lines.matches('\n').count() + 1;
    }
}

/// `any` is the value of each argument.
const HEADER: &str = "\
#![allow(unused, elided_lifetimes_in_paths, hidden_glob_reexports)]

use std::collections::BTreeMap;
use std::time::Duration;

fn any<T>() -> T {
    unreachable!(\"a caller is compiled and not run\")
}

";
