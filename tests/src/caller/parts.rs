//! The statements that use an item, by its kind.

use std::collections::{BTreeMap, BTreeSet};

use codegen::api::{ApiItem, ApiKind};

use super::signature::{Argument, Function, Receiver, behind_path, function, parameters, payload, traits, ty};

/// The items of a client, with what a use of one has to know of the others.
pub(super) struct Uses<'a> {
    root: &'a str,
    modules: BTreeSet<&'a str>,
    /// The structures and enums, which methods, fields and variants belong to.
    types: BTreeSet<&'a str>,
    /// The calls that set the required members, by the builder.
    required: BTreeMap<&'a str, String>,
    /// The methods of the client that start a builder, by the builder's name.
    starts: BTreeMap<&'a str, &'a str>,
}

impl<'a> Uses<'a> {
    pub(super) fn new(items: &'a [ApiItem], root: &'a str) -> Self {
        let of = |wanted: &'static [ApiKind]| items.iter().filter(|item| wanted.contains(&item.kind));
        let paths = |wanted| of(wanted).map(|item| item.path.as_str()).collect();
        let mut uses = Self {
            root,
            modules: paths(&[ApiKind::Module]),
            types: paths(&[ApiKind::Struct, ApiKind::Enum]),
            required: BTreeMap::new(),
            starts: BTreeMap::new(),
        };
        for item in of(&[ApiKind::Function]) {
            let (owner, name) = split(&item.path);
            let function = function(item);
            if let [Argument::Value(ty)] = function.arguments.as_slice() {
                uses.required.entry(owner).or_default().push_str(&format!(".{name}(any::<{ty}>())"));
            }
            if let Some(builder) = started(item, root) {
                uses.starts.insert(builder, name);
            }
        }
        uses
    }

    /// The modules of types that signatures name.
    pub(super) fn types(&self) -> impl Iterator<Item = &'static str> {
        ["error", "types"].into_iter().filter(|name| self.modules.contains(format!("{}::{name}", self.root).as_str()))
    }

    /// The module that an item is in.
    pub(super) fn module<'i>(&self, item: &'i ApiItem) -> &'i str {
        let mut path = item.path.as_str();
        while !self.modules.contains(path) {
            path = split(path).0;
        }
        path
    }

    /// The type that an item is or belongs to, or its module.
    pub(super) fn owner<'i>(&self, item: &'i ApiItem) -> &'i str {
        let (above, _) = split(&item.path);
        if self.types.contains(above) { above } else { self.module(item) }
    }

    /// The statements that use an item.
    pub(super) fn statements(&self, item: &ApiItem) -> Vec<String> {
        let path = &item.path;
        let (owner, name) = split(path);
        match item.kind {
            ApiKind::Module | ApiKind::Reexport => vec![format!("use {path} as _;")],
            ApiKind::Static => vec![format!("let _: &'static {} = &{path};", ty(item))],
            ApiKind::Const => vec![format!("let _: {} = {path};", ty(item))],
            ApiKind::Type => vec![format!("let _ = any::<{path}>();")],
            ApiKind::Struct | ApiKind::Enum => {
                let bounds: Vec<String> = traits(item).into_iter().map(bound).collect();
                let whole = format!("{path}{}", parameters(item));
                vec![format!("{{ fn has<T: {}>() {{}} has::<{whole}>() }}", bounds.join(" + "))]
            }
            ApiKind::Trait => vec![format!("{{ fn has<T: {path}>() {{}} }}")],
            ApiKind::Impl => {
                let (bound, of) = implementation(item);
                vec![format!("{{ fn has<T: runtime::{bound}>() {{}} has::<{of}>() }}")]
            }
            ApiKind::Field => {
                let ty = ty(item);
                let write = format!("any::<&mut {owner}>().{name} = any::<{ty}>();");
                vec![format!("let _: {ty} = any::<{owner}>().{name};"), write]
            }
            ApiKind::Variant => match payload(item) {
                None => vec![format!("let _: {owner} = {path};"), format!("if let {path} = any::<{owner}>() {{}}")],
                Some(ty) => vec![
                    format!("let _: {owner} = {path}(any::<{ty}>());"),
                    format!("if let {path}(inner) = any::<{owner}>() {{ let _: {ty} = inner; }}"),
                ],
            },
            ApiKind::Function => self.calls(item, &function(item)),
        }
    }

    /// The calls of a function: one with a value for each argument, and one with an `Option` if the argument is an optional member.
    fn calls(&self, item: &ApiItem, function: &Function) -> Vec<String> {
        let mut bounds = String::new();
        let plain: Vec<String> =
            function.arguments.iter().enumerate().map(|(i, it)| value(it, i, &mut bounds)).collect();
        let mut calls = vec![plain];
        if let [Argument::Member(ty)] = function.arguments.as_slice() {
            calls.push(vec![format!("any::<Option<{ty}>>()")]);
            if ty == "String" {
                calls.push(vec!["\"text\"".to_owned()]);
            }
        }
        let (owner, name) = split(&item.path);
        let output = match &function.output {
            Some(output) if output == "Self" => format!(": {owner}"),
            // The method of the client stands in another module than the builder.
            Some(output) if started(item, self.root).is_some() => {
                format!(": {}::operation::{name}::{output}", self.root)
            }
            Some(output) => format!(": {output}"),
            None => String::new(),
        };
        let target = self.target(item, function);
        let calls = calls.into_iter().map(|arguments| format!("let _{output} = {target}({});", arguments.join(", ")));
        calls
            .map(|call| if bounds.is_empty() { call } else { format!("{{ fn call<{bounds}>() {{ {call} }} }}") })
            .collect()
    }

    /// The path of the function, without its arguments.
    fn target(&self, item: &ApiItem, function: &Function) -> String {
        let (owner, name) = split(&item.path);
        let Some(receiver) = function.receiver else { return item.path.clone() };
        if receiver == Receiver::Reference {
            return format!("any::<&'static {owner}>().{name}");
        }
        let sends = function.output.as_ref().is_some_and(|output| output.starts_with("runtime :: client ::"));
        let mut value = format!("any::<{owner}>()");
        if sends {
            let start = self.starts.get(split(owner).1).unwrap_or_else(|| panic!("no method starts `{owner}`"));
            value = format!("any::<&{}::Client>().{start}()", self.root);
        }
        let required = self.required.get(owner).filter(|_| function.is_bounded).map_or("", String::as_str);
        format!("{value}{required}.{name}")
    }
}

/// The value of an argument. One of a type that only has a bound is a parameter of the function around the call.
fn value(argument: &Argument, index: usize, bounds: &mut String) -> String {
    match argument {
        Argument::Member(ty) | Argument::Value(ty) | Argument::Plain(ty) => format!("any::<{ty}>()"),
        Argument::Impl(bound) => {
            bounds.push_str(&format!("A{index}: {bound}, "));
            format!("any::<A{index}>()")
        }
    }
}

/// A trait as a bound, by its name in the list of items.
fn bound(name: &str) -> String {
    let path = match name {
        "Clone" | "Copy" | "Default" | "Eq" | "Ord" | "PartialEq" | "PartialOrd" | "AsRef<str>" | "From<i32>"
        | "Into<i32>" => {
            return name.to_owned();
        }
        "From<&str>" => return "for<'a> From<&'a str>".to_owned(),
        "Debug" | "Display" => "std::fmt",
        "Deserialize" => return "serde::de::DeserializeOwned".to_owned(),
        "Serialize" => "serde",
        "Error" => "std::error",
        "FromStr" => "std::str",
        "Hash" => "std::hash",
        "ModelledError" | "OperationError" | "ServiceErrorKind" => "runtime",
        "ShapeValue" | "Structure" | "Union" => "runtime::schema",
        other => panic!("the caller does not know the trait `{other}`"),
    };
    format!("{path}::{name}")
}

/// The bound and the type of `impl Bound for Type`.
fn implementation(item: &ApiItem) -> (&str, &str) {
    let parts = item.signature.strip_prefix("impl ").and_then(|rest| rest.rsplit_once(" for "));
    parts.unwrap_or_else(|| panic!("`{item}` is not an implementation"))
}

/// The builder that a method of the client starts, if it is such a method.
fn started<'i>(item: &'i ApiItem, root: &str) -> Option<&'i str> {
    let is_client = split(&item.path).0.strip_prefix(root) == Some("::Client");
    behind_path(item).split_once("-> ")?.1.strip_suffix("<runtime::client::Client>").filter(|_| is_client)
}

/// A path without its last name, and this name.
fn split(path: &str) -> (&str, &str) {
    path.rsplit_once("::").unwrap_or(("", path))
}
