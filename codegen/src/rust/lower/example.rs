//! Examples of calls: a value of the model's becomes the setters and builders that make it.

use super::Lower;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{self, Kind, Member, Shape, ShapeId, Value};
use crate::rust::item::{Example, Expression};
use crate::rust::names::{Scope, field_name, variant_name};

/// Why a value cannot be shown.
type Refusal = String;

impl Lower<'_> {
    /// The first example of an operation that can be shown; the others would say little more.
    pub(super) fn example(&self, operation: &model::Operation, diagnostics: &mut Diagnostics) -> Option<Example> {
        for example in &operation.examples {
            match self.shown(operation, example) {
                Ok(shown) => return Some(shown),
                Err(why) if example.is_ours => {
                    let message = format!("the example cannot be shown: {why}");
                    let error = Diagnostic::error(Code::InvalidExample, &example.origin, message);
                    diagnostics.push(error.shape(&operation.id).help("mend the example, or remove it"));
                }
                Err(_) => {}
            }
        }
        None
    }

    fn shown(&self, operation: &model::Operation, example: &model::Example) -> Result<Example, Refusal> {
        let mut types = Vec::new();
        let setters = match operation.input.as_ref() {
            Some(input) => self.setters(input, &example.input, &mut types)?,
            None => Vec::new(),
        };
        types.sort();
        types.dedup();
        Ok(Example { title: super::text::inline(&example.title), types, setters })
    }

    /// The setters that give a structure its members, in the example's order.
    fn setters(
        &self,
        id: &ShapeId,
        value: &Value,
        types: &mut Vec<String>,
    ) -> Result<Vec<(String, Expression)>, Refusal> {
        let (Some(Kind::Structure(members)), Value::Object(entries)) =
            (self.model.shapes.get(id).map(|shape| &shape.kind), value)
        else {
            return Err(format!("`{}` is a structure, and the value is none", id.name()));
        };
        let given = |member: &Member| entries.iter().any(|(name, _)| *name == member.name);
        let mut needed = members.iter().filter(|member| member.traits.required && !member.traits.idempotency_token);
        let missing = needed.find(|member| !given(member));
        if let Some(missing) = missing {
            return Err(format!("the required member `{}` is missing", missing.name));
        }
        let setter = |(name, value): &(String, Value)| {
            let (member, field) =
                named(members, name).ok_or_else(|| format!("`{}` has no member `{name}`", id.name()))?;
            Ok((field, self.expression(&member.target, value, types)?))
        };
        entries.iter().map(setter).collect()
    }

    fn expression(&self, id: &ShapeId, value: &Value, types: &mut Vec<String>) -> Result<Expression, Refusal> {
        let shape = self.model.shapes.get(id).ok_or_else(|| format!("there is no shape `{}`", id.name()))?;
        match (&shape.kind, value) {
            (Kind::String, Value::String(text)) => Ok(Expression::Text(text.clone())),
            (Kind::Boolean, Value::Boolean(value)) => Ok(Expression::Boolean(*value)),
            (Kind::Byte | Kind::Short | Kind::Integer | Kind::Long, Value::Number(number)) => {
                let number = number.parse().map_err(|_| format!("`{number}` is no integer"))?;
                Ok(Expression::Integer(number))
            }
            (Kind::Enum(values), Value::String(text)) => {
                let variant = variant(values, text).ok_or_else(|| format!("`{}` has no value `{text}`", id.name()))?;
                types.push(self.types.name(id));
                Ok(Expression::Variant(self.types.name(id), variant))
            }
            (Kind::List(member), Value::List(values)) if !shape.traits.sparse => {
                let elements = values.iter().map(|value| self.expression(&member.target, value, types));
                Ok(Expression::List(elements.collect::<Result<_, _>>()?))
            }
            (Kind::Map(key, of), Value::Object(entries)) if !shape.traits.sparse => {
                let entry = |(name, value): &(String, Value)| {
                    let name = self.expression(&key.target, &Value::String(name.clone()), types)?;
                    Ok((name, self.expression(&of.target, value, types)?))
                };
                Ok(Expression::Map(entries.iter().map(entry).collect::<Result<_, Refusal>>()?))
            }
            (Kind::Structure(_), value) => {
                let setters = self.setters(id, value, types)?;
                types.push(self.types.name(id));
                Ok(Expression::Builder(self.types.name(id), setters))
            }
            _ => Err(refusal(shape)),
        }
    }
}

fn refusal(shape: &Shape) -> Refusal {
    format!("no value of `{}`, which is a {}, is known to be written like this", shape.id.name(), shape.kind.name())
}

/// A member and its field's name, which depends on those before it.
fn named<'m>(members: &'m [Member], name: &str) -> Option<(&'m Member, String)> {
    let mut scope = Scope::default();
    let mut fields = members.iter().map(|member| (member, scope.claim(field_name(&member.name))));
    fields.find(|(member, _)| member.name == name)
}

/// The variant of a value, whose name depends on those before it.
fn variant(values: &[model::EnumMember], text: &str) -> Option<String> {
    let mut scope = Scope::default();
    scope.claim("Unknown".to_owned());
    let mut variants = values.iter().map(|it| (it, scope.claim(variant_name(&it.value))));
    variants.find(|(it, _)| it.value == text).map(|(_, name)| name)
}
