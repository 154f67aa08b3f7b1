//! The variables that the statements of an endpoint function read. Unread variables are not bound, because the compiler
//! would warn of them.

use crate::rust::item::{Leaf, Maybe, Statement, Test, Value};

/// Removes from the tests of an `if` the variables that neither later tests nor the statements of the `if` read.
pub(super) fn only_what_is_read(tests: Vec<Test>, then: &[Statement]) -> Vec<Test> {
    let mut kept = Vec::new();
    for test in tests.into_iter().rev() {
        let is_read = |name: &str| if_reads(name, kept.iter().rev(), then);
        let test = match test {
            Test::IsSome(name) if !is_read(&name) => Test::IsThere(name),
            Test::Bind { to: Some(to), value } if !is_read(&to) => Test::Bind { to: None, value },
            other => other,
        };
        kept.push(test);
    }
    kept.reverse();
    kept
}

/// Returns whether any of the statements reads a variable that is bound before them.
pub(super) fn statements_read(name: &str, statements: &[Statement]) -> bool {
    statements.iter().any(|statement| match statement {
        Statement::If(tests, then) => if_reads(name, tests.iter(), then),
        Statement::Return(leaf) => leaf.reads(name),
    })
}

fn if_reads<'t>(name: &str, tests: impl Iterator<Item = &'t Test>, then: &[Statement]) -> bool {
    for test in tests {
        if test.reads(name) {
            return true;
        }
        // From here on, the name is that of another variable.
        if test.binds(name) {
            return false;
        }
    }
    statements_read(name, then)
}

impl Test {
    fn reads(&self, name: &str) -> bool {
        match self {
            Test::IsSome(it) | Test::IsThere(it) | Test::IsNone(it) => it == name,
            Test::Bind { value, .. } | Test::Absent(value) => value.reads(name),
            Test::Equal(a, b, _) => a.reads(name) || b.reads(name),
            Test::Truth(value, _) => value.reads(name),
        }
    }

    fn binds(&self, name: &str) -> bool {
        matches!(self, Test::Bind { to: Some(to), .. } if to == name)
    }
}

impl Leaf {
    pub(super) fn reads(&self, name: &str) -> bool {
        match self {
            Leaf::Endpoint(target) | Leaf::Unsupported(target, _) => target.values().any(|it| it.reads(name)),
            Leaf::Error(_) => false,
        }
    }
}

impl Value {
    fn reads(&self, name: &str) -> bool {
        match self {
            Value::Local(local) | Value::Field(local, _) => local == name,
            Value::Format(parts) | Value::Call(_, parts) => parts.iter().any(|part| part.reads(name)),
            Value::Boolean(_) | Value::Integer(_) | Value::Text(_) => false,
        }
    }
}

impl Maybe {
    fn reads(&self, name: &str) -> bool {
        match self {
            Maybe::Partition { region: value, .. } | Maybe::Element { list: value, .. } => value.reads(name),
            Maybe::Call(_, arguments) => arguments.iter().any(|argument| argument.reads(name)),
        }
    }
}
