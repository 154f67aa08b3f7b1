//! The imports of a crate, from file to file, as its sources state them.
//!
//! A path counts for the file that defines its item: a module that only hands a name on takes no part. Code that is
//! compiled for tests only, and macros, whose paths belong to their callers, are left out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::{Item, ItemMod, UseTree, Visibility};

use super::circles::Graph;

/// The texts of a crate, by their paths.
pub(crate) type Sources = BTreeMap<PathBuf, String>;

type ModulePath = Vec<String>;

/// A module of the crate.
#[derive(Default)]
struct Module {
    file: String,
    children: BTreeSet<String>,
    /// Local names of imported items, and the paths behind them.
    imports: BTreeMap<String, Vec<String>>,
    /// The paths whose items are all imported.
    globs: Vec<Vec<String>>,
    /// The names that are handed on.
    reexports: BTreeSet<String>,
    /// The names of items that are defined here.
    items: BTreeSet<String>,
    /// Paths in the code.
    paths: BTreeSet<Vec<String>>,
}

/// The target of a path.
enum Target {
    Module(ModulePath),
    /// The file and the name of an item.
    Item(String, String),
}

/// All modules of a crate.
#[derive(Default)]
pub(crate) struct Crate {
    modules: BTreeMap<ModulePath, Module>,
    /// The files of exported macros, which are reached through the crate's root.
    macros: BTreeMap<String, String>,
}

impl Crate {
    /// Reads a crate from its root file.
    pub(crate) fn read(root: &Path, sources: &Sources) -> Self {
        let mut this = Self::default();
        this.read_file(root, Vec::new(), sources);
        this
    }

    /// The imports from file to file, without those of a file from itself.
    pub(crate) fn graph(&self) -> Graph {
        let mut graph = Graph::new();
        for (path, module) in &self.modules {
            let edges = graph.entry(module.file.clone()).or_default();
            let used =
                module.imports.iter().filter(|(name, _)| !module.reexports.contains(*name)).map(|(_, path)| path);
            for target in used.chain(&module.paths).filter_map(|used| self.resolve(path, used, 0)) {
                match target {
                    Target::Item(file, name) if file != module.file => {
                        edges.entry(file).or_default().insert(name);
                    }
                    _ => {}
                }
            }
        }
        graph
    }

    fn read_file(&mut self, file: &Path, path: ModulePath, sources: &Sources) {
        let text = sources.get(file).unwrap_or_else(|| panic!("{} is declared and missing", file.display()));
        let parsed = syn::parse_file(text).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        let is_root = path.is_empty() || file.ends_with("mod.rs");
        let folder = if is_root { file.parent().unwrap_or(file).to_owned() } else { file.with_extension("") };
        self.read_items(parsed.items, file, &folder, path, sources);
    }

    fn read_items(&mut self, items: Vec<Item>, file: &Path, folder: &Path, path: ModulePath, sources: &Sources) {
        let mut module = Module { file: file.display().to_string(), ..Module::default() };
        for item in items.into_iter().filter(|item| !is_for_tests(item)) {
            match item {
                // The file of another package.
                Item::Mod(declared) if declared.attrs.iter().any(|attribute| attribute.path().is_ident("path")) => {}
                Item::Mod(mut declared) => {
                    let name = declared.ident.to_string();
                    module.children.insert(name.clone());
                    let child = [path.clone(), vec![name.clone()]].concat();
                    match declared.content.take() {
                        Some((_, items)) => self.read_items(items, file, &folder.join(&name), child, sources),
                        None => self.read_file(&file_of(folder, &declared, sources), child, sources),
                    }
                }
                Item::Use(import) => {
                    let is_private = matches!(import.vis, Visibility::Inherited);
                    module.import(&import.tree, &mut Vec::new(), is_private);
                }
                Item::Macro(defined) if defined.ident.is_some() => {
                    let name = defined.ident.map(|name| name.to_string()).unwrap_or_default();
                    if defined.attrs.iter().any(|attribute| attribute.path().is_ident("macro_export")) {
                        self.macros.insert(name.clone(), module.file.clone());
                    }
                    module.items.insert(name);
                }
                item => {
                    module.items.extend(name_of(&item));
                    module.scan(item.to_token_stream());
                }
            }
        }
        self.modules.insert(path, module);
    }

    /// Finds the item or the module that a path in a module means. `None` if it is of another crate.
    fn resolve(&self, from: &[String], path: &[String], depth: usize) -> Option<Target> {
        let mut at = from.to_vec();
        let mut rest = path.iter().peekable();
        match path.first()?.as_str() {
            "crate" => at.clear(),
            "self" | "super" => {}
            first => return self.resolve_in(&at, first, &path[1..], depth),
        }
        while let Some(step) = rest.next_if(|step| ["crate", "self", "super"].contains(&step.as_str())) {
            if step == "super" {
                at.pop();
            }
        }
        let rest: Vec<String> = rest.cloned().collect();
        match rest.split_first() {
            Some((name, rest)) => self.resolve_in(&at, name, rest, depth),
            None => Some(Target::Module(at)),
        }
    }

    /// Finds what a name and the rest of its path mean in a module.
    fn resolve_in(&self, at: &[String], name: &str, rest: &[String], depth: usize) -> Option<Target> {
        let module = self.modules.get(at)?;
        // Imports that lead in a circle, such as `use rt::rt;`, have no target.
        if depth > 16 {
            return None;
        }
        let target = if module.children.contains(name) {
            Target::Module([at, &[name.to_owned()]].concat())
        } else if let Some(path) = module.imports.get(name).filter(|path| path[..] != [name]) {
            self.resolve(at, path, depth + 1)?
        } else if module.items.contains(name) {
            self.item(at, name)?
        } else if let Some(file) = self.macros.get(name).filter(|_| at.is_empty()) {
            Target::Item(file.clone(), name.to_owned())
        } else {
            let mut globs = module.globs.iter().filter_map(|path| self.resolve(at, path, depth + 1));
            globs.find_map(|target| match target {
                Target::Module(other) if other != at => self.resolve_in(&other, name, &[], depth + 1),
                _ => None,
            })?
        };
        match (target, rest.split_first()) {
            (Target::Module(path), Some((name, rest))) => self.resolve_in(&path, name, rest, depth),
            (target, _) => Some(target),
        }
    }

    fn item(&self, at: &[String], name: &str) -> Option<Target> {
        Some(Target::Item(self.modules.get(at)?.file.clone(), name.to_owned()))
    }
}

impl Module {
    /// Records an import, with the path that leads to this part of it.
    fn import(&mut self, tree: &UseTree, path: &mut Vec<String>, is_private: bool) {
        match tree {
            UseTree::Path(step) => {
                path.push(step.ident.to_string());
                self.import(&step.tree, path, is_private);
                path.pop();
            }
            UseTree::Name(name) if name.ident == "self" => {
                let local = path.last().cloned().unwrap_or_default();
                self.import_as(local, path.clone(), is_private);
            }
            UseTree::Name(name) => {
                let name = name.ident.to_string();
                self.import_as(name.clone(), [path.clone(), vec![name]].concat(), is_private);
            }
            UseTree::Rename(rename) => {
                let target = [path.clone(), vec![rename.ident.to_string()]].concat();
                // Several traits may be imported as `_`.
                let local = if rename.rename == "_" { target.join("::") } else { rename.rename.to_string() };
                self.import_as(local, target, is_private);
            }
            UseTree::Glob(_) => self.globs.push(path.clone()),
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.import(tree, path, is_private);
                }
            }
        }
    }

    fn import_as(&mut self, local: String, path: Vec<String>, is_private: bool) {
        if !is_private {
            self.reexports.insert(local.clone());
        }
        self.imports.insert(local, path);
    }

    /// Records the paths in code. The names of fields, arguments and methods are none.
    fn scan(&mut self, code: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let (mut colons, mut is_member) = (0, false);
        for token in code {
            let is_dot = matches!(&token, TokenTree::Punct(mark) if mark.as_char() == '.');
            match token {
                TokenTree::Ident(name) => {
                    match colons {
                        0 => self.record(&mut path),
                        // `name: Type`.
                        1 => path.clear(),
                        _ => {}
                    }
                    if !is_member {
                        path.push(name.to_string());
                    }
                    colons = 0;
                }
                TokenTree::Punct(mark) if mark.as_char() == ':' => colons += 1,
                token => {
                    if colons == 1 {
                        path.clear();
                    }
                    self.record(&mut path);
                    colons = 0;
                    if let TokenTree::Group(group) = token {
                        self.scan(group.stream());
                    }
                }
            }
            is_member = is_dot;
        }
        self.record(&mut path);
    }

    fn record(&mut self, path: &mut Vec<String>) {
        if !path.is_empty() {
            self.paths.insert(std::mem::take(path));
        }
    }
}

/// The file of a module that is declared in a folder.
fn file_of(folder: &Path, module: &ItemMod, sources: &Sources) -> PathBuf {
    let name = module.ident.to_string();
    let file = folder.join(format!("{name}.rs"));
    if sources.contains_key(&file) { file } else { folder.join(name).join("mod.rs") }
}

/// The name of an item that can be imported.
fn name_of(item: &Item) -> Option<String> {
    Some(match item {
        Item::Const(it) => it.ident.to_string(),
        Item::Enum(it) => it.ident.to_string(),
        Item::Fn(it) => it.sig.ident.to_string(),
        Item::Static(it) => it.ident.to_string(),
        Item::Struct(it) => it.ident.to_string(),
        Item::Trait(it) => it.ident.to_string(),
        Item::Type(it) => it.ident.to_string(),
        _ => return None,
    })
}

/// True if an item is compiled for tests only.
fn is_for_tests(item: &Item) -> bool {
    let attributes = match item {
        Item::Const(it) => &it.attrs,
        Item::Fn(it) => &it.attrs,
        Item::Impl(it) => &it.attrs,
        Item::Mod(it) => &it.attrs,
        Item::Use(it) => &it.attrs,
        _ => return false,
    };
    let test_only =
        |attribute: &syn::Attribute| attribute.to_token_stream().to_string().replace(' ', "") == "#[cfg(test)]";
    attributes.iter().any(test_only)
}
