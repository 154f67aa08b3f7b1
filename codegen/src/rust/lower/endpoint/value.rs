//! The values of endpoint rules, each with its kind: the generated function has to compile, so that a boolean where a
//! text is wanted is found here.

use super::{Facts, Walk};
use crate::diagnostic::{Code, Origin};
use crate::model::rules::{Call, Expression, Part};
use crate::rust::item::Value;

/// What a value is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Truth,
    Partition,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Text => "a text",
            Kind::Truth => "a boolean",
            Kind::Partition => "a partition",
        }
    }
}

/// The attributes of a partition that rules ask for, the runtime's fields, and what these are.
const ATTRIBUTES: &[(&str, &str, Kind)] = &[
    ("dnsSuffix", "dns_suffix", Kind::Text),
    ("dualStackDnsSuffix", "dual_stack_dns_suffix", Kind::Text),
    ("implicitGlobalRegion", "implicit_global_region", Kind::Text),
    ("name", "id", Kind::Text),
    ("supportsDualStack", "supports_dual_stack", Kind::Truth),
    ("supportsFIPS", "supports_fips", Kind::Truth),
];

impl Walk<'_> {
    /// A value of the kind that is wanted; `None` where it is refused.
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
            Expression::Call(Call { function, arguments, .. }) => {
                if let ("getAttr", [Expression::Reference(name), Expression::Template(path)]) =
                    (function.as_str(), arguments.as_slice())
                    && let [Part::Literal(attribute)] = path.as_slice()
                {
                    return self.attribute(name, attribute, origin, facts);
                }
                self.refuse(
                    Code::UnsupportedRule,
                    origin,
                    format!("endpoint rules that use the value of `{function}` are not supported"),
                );
                None
            }
        }
    }

    /// A parameter or an assigned name, which must be known to be there.
    fn variable(&mut self, name: &str, origin: &Origin, facts: &Facts) -> Option<(Value, Kind)> {
        let there = self.names.get(name).filter(|it| it.always || facts.known.iter().any(|known| known == name));
        let found = there.map(|it| (Value::Local(it.local.clone()), it.kind));
        if found.is_none() && !self.refused.contains(name) {
            self.refuse(
                Code::AbsentRuleValue,
                origin,
                format!("the endpoint rules use `{name}`, which may be absent here"),
            );
        }
        found
    }

    fn attribute(&mut self, name: &str, attribute: &str, origin: &Origin, facts: &Facts) -> Option<(Value, Kind)> {
        let (value, kind) = self.variable(name, origin, facts)?;
        let known = ATTRIBUTES.iter().find(|(known, ..)| *known == attribute);
        if let (Value::Local(local), Kind::Partition, Some((_, field, kind))) = (value, kind, known) {
            return Some((Value::Field(local, field), *kind));
        }
        self.refuse(
            Code::UnsupportedRule,
            origin,
            format!("endpoint rules that read the attribute `{attribute}` of `{name}` are not supported"),
        );
        None
    }

    fn template(&mut self, parts: &[Part], origin: &Origin, facts: &Facts) -> Option<Value> {
        let mut values = Vec::new();
        for part in parts {
            let (value, kind) = match part {
                Part::Literal(text) => (Value::Text(text.clone()), Kind::Text),
                Part::Hole(name, None) => self.variable(name, origin, facts)?,
                Part::Hole(name, Some(attribute)) => self.attribute(name, attribute, origin, facts)?,
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
