//! The public items in rustdoc's JSON, as the lines of `api.txt`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// The items that can be named from outside, each with its signature.
pub(crate) fn items(json: &Value) -> BTreeSet<String> {
    let mut crate_ = Crate { index: &json["index"], visible: BTreeSet::new(), lines: BTreeSet::new() };
    let root = crate_.item(&json["root"]);
    crate_.find(root);
    crate_.module(root, "");
    assert!(!crate_.lines.is_empty(), "rustdoc lists items");
    crate_.lines
}

/// A text in which paths are cut down to their last names.
pub(crate) fn without_paths(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_alphanumeric() || c == '_') {
        let end =
            rest[start..].find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).map_or(rest.len(), |at| start + at);
        plain.push_str(&rest[..start]);
        let is_qualifier = rest[end..].starts_with("::");
        if !is_qualifier {
            plain.push_str(&rest[start..end]);
        }
        rest = if is_qualifier { &rest[end + 2..] } else { &rest[end..] };
    }
    plain + rest
}

struct Crate<'j> {
    index: &'j Value,
    /// The items of public modules.
    visible: BTreeSet<String>,
    lines: BTreeSet<String>,
}

/// The traits that have lines of their own, for they have types.
const WITH_TYPES: &[&str] = &["Operation", "PaginatedItems", "PaginatedOperation", "Waiter"];

impl<'j> Crate<'j> {
    fn item(&self, id: &Value) -> &'j Value {
        &self.index[id.to_string()]
    }

    /// Notes what stands in public modules.
    fn find(&mut self, module: &'j Value) {
        for id in list(&module["inner"]["module"]["items"]) {
            self.visible.insert(id.to_string());
            let item = self.item(id);
            if item["inner"]["module"].is_object() && item["visibility"] == "public" {
                self.find(item);
            }
        }
    }

    fn module(&mut self, module: &'j Value, path: &str) {
        for id in list(&module["inner"]["module"]["items"]) {
            let item = self.item(id);
            if item["visibility"] != "public" {
                continue;
            }
            let inner = &item["inner"];
            if inner["use"].is_object() {
                self.reexport(&inner["use"], path);
                continue;
            }
            let at = join(path, text(&item["name"]));
            if inner["module"].is_object() {
                self.line(item, &format!("pub mod {at}"));
                self.module(item, &at);
            } else {
                self.named(item, &at);
            }
        }
    }

    fn reexport(&mut self, it: &'j Value, path: &str) {
        let (source, name) = (text(&it["source"]), text(&it["name"]));
        let at = join(path, name);
        let target = self.item(&it["id"]);
        if target.is_null() {
            // The generated code has a short name for the runtime.
            let source = source.strip_prefix("rt::").map_or(source.to_owned(), |it| format!("runtime::{it}"));
            self.lines.insert(format!("pub use {source} as {at}"));
        } else if self.visible.contains(&it["id"].to_string()) {
            self.lines.insert(format!("pub use {} as {at}", join(path, source)));
        } else {
            self.named(target, &at);
        }
    }

    /// Anything but a module or a re-export.
    fn named(&mut self, item: &'j Value, at: &str) {
        let inner = &item["inner"];
        if inner["function"].is_object() {
            self.function(item, at, None);
        } else if inner["static"].is_object() {
            self.line(item, &format!("pub static {at}: {}", ty(&inner["static"]["type"])));
        } else if inner["trait"].is_object() {
            self.line(item, &format!("pub trait {at}"));
        } else if inner["type_alias"].is_object() {
            self.line(item, &format!("pub type {at} = {}", ty(&inner["type_alias"]["type"])));
        } else if inner["struct"].is_object() {
            let it = &inner["struct"];
            self.of_type(item, it, at, "struct");
            for id in list(&it["kind"]["plain"]["fields"]) {
                let field = self.item(id);
                let path = join(at, text(&field["name"]));
                self.line(field, &format!("pub {path}: {}", ty(&field["inner"]["struct_field"])));
            }
        } else if inner["enum"].is_object() {
            let it = &inner["enum"];
            self.of_type(item, it, at, "enum");
            for id in list(&it["variants"]) {
                self.variant(self.item(id), at);
            }
        } else {
            panic!("{at} is of a kind that is not known: {inner}");
        }
    }

    fn variant(&mut self, item: &'j Value, at: &str) {
        let fields = list(&item["inner"]["variant"]["kind"]["tuple"]);
        let fields: Vec<String> = fields.iter().map(|id| ty(&self.item(id)["inner"]["struct_field"])).collect();
        let fields = if fields.is_empty() { String::new() } else { format!("({})", fields.join(", ")) };
        self.line(item, &format!("pub {}{fields}", join(at, text(&item["name"]))));
    }

    /// A structure or an enum with its parameters, its traits, and its methods.
    fn of_type(&mut self, item: &'j Value, it: &'j Value, at: &str, kind: &str) {
        let parameters = list(&it["generics"]["params"])
            .iter()
            .filter(|parameter| parameter["kind"]["type"].is_object())
            .map(|parameter| format!("{} = {}", text(&parameter["name"]), ty(&parameter["kind"]["type"]["default"])));
        let parameters: Vec<String> = parameters.collect();
        let parameters = if parameters.is_empty() { String::new() } else { format!("<{}>", parameters.join(", ")) };
        let mut traits = BTreeSet::new();
        for id in list(&it["impls"]) {
            let implementation = &self.item(id)["inner"]["impl"];
            if implementation["trait"].is_null() {
                self.methods(implementation, at);
                continue;
            }
            let is_written = implementation["is_synthetic"] == false && implementation["blanket_impl"].is_null();
            let (name, owner) = (path(&implementation["trait"]), ty(&implementation["for"]));
            // `impl From<Wheels> for i32` is listed with `Wheels`.
            let is_other =
                owner != at.rsplit("::").next().unwrap_or_default() && implementation["for"]["primitive"].is_string();
            let name = if is_other { format!("Into<{owner}>") } else { name };
            if !is_written || name == "StructuralPartialEq" {
                continue;
            }
            if WITH_TYPES.iter().any(|with| name.split('<').next() == Some(with)) {
                self.with_types(implementation, &name, at);
            } else {
                traits.insert(name);
            }
        }
        let traits = traits.into_iter().collect::<Vec<_>>().join(" + ");
        self.line(item, &format!("pub {kind} {at}{parameters}: {traits}"));
    }

    fn with_types(&mut self, implementation: &'j Value, name: &str, at: &str) {
        let types: BTreeMap<&str, String> = list(&implementation["items"])
            .iter()
            .map(|id| self.item(id))
            .filter(|item| item["inner"]["assoc_type"].is_object())
            .map(|item| (text(&item["name"]), ty(&item["inner"]["assoc_type"]["type"])))
            .collect();
        let order = ["Input", "Output", "Error", "Item", "Operation"];
        let types = order.iter().filter_map(|name| Some(format!("{name} = {}", types.get(name)?)));
        let (start, given) = name.trim_end_matches('>').split_once('<').unwrap_or((name, ""));
        // Zero is the default, which is not written.
        let given = if start == "PaginatedItems" && given.is_empty() { "0" } else { given };
        let all: Vec<String> = std::iter::once(given.to_owned()).filter(|it| !it.is_empty()).chain(types).collect();
        let all = if all.is_empty() { String::new() } else { format!("<{}>", all.join(", ")) };
        self.lines.insert(format!("impl {start}{all} for {at}"));
    }

    fn methods(&mut self, implementation: &'j Value, at: &str) {
        for id in list(&implementation["items"]) {
            let item = self.item(id);
            let at = join(at, text(&item["name"]));
            if item["visibility"] != "public" {
                continue;
            }
            if item["inner"]["assoc_const"].is_object() {
                let ty = ty(&item["inner"]["assoc_const"]["type"]);
                self.line(item, &format!("pub const {at}: {ty}"));
            } else {
                self.function(item, &at, Some(&implementation["for"]));
            }
        }
    }

    fn function(&mut self, item: &'j Value, at: &str, owner: Option<&'j Value>) {
        let function = &item["inner"]["function"];
        let inputs = list(&function["sig"]["inputs"]).iter().map(|input| match (text(&input[0]), ty(&input[1])) {
            ("self", ty) if ty == "Self" => "self".to_owned(),
            ("self", ty) => ty.replace("Self", "self"),
            (name, ty) => format!("{}: {ty}", join("", name)),
        });
        let inputs = inputs.collect::<Vec<_>>().join(", ");
        let output = &function["sig"]["output"];
        let returns = match owner {
            Some(owner) => advanced(output, owner).unwrap_or_else(|| ty(output)),
            None => ty(output),
        };
        let bounds = list(&function["generics"]["where_predicates"]).len();
        let states = owner
            .map_or(0, |owner| arguments(&owner["resolved_path"]).iter().filter(|it| it.starts_with("Has")).count());
        assert!(bounds == 0 || bounds == states, "{at} has {bounds} bounds, and {states} required members");
        let bounds = if bounds == 0 { "" } else { " where .." };
        let is_const = if function["header"]["is_const"] == true { "const " } else { "" };
        self.line(item, &format!("pub {is_const}fn {at}({inputs}) -> {returns}{bounds}"));
    }

    fn line(&mut self, item: &Value, text: &str) {
        let deprecation = &item["deprecation"];
        let deprecated = match deprecation["since"].as_str() {
            _ if deprecation.is_null() => String::new(),
            None => "#[deprecated] ".to_owned(),
            Some(since) => format!("#[deprecated(since = {since:?})] "),
        };
        let is_open = list(&item["attrs"]).iter().any(|it| it == "non_exhaustive");
        let non_exhaustive = if is_open { "#[non_exhaustive] " } else { "" };
        self.lines.insert(format!("{deprecated}{non_exhaustive}{text}"));
    }
}

/// A builder in which one parameter has another state.
fn advanced(output: &Value, owner: &Value) -> Option<String> {
    let (from, to) = (&owner["resolved_path"], &output["resolved_path"]);
    if from["id"] != to["id"] || from["args"].is_null() || to.is_null() {
        return None;
    }
    let pairs = arguments(from).into_iter().zip(arguments(to)).filter(|(from, to)| from != to);
    let pairs: Vec<String> = pairs.map(|(from, to)| format!("{from} = {to}")).collect();
    Some(format!("{}<{}>", last(text(&to["path"])), pairs.join(", ")))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn join(path: &str, name: &str) -> String {
    // Keywords are raw where they are written.
    let name = if syn::parse_str::<syn::Ident>(name).is_ok() || name.contains("::") {
        name.to_owned()
    } else {
        format!("r#{name}")
    };
    if path.is_empty() { name } else { format!("{path}::{name}") }
}

fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or_default()
}

/// The arguments of a path, without lifetimes.
fn arguments(path: &Value) -> Vec<String> {
    let arguments = list(&path["args"]["angle_bracketed"]["args"]).iter().filter_map(|it| {
        if it["const"].is_object() {
            return Some(text(&it["const"]["expr"]).to_owned());
        }
        it["type"].is_object().then(|| ty(&it["type"]))
    });
    arguments.collect()
}

fn path(value: &Value) -> String {
    let name = last(text(&value["path"]));
    let arguments = arguments(value);
    if arguments.is_empty() { name.to_owned() } else { format!("{name}<{}>", arguments.join(", ")) }
}

fn ty(value: &Value) -> String {
    let Some((kind, inner)) = value.as_object().and_then(|object| object.iter().next()) else { return "()".to_owned() };
    match kind.as_str() {
        "resolved_path" => path(inner),
        "primitive" | "generic" => text(inner).to_owned(),
        "borrowed_ref" => format!("&{}", ty(&inner["type"])),
        "slice" => format!("[{}]", ty(inner)),
        "tuple" => format!("({})", list(inner).iter().map(ty).collect::<Vec<_>>().join(", ")),
        "impl_trait" => {
            let bounds = list(inner).iter().map(|bound| path(&bound["trait_bound"]["trait"]));
            format!("impl {}", bounds.collect::<Vec<_>>().join(" + "))
        }
        _ => format!("{kind} {inner}"),
    }
}
