//! Placeholders: the smallest valid input of an operation without an example.

use super::Lower;
use super::members::member_names;
use super::shapes::token_field;
use crate::model::{self, Kind, Member, ShapeId, Value};
use crate::rust::names::field_name;

/// The maximum number of values in a placeholder.
const MOST: usize = 32;

impl Lower<'_> {
    /// Returns a placeholder for each required member. `None` if a member has no placeholder, or if there are too many
    /// values.
    pub(super) fn least(&self, operation: &model::Operation) -> Option<Value> {
        let Some((shape, members)) = self.members(operation.input.as_ref()) else {
            return Some(Value::Object(Vec::new()));
        };
        let token = token_field(self.model, shape).map(|token| token.field);
        let fields = members.iter().zip(member_names(self.model, shape));
        let needed = fields.filter(|(_, field)| Some(field) != token.as_ref()).map(|(member, _)| member);
        Placeholder { lower: self, left: MOST, within: Vec::new() }.required(needed)
    }
}

/// The state of building a placeholder.
struct Placeholder<'a> {
    lower: &'a Lower<'a>,
    /// The number of values that may still be added.
    left: usize,
    /// The shapes around the current value. None of them may occur in it again.
    within: Vec<&'a ShapeId>,
}

impl<'a> Placeholder<'a> {
    fn required(&mut self, members: impl Iterator<Item = &'a Member>) -> Option<Value> {
        let required = members.filter(|member| member.traits.is_required_in_builders());
        let entries = required.map(|member| Some((member.name.clone(), self.value(&member.target, &member.name)?)));
        entries.collect::<Option<_>>().map(Value::Object)
    }

    /// Returns a value for a member with this name. Each value reduces `left`, which bounds the recursion.
    fn value(&mut self, id: &'a ShapeId, name: &str) -> Option<Value> {
        self.left = self.left.checked_sub(1)?;
        if self.within.contains(&id) {
            return None;
        }
        let shape = self.lower.model.shapes.get(id)?;
        self.within.push(id);
        let value = match &shape.kind {
            Kind::Boolean => Some(Value::Boolean(true)),
            Kind::Byte | Kind::Short | Kind::Integer | Kind::Long | Kind::Float | Kind::Double => {
                Some(Value::Number("1".to_owned()))
            }
            Kind::String => Some(Value::String(self.word(name))),
            Kind::Enum(values) => {
                let current = values.iter().find(|value| value.traits.deprecated.is_none());
                current.or(values.first()).map(|value| Value::String(value.value.clone()))
            }
            Kind::IntEnum(values) => values.first().map(|value| Value::Number(value.value.to_string())),
            Kind::List(member) => self.value(&member.target, name).map(|element| Value::List(vec![element])),
            Kind::Map(key, of) => self.entry(key, of),
            Kind::Structure(members) => self.required(members.iter()),
            Kind::Union(members) => members.iter().find_map(|member| self.member(member)),
            Kind::Blob | Kind::BigInteger | Kind::BigDecimal | Kind::Timestamp | Kind::Document => None,
        };
        self.within.pop();
        value
    }

    fn entry(&mut self, key: &'a Member, of: &'a Member) -> Option<Value> {
        match self.value(&key.target, "")? {
            Value::String(key) => Some(Value::Object(vec![(key, self.value(&of.target, "")?)])),
            _ => None,
        }
    }

    /// Returns the value of a union in which this member is set.
    fn member(&mut self, member: &'a Member) -> Option<Value> {
        Some(Value::Object(vec![(member.name.clone(), self.value(&member.target, &member.name)?)]))
    }

    /// Returns a text for a member with this name, or for the elements of its list.
    fn word(&self, name: &str) -> String {
        let name = field_name(name);
        let mut words: Vec<&str> = name.split('_').collect();
        match words.pop() {
            Some("arn" | "arns") => {
                let kind = if words.is_empty() { "resource".to_owned() } else { words.join("-") };
                format!("arn:aws:{}:us-west-2:123456789012:{kind}:example", self.lower.model.service.signing_name)
            }
            Some("uri" | "uris" | "url" | "urls") => "https://example.com".to_owned(),
            _ => "example".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Lower;
    use crate::diagnostic::Diagnostics;
    use crate::model::{Closure, Value};
    use crate::source::{Source, Sources};
    use crate::{Inputs, read};

    /// The placeholder of an operation whose input has these members, all of them required.
    fn least(members: &str, shapes: &str) -> Option<String> {
        let names: serde_json::Map<String, serde_json::Value> = serde_json::from_str(members).expect("members");
        let required = serde_json::to_string(&names.keys().collect::<Vec<_>>()).expect("a list");
        let model = format!(
            r#"{{ "metadata": {{ "apiVersion": "1", "endpointPrefix": "things", "protocol": "json", "targetPrefix": "X" }},
            "operations": {{ "Put": {{ "input": {{ "shape": "In" }} }} }},
            "shapes": {{ {shapes} "In": {{ "type": "structure", "required": {required}, "members": {members} }} }} }}"#
        );
        let models = [Source { name: "model", text: model.as_bytes() }];
        let mut diagnostics = Diagnostics::default();
        let read =
            read(&Inputs { models: &models, ..Inputs::default() }, None, &mut Sources::default(), &mut diagnostics);
        assert!(!diagnostics.has_errors(), "{diagnostics:?}");
        let (model, _) = read.expect("a model");
        let operations: Vec<_> = model.operations.iter().collect();
        let closure = Closure::of(&model, &operations);
        Lower::new(&model, crate::rust::module_path::ModulePath::new("things", false), operations, closure, None)
            .least(&model.operations[0])
            .as_ref()
            .map(json)
    }

    fn json(value: &Value) -> String {
        match value {
            Value::Null => "null".to_owned(),
            Value::Boolean(flag) => flag.to_string(),
            Value::Number(text) => text.clone(),
            Value::String(text) => format!("{text:?}"),
            Value::List(values) => format!("[{}]", values.iter().map(json).collect::<Vec<_>>().join(",")),
            Value::Object(entries) => {
                let entries = entries.iter().map(|(key, value)| format!("{key}: {}", json(value)));
                format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
            }
        }
    }

    const SIMPLE: &str = r#"
        "S": { "type": "string" }, "Flag": { "type": "boolean" }, "Long": { "type": "long" }, "Real": { "type": "double" },
        "Colour": { "type": "string", "enum": ["RED", "BLUE"] }, "Bytes": { "type": "blob" },
        "Texts": { "type": "list", "member": { "shape": "S" } }, "Lists": { "type": "list", "member": { "shape": "Texts" } },
        "Sizes": { "type": "map", "key": { "shape": "Colour" }, "value": { "shape": "Long" } },
        "Pair": { "type": "structure", "required": ["one"], "members": { "one": { "shape": "S" }, "two": { "shape": "S" } } },
        "Any": { "type": "structure", "union": true, "members": { "bytes": { "shape": "Bytes" }, "any": { "shape": "Any" },
            "pair": { "shape": "Pair" } } },
        "Nodes": { "type": "list", "member": { "shape": "Node" } },
        "Node": { "type": "structure", "required": ["next"], "members": { "next": { "shape": "Nodes" } } },"#;

    #[track_caller]
    fn check(name: &str, shape: &str, expected: Option<&str>) {
        let members = format!(r#"{{ "{name}": {{ "shape": "{shape}" }} }}"#);
        let expected = expected.map(|value| format!("{{{name}: {value}}}"));
        assert_eq!(least(&members, SIMPLE), expected, "{name} of {shape}");
    }

    #[test]
    fn each_type_has_a_plain_value() {
        check("name", "S", Some("\"example\""));
        check("flag", "Flag", Some("true"));
        check("many", "Long", Some("1"));
        check("real", "Real", Some("1"));
        check("colour", "Colour", Some("\"RED\""));
        check("names", "Lists", Some("[[\"example\"]]"));
        check("sizes", "Sizes", Some("{RED: 1}"));
        check("pair", "Pair", Some("{one: \"example\"}"));
        check("any", "Any", Some("{pair: {one: \"example\"}}"));
    }

    #[test]
    fn a_text_looks_like_what_its_member_is_called() {
        check("arn", "S", Some("\"arn:aws:things:us-west-2:123456789012:resource:example\""));
        check("devicePoolARN", "S", Some("\"arn:aws:things:us-west-2:123456789012:device-pool:example\""));
        check("appArns", "Texts", Some("[\"arn:aws:things:us-west-2:123456789012:app:example\"]"));
        check("barn", "S", Some("\"example\""));
        check("callbackUrl", "S", Some("\"https://example.com\""));
    }

    #[test]
    fn what_has_no_plain_value_or_no_end_has_no_placeholder() {
        check("bytes", "Bytes", None);
        check("node", "Node", None);
        let members = |count: usize| {
            let members: Vec<String> = (0..count).map(|i| format!(r#""m{i}": {{ "shape": "S" }}"#)).collect();
            format!("{{ {} }}", members.join(", "))
        };
        assert!(least(&members(super::MOST), SIMPLE).is_some());
        assert_eq!(least(&members(super::MOST + 1), SIMPLE), None, "it is too long");
    }

    #[test]
    fn a_token_and_what_is_optional_are_left_out() {
        let members = r#"{ "name": { "shape": "S" }, "token": { "shape": "S", "idempotencyToken": true } }"#;
        assert_eq!(least(members, SIMPLE).as_deref(), Some("{name: \"example\"}"));
        assert_eq!(least("{}", SIMPLE).as_deref(), Some("{}"));
    }
}
