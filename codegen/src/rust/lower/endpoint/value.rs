//! The values of endpoint rulesets, each with its type. Type errors, such as a boolean instead of a text, are reported
//! here, because the generated function has to compile.

use super::kind::{Called, Kind};
use super::{Facts, Walk};
use crate::diagnostic::{Code, Diagnostic, Origin};
use crate::model::rules::{Expression, Part};
use crate::rust::item::{Attribute, Maybe, Value};
use crate::suggest::{did_you_mean, nearest};

/// The attributes of values: the type of the value, the name in the rules, the attribute, and its type.
const ATTRIBUTES: &[(Kind, &str, Attribute, Kind)] = &[
    (Kind::Partition, "dnsSuffix", Attribute::DnsSuffix, Kind::Text),
    (Kind::Partition, "dualStackDnsSuffix", Attribute::DualStackDnsSuffix, Kind::Text),
    (Kind::Partition, "implicitGlobalRegion", Attribute::ImplicitGlobalRegion, Kind::Text),
    (Kind::Partition, "name", Attribute::PartitionId, Kind::Text),
    (Kind::Partition, "supportsDualStack", Attribute::SupportsDualStack, Kind::Truth),
    (Kind::Partition, "supportsFIPS", Attribute::SupportsFips, Kind::Truth),
    (Kind::Arn, "accountId", Attribute::AccountId, Kind::Text),
    (Kind::Arn, "partition", Attribute::Partition, Kind::Text),
    (Kind::Arn, "region", Attribute::Region, Kind::Text),
    (Kind::Arn, "resourceId", Attribute::ResourceId, Kind::ResourceId),
    (Kind::Arn, "service", Attribute::Service, Kind::Text),
    (Kind::Url, "authority", Attribute::Authority, Kind::Text),
    (Kind::Url, "isIp", Attribute::IsIp, Kind::Truth),
    (Kind::Url, "normalizedPath", Attribute::NormalizedPath, Kind::Text),
    (Kind::Url, "path", Attribute::Path, Kind::Text),
    (Kind::Url, "scheme", Attribute::Scheme, Kind::Text),
];

impl Walk<'_> {
    /// Lowers an expression to a value of the wanted type; `None` if it is unsupported, which is reported.
    pub(super) fn of_kind(
        &mut self,
        wanted: Kind,
        expression: &Expression,
        origin: &Origin,
        facts: &Facts,
    ) -> Option<Value> {
        let (value, kind) = self.value(expression, origin, facts)?;
        self.expect(wanted, kind, origin).then_some(value)
    }

    fn expect(&mut self, wanted: Kind, kind: Kind, origin: &Origin) -> bool {
        if kind != wanted {
            self.refuse(
                Code::InvalidRuleValue,
                origin,
                format!("the endpoint rules have {} where {} is needed", kind.name(), wanted.name()),
            );
        }
        kind == wanted
    }

    fn value(&mut self, expression: &Expression, origin: &Origin, facts: &Facts) -> Option<(Value, Kind)> {
        match expression {
            Expression::Reference(name) => self.variable(name, origin, facts),
            Expression::Boolean(value) => Some((Value::Boolean(*value), Kind::Truth)),
            Expression::Template(parts) => Some((self.template(parts, origin, facts)?, Kind::Text)),
            Expression::Integer(_) => {
                self.refuse(
                    Code::InvalidRuleValue,
                    origin,
                    "the endpoint rules have a number where none is needed".to_owned(),
                );
                None
            }
            Expression::Call(call) => match self.call(call, facts)? {
                Called::Value(value, kind) => Some((value, kind)),
                Called::Maybe(..) => {
                    let function = &call.function;
                    let message = format!("the endpoint rules use the value of `{function}`, which may be absent here");
                    self.refuse(Code::AbsentRuleValue, &call.origin, message);
                    None
                }
            },
        }
    }

    /// Returns the variable of a parameter or of an assigned name. Reports a value that may be absent.
    fn variable(&mut self, name: &str, origin: &Origin, facts: &Facts) -> Option<(Value, Kind)> {
        if let Some(assigned) = facts.assigned.get(name) {
            return Some(assigned.clone());
        }
        let there = self.names.get(name).filter(|it| it.always || facts.known.iter().any(|known| known == name));
        let found = there.map(|it| (Value::Local(it.local.clone()), it.kind));
        if !self.names.contains_key(name) && !self.refused.contains(name) {
            self.undeclared(name, origin);
        } else if found.is_none() && !self.refused.contains(name) {
            self.refuse(
                Code::AbsentRuleValue,
                origin,
                format!("the endpoint rules use `{name}`, which may be absent here"),
            );
        }
        found
    }

    /// Reports a name that is neither a parameter nor assigned by a condition.
    pub(super) fn undeclared(&mut self, name: &str, origin: &Origin) {
        let message = format!(
            "no parameter of the endpoint rules is called `{name}`, and no condition before this one assigns it"
        );
        let near = nearest(name, self.names.keys().map(String::as_str));
        let help =
            near.map_or_else(|| "declare the parameter in `parameters`, or correct the name".to_owned(), did_you_mean);
        self.diagnostics.push(Diagnostic::error(Code::InvalidRuleValue, origin, message).help(help));
    }

    /// Returns the attribute of a name: a field, an element of a list, or an element of a field that is a list.
    pub(super) fn attribute(&mut self, name: &str, path: &str, origin: &Origin, facts: &Facts) -> Option<Called> {
        let (value, kind) = self.variable(name, origin, facts)?;
        let found = field(value, kind, path);
        if found.is_none() {
            let message = format!("endpoint rules that read the attribute `{path}` of `{name}` are not supported");
            self.refuse(Code::UnsupportedRule, origin, message);
        }
        found
    }

    fn template(&mut self, parts: &[Part], origin: &Origin, facts: &Facts) -> Option<Value> {
        let mut values = Vec::new();
        for part in parts {
            let (value, kind) = match part {
                Part::Literal(text) => (Value::Text(text.clone()), Kind::Text),
                Part::Hole(name, None) => self.variable(name, origin, facts)?,
                Part::Hole(name, Some(path)) => match self.attribute(name, path, origin, facts)? {
                    Called::Value(value, kind) => (value, kind),
                    Called::Maybe(..) => {
                        let message = format!("the endpoint rules use `{name}#{path}`, which may be absent here");
                        self.refuse(Code::AbsentRuleValue, origin, message);
                        return None;
                    }
                },
            };
            if !self.expect(Kind::Text, kind, origin) {
                return None;
            }
            values.push(value);
        }
        Some(match values.as_slice() {
            [] => Value::Text(String::new()),
            [one] => one.clone(),
            _ => Value::Format(values),
        })
    }
}

fn field(value: Value, kind: Kind, path: &str) -> Option<Called> {
    let (attribute, index) = match path.split_once('[') {
        Some((attribute, index)) => (attribute, Some(index.strip_suffix(']')?.parse::<usize>().ok()?)),
        None => (path, None),
    };
    let (value, kind) = match (attribute, value) {
        ("", value) if index.is_some() => (value, kind),
        (_, Value::Local(local)) => {
            let known = ATTRIBUTES.iter().find(|(of, known, ..)| *of == kind && *known == attribute);
            let (_, _, attribute, kind) = known?;
            (Value::Field(local, *attribute), *kind)
        }
        _ => return None,
    };
    let element = |list, index, owned| Some(Called::Maybe(Maybe::Element { list, index, owned }, Kind::Text));
    match (kind, index) {
        (Kind::Texts, Some(index)) => element(value, index, true),
        (Kind::ResourceId, Some(index)) => element(value, index, false),
        (_, Some(_)) => None,
        (_, None) => Some(Called::Value(value, kind)),
    }
}
