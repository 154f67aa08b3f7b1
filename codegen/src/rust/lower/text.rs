//! Documentation texts: those of the model and the overlay, with links, and fallbacks for items without documentation.

use std::collections::{BTreeMap, HashMap};

use super::FileScope;
use super::members::member_names;
use super::types::Types;
use crate::model::{Closure, Documentation, Kind, Markup, Model, Operation, Service, Traits};
use crate::rust::docs::{self, Flavour, Reference};
use crate::rust::item::Docs;
use crate::rust::module_path::ModulePath;

/// The names that code spans in documentation can refer to.
pub(crate) struct Text<'a> {
    module: ModulePath<'a>,
    items: BTreeMap<String, Linked>,
    members: HashMap<String, String>,
}

/// An item that documentation can link to.
struct Linked {
    /// The Rust name.
    name: String,
    /// The module that shows the item.
    module: &'static str,
    /// True if the item is an enum, which has its own file.
    is_enum: bool,
}

impl Linked {
    fn is_in_scope(&self, file_scope: FileScope<'_>) -> bool {
        match file_scope {
            FileScope::Root => false,
            FileScope::Types => self.module == "types",
            FileScope::Enums => self.is_enum,
            FileScope::Errors => self.module == "error",
            FileScope::Operation(name) => self.module == "operation" && self.name == name,
        }
    }
}

impl<'a> Text<'a> {
    pub(crate) fn new(
        model: &Model,
        module: ModulePath<'a>,
        types: &Types,
        operations: &[&Operation],
        closure: &Closure,
    ) -> Self {
        let mut items = BTreeMap::new();
        let mut members = HashMap::new();
        for shape in model.shapes.iter().filter(|shape| closure.contains(&shape.id)) {
            if types.is_named(&shape.id) {
                let module = if shape.traits.error.is_some() { "error" } else { "types" };
                let is_enum = matches!(shape.kind, Kind::Enum(_) | Kind::IntEnum(_));
                let item = Linked { name: types.name(&shape.id), module, is_enum };
                items.insert(shape.id.name().to_owned(), item);
            }
            if let Kind::Structure(all) = &shape.kind {
                members.extend(all.iter().map(|it| it.name.clone()).zip(member_names(model, shape)));
            }
        }
        for operation in operations {
            let name = types.operation(&operation.id).name;
            let item = Linked { name, module: "operation", is_enum: false };
            items.insert(operation.id.name().to_owned(), item);
        }
        Self { module, items, members }
    }

    fn convert(&self, documentation: &Documentation, file_scope: FileScope<'_>) -> Docs {
        docs::convert_with(&documentation.text, flavour(documentation), &|code| self.reference(code, file_scope))
            .lines()
            .to_vec()
    }

    /// Resolves a code span: a type or an operation becomes a link, a member becomes the name of its field.
    fn reference(&self, code: &str, file_scope: FileScope<'_>) -> Option<Reference> {
        if let Some(item) = self.items.get(code) {
            let name = item.name.clone();
            let path = format!("{}::{}::{name}", self.module.from(file_scope.depth()), item.module);
            return Some(Reference::Item { name, path: (!item.is_in_scope(file_scope)).then_some(path) });
        }
        let path: Option<Vec<&str>> = code.split('.').map(|name| self.members.get(name).map(String::as_str)).collect();
        path.map(|path| Reference::Name(path.join(".")))
    }

    fn or(&self, traits: &Traits, fallback: &str, file_scope: FileScope<'_>) -> Docs {
        let docs = traits.documentation.as_ref().map(|text| self.convert(text, file_scope)).unwrap_or_default();
        if docs.is_empty() { vec![fallback.to_owned()] } else { docs }
    }

    /// Returns the documentation of a shape. Its deprecation is an attribute.
    pub(crate) fn shape(&self, traits: &Traits, fallback: &str, file_scope: FileScope<'_>) -> Docs {
        self.or(traits, fallback, file_scope)
    }

    /// Returns the documentation of an operation or a waiter. A deprecation is an attribute of the client's method, and
    /// a sentence in this documentation.
    pub(crate) fn operation(&self, traits: &Traits, fallback: &str, file_scope: FileScope<'_>) -> Docs {
        let mut docs = self.or(traits, fallback, file_scope);
        if let Some(deprecated) = &traits.deprecated {
            let message = deprecated.message.as_deref().unwrap_or_default();
            docs.push(String::new());
            docs.extend_from_slice(
                docs::convert(&one_line(&format!("Deprecated. {message}")), Flavour::CommonMark).lines(),
            );
        }
        docs
    }

    /// Returns the documentation of a member.
    pub(crate) fn member(&self, traits: &Traits, fallback: &str, file_scope: FileScope<'_>) -> Docs {
        let mut docs = self.or(traits, fallback, file_scope);
        if let Some(default) = &traits.default {
            docs.push(String::new());
            docs.extend(wrap(&absent(default)));
        }
        if let Some(note) = traits.kept.as_ref().and_then(|kept| kept.note.as_ref()) {
            docs.push(String::new());
            docs.extend_from_slice(docs::convert(&one_line(note), Flavour::CommonMark).lines());
        }
        docs
    }

    /// Converts a sentence with a name from the model.
    pub(crate) fn plain(&self, sentence: &str) -> String {
        inline(sentence)
    }

    /// Wraps a sentence.
    pub(crate) fn wrap(&self, sentence: &str) -> Docs {
        wrap(sentence)
    }

    /// Returns the documentation of a service's module.
    pub(crate) fn service(&self, service: &Service) -> Docs {
        let mut docs = self.or(&service.traits, &format!("{}.", inline(&service.sdk_id)), FileScope::Root);
        docs.push(String::new());
        docs.extend(wrap(&format!("API version {}.", inline(&service.version))));
        docs
    }

    /// Returns the documentation of a service without operations.
    pub(crate) fn types_only(&self, service: &Service) -> Docs {
        let mut docs = self.service(service);
        docs.push(String::new());
        docs.extend(wrap(
            "This module has only types, because the service's protocol is not supported. The types' JSON uses the names \
             of the model's members.",
        ));
        docs
    }

    /// Returns the documentation of the client.
    pub(crate) fn client(&self, first: Option<&Operation>, types: &Types) -> Docs {
        let mut docs = wrap(
            "A client on top of AWS's own runtime, with signing, retries and timeouts from the configuration. Clones are \
             cheap and share their connections.",
        );
        if let Some(operation) = first {
            let method = types.operation(&operation.id).module;
            let module = self.module.from(1);
            docs.push(String::new());
            docs.extend(wrap(&format!(
                "Each operation has a method that returns a builder, such as [`{method}`](Self::{method}). The builder's \
                 setters set the members of the input, and `send` sends the request. The operations are in \
                 [`operation`]({module}::operation)."
            )));
        }
        docs
    }
}

fn flavour(documentation: &Documentation) -> Flavour {
    match documentation.markup {
        Markup::CommonMark => Flavour::CommonMark,
        Markup::Html => Flavour::Html,
    }
}

/// Returns the documentation of the package.
pub(crate) fn package() -> Docs {
    let mut docs = Vec::new();
    for paragraph in [
        "Clients of web services, generated from their models. Each service has a module.",
        "Without features, this crate does no I/O. It has types, builders, endpoints, and \
         operations that serialize an input to an [`http`](runtime::Operation) request and deserialize the output from a \
         response. The feature `client`, which is enabled by default, adds a `Client` for each service on top of AWS's own \
         runtime. The feature `serde` adds serde's traits to all types, in the form of the services' JSON. The feature \
         `test-util` adds `runtime::test_util`, for tests only.",
        "There are guides to [builders](runtime::guide::building), [configuration and \
         interceptors](runtime::guide::configuring), [waiters](runtime::guide::waiting), \
         [pagination](runtime::guide::paging), [responses](runtime::guide::responses), \
         [retries and timeouts](runtime::guide::retrying), [testing](runtime::guide::testing), and \
         [other HTTP clients](runtime::guide::http_client).",
        "# Conventions",
        "*Members are optional.* Every field is an `Option`, because a service may omit any member, and the client never \
         invents a value. Builders check the required members of requests at compile time: without them, `send` and \
         `build` do not compile.",
        "*Enums grow.* The variant `Unknown` keeps a value that the model does not list. It is serialized unchanged, and \
         `as_str` returns any value. Match with a wildcard arm.",
        "*Structures grow.* They are `non_exhaustive`: create one with its builder, or change the fields of a default one.",
        "*Errors.* Each operation has an error enum. [`Error`](runtime::Error) adds the code, the message, the HTTP status \
         and the request id, and displays all of them on one line.",
        "*Required members of responses.* [`require!`](runtime::require) returns a nested member, or an error that names the \
         operation and the missing member's path.",
        "*Timestamps* are [`Timestamp`](runtime::Timestamp)s, which convert to and from `SystemTime`.",
    ] {
        if !docs.is_empty() {
            docs.push(String::new());
        }
        docs.extend(wrap(paragraph));
    }
    docs
}

/// Returns the first paragraph. A fenced code block is one paragraph, even with empty lines in it.
pub(crate) fn summary(docs: &[String]) -> Docs {
    let mut fence: Option<&str> = None;
    let mut all = Docs::new();
    for line in docs {
        let marks = line.trim_start();
        let length = marks.find(|c| !marks.starts_with(c)).unwrap_or(marks.len());
        let (marks, rest) = marks.split_at(length);
        let is_fence = length >= 3 && marks.starts_with(['`', '~']);
        match fence {
            Some(open) if is_fence && marks.starts_with(open) && rest.trim().is_empty() => fence = None,
            None if is_fence => fence = Some(marks),
            _ => {}
        }
        if fence.is_none() && line.is_empty() {
            break;
        }
        all.push(line.clone());
    }
    all
}

/// Converts a text of the model for use inside a sentence, or as the note of a `#[deprecated]`, which rustdoc reads
/// as Markdown.
pub(crate) fn inline(text: &str) -> String {
    docs::convert(&one_line(text), Flavour::CommonMark).lines().join(" ")
}

/// Returns the sentence on a default, which is JSON. A value that is long, or that a code span cannot show, is not
/// shown.
fn absent(default: &str) -> String {
    match default.len() <= 60 && !default.contains('`') && !default.contains(char::is_control) {
        true => format!("An absent value means the default, `{default}`."),
        false => "An absent value means the default, which the model has.".to_owned(),
    }
}

/// Joins a text to one paragraph.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the documentation of an enum value without one. Characters that a code span cannot show become `?`.
pub(crate) fn value(value: &str) -> String {
    if value.trim().is_empty() {
        return "The value that is empty.".to_owned();
    }
    let shown = value.chars().map(|c| if c.is_control() || c == '`' || !c.is_ascii() { '?' } else { c });
    format!("The value `{}`.", shown.collect::<String>())
}

/// Wraps a sentence into lines.
pub(crate) fn wrap(sentence: &str) -> Docs {
    const WIDTH: usize = 88;
    let mut lines = vec![String::new()];
    for word in sentence.split_whitespace() {
        let line = lines.last_mut().filter(|line| line.is_empty() || line.len() + 1 + word.len() <= WIDTH);
        match line {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::summary;

    #[test]
    fn a_summary_ends_behind_the_code_that_is_in_it() {
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
        for (text, expected) in [
            ("One\ntwo\n\nthree", "One\ntwo"),
            ("```text\na\n\nb\n```\n\nafter", "```text\na\n\nb\n```"),
            ("Like:\n~~~~\na\n~~~\n\nb\n~~~~\n\nafter", "Like:\n~~~~\na\n~~~\n\nb\n~~~~"),
            ("`a`\n\n```\nb\n```", "`a`"),
            ("", ""),
        ] {
            assert_eq!(summary(&lines(text)), lines(expected), "{text}");
        }
    }
}
