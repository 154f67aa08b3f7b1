//! A JSON value with its place. Typed access reports problems with the JSON pointer and continues.

use std::cell::RefCell;

use serde_json::{Map, Value};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Origin};
use crate::model;

/// Collects the diagnostics while sources are read.
#[derive(Default)]
pub(super) struct Reader {
    found: RefCell<Diagnostics>,
}

impl Reader {
    /// Returns the node of a value at a place: the root of a source, or a value that was found before.
    pub(super) fn at<'r>(&'r self, value: &'r Value, origin: &'r Origin) -> Node<'r> {
        Node { value, reader: self, parent: None, key: Key::Placed(origin), at_key: false }
    }

    fn report(&self, diagnostic: Diagnostic) {
        self.found.borrow_mut().push(diagnostic);
    }

    /// Returns the number of diagnostics so far.
    pub(super) fn found(&self) -> usize {
        self.found.borrow().count()
    }

    /// Returns all diagnostics.
    pub(super) fn finish(self) -> Diagnostics {
        self.found.into_inner()
    }
}

#[derive(Clone, Copy)]
enum Key<'r> {
    Placed(&'r Origin),
    Name(&'r str),
    Index(usize),
}

/// A value and the path to it. The path is a chain of references to parents, so that it is built only for a diagnostic.
#[derive(Clone, Copy)]
pub(super) struct Node<'r> {
    value: &'r Value,
    reader: &'r Reader,
    parent: Option<&'r Node<'r>>,
    key: Key<'r>,
    at_key: bool,
}

impl<'r> Node<'r> {
    pub(super) fn value(&self) -> &'r Value {
        self.value
    }

    pub(super) fn origin(&self) -> Origin {
        match (self.key, self.parent) {
            (Key::Placed(origin), _) => origin.clone(),
            (Key::Name(name), Some(parent)) => parent.origin().below(&[name]),
            (Key::Index(index), Some(parent)) => parent.origin().below(&[&index.to_string()]),
            (Key::Name(_) | Key::Index(_), None) => Origin::default(),
        }
    }

    /// Returns the number of diagnostics so far, in all sources.
    pub(super) fn found(&self) -> usize {
        self.reader.found()
    }

    /// Returns the same value, with its key as the place of diagnostics.
    pub(super) fn at_key(self) -> Self {
        Self { at_key: true, ..self }
    }

    fn report(&self, diagnostic: Diagnostic) {
        self.reader.report(if self.at_key { diagnostic.at_key() } else { diagnostic });
    }

    /// Reports an error here.
    pub(super) fn error(&self, code: Code, message: impl Into<String>) {
        self.report(Diagnostic::error(code, &self.origin(), message));
    }

    /// Reports an error here, with a remedy.
    pub(super) fn error_with_help(&self, code: Code, message: impl Into<String>, help: impl Into<String>) {
        self.report(Diagnostic::error(code, &self.origin(), message).help(help));
    }

    /// Reports an error here that is also about another value, with a label for that value.
    pub(super) fn error_beside(
        &self,
        code: Code,
        message: impl Into<String>,
        help: impl Into<String>,
        (other, label): (&Node<'_>, &str),
    ) {
        self.report(Diagnostic::error(code, &self.origin(), message).help(help).related(&other.origin(), label));
    }

    /// Reports a warning here.
    pub(super) fn warning(&self, code: Code, message: impl Into<String>) {
        self.report(Diagnostic::warning(code, &self.origin(), message));
    }

    fn wanted(&self, what: &str) {
        let found = match self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        };
        self.error(Code::WrongType, format!("expected {what}, found {found}"));
    }

    fn map(&self) -> Option<&'r Map<String, Value>> {
        let map = self.value.as_object();
        if map.is_none() {
            self.wanted("an object");
        }
        map
    }

    /// Returns the value of a key, if there is one.
    pub(super) fn get<'n>(&'n self, name: &'n str) -> Option<Node<'n>> {
        let value = self.value.as_object()?.get(name)?;
        Some(Node { value, reader: self.reader, parent: Some(self), key: Key::Name(name), at_key: false })
    }

    /// Returns the value of a key; reports a missing key.
    pub(super) fn need<'n>(&'n self, name: &'n str) -> Option<Node<'n>> {
        let node = self.map().and_then(|_| self.get(name));
        if node.is_none() && self.value.is_object() {
            self.error(Code::MissingKey, format!("`{name}` is missing"));
        }
        node
    }

    /// Returns the entries of an object, in order; reports a value that is not an object.
    pub(super) fn entries<'n>(&'n self) -> impl Iterator<Item = (&'n str, Node<'n>)> {
        self.map().into_iter().flatten().map(|(name, value)| {
            (
                name.as_str(),
                Node { value, reader: self.reader, parent: Some(self), key: Key::Name(name), at_key: false },
            )
        })
    }

    /// Returns the elements of a list; reports a value that is not a list.
    pub(super) fn elements<'n>(&'n self) -> impl Iterator<Item = Node<'n>> {
        if !self.value.is_array() {
            self.wanted("a list");
        }
        let elements = self.value.as_array().into_iter().flatten().enumerate();
        elements.map(|(index, value)| Node {
            value,
            reader: self.reader,
            parent: Some(self),
            key: Key::Index(index),
            at_key: false,
        })
    }

    /// Converts the value to a value of the model.
    pub(super) fn as_value(&self) -> model::Value {
        as_value(self.value)
    }

    /// Returns the string; reports a value of another type.
    pub(super) fn text(&self) -> Option<&'r str> {
        let text = self.value.as_str();
        if text.is_none() {
            self.wanted("a string");
        }
        text
    }

    /// Returns the boolean; reports a value of another type.
    pub(super) fn boolean(&self) -> Option<bool> {
        let boolean = self.value.as_bool();
        if boolean.is_none() {
            self.wanted("true or false");
        }
        boolean
    }

    /// Returns the number, a non-negative integer; reports any other value.
    pub(super) fn number(&self) -> Option<u64> {
        let number = self.value.as_u64();
        if number.is_none() {
            self.wanted("a whole number");
        }
        number
    }

    /// Returns the integer; reports any other value.
    pub(super) fn integer(&self) -> Option<i64> {
        let number = self.value.as_i64();
        if number.is_none() {
            self.wanted("an integer");
        }
        number
    }

    /// Returns the text of the number of a key, if there is one; reports a value of another type.
    pub(super) fn number_text_at(&self, name: &str) -> Option<String> {
        let node = self.get(name)?;
        let number = node.value.as_number().map(ToString::to_string);
        if number.is_none() {
            node.wanted("a number");
        }
        number
    }

    /// Returns `Some` if this is an object; reports any other value.
    pub(super) fn object(&self) -> Option<()> {
        self.map().map(drop)
    }

    /// Returns the object of a key, if there is one; reports a value of another type.
    pub(super) fn object_at<'n>(&'n self, name: &'n str) -> Option<Node<'n>> {
        self.get(name).filter(|node| node.map().is_some())
    }

    /// Returns the string of a key, if there is one; reports a value of another type.
    pub(super) fn text_at(&self, name: &str) -> Option<String> {
        self.get(name).and_then(|node| node.text().map(str::to_owned))
    }

    /// Returns whether the value of a key is true. A missing key is false.
    pub(super) fn flag(&self, name: &str) -> bool {
        self.get(name).and_then(|node| node.boolean()).unwrap_or_default()
    }
}

/// Converts a value. serde_json limits the depth of nesting, so that recursion is safe.
fn as_value(value: &Value) -> model::Value {
    match value {
        Value::Null => model::Value::Null,
        Value::Bool(value) => model::Value::Boolean(*value),
        Value::Number(number) => model::Value::Number(number.to_string()),
        Value::String(text) => model::Value::String(text.clone()),
        Value::Array(values) => model::Value::List(values.iter().map(as_value).collect()),
        Value::Object(map) => {
            model::Value::Object(map.iter().map(|(name, value)| (name.clone(), as_value(value))).collect())
        }
    }
}
