//! Values of examples as Rust expressions.

use std::collections::BTreeSet;

use super::members::member_names;
use super::{FileScope, Lower};
use crate::model::{Kind, Member, Shape, ShapeId, Value};
use crate::rust::item::{Expression, Type};

/// The position of a value in an example.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The argument of a setter, which accepts conversions: a `&str`, an array, an array of `&str`.
    Setter,
    /// Inside of another value, where the type must match exactly.
    Inside,
}

impl Lower<'_> {
    pub(super) fn expression(
        &self,
        id: &ShapeId,
        value: &Value,
        place: Place,
        named: &mut Named,
    ) -> Result<Expression, Refusal> {
        let shape = self.model.shapes.get(id).ok_or_else(|| format!("there is no shape `{}`", id.name()))?;
        match (&shape.kind, value) {
            (Kind::String, Value::String(text)) => Ok(match place {
                Place::Setter => Expression::Text(text.clone()),
                Place::Inside => Expression::Owned(text.clone()),
            }),
            (Kind::Boolean, Value::Boolean(value)) => Ok(Expression::Boolean(*value)),
            (Kind::Enum(values), Value::String(text)) => {
                let names = member_names(self.model, shape);
                let at = values.iter().position(|it| it.value == *text);
                self.variant(shape, names, at.ok_or_else(|| no_value(shape, text))?, named)
            }
            (Kind::IntEnum(values), Value::Number(text)) => {
                let names = member_names(self.model, shape);
                let at = values.iter().position(|it| it.value.to_string() == *text);
                self.variant(shape, names, at.ok_or_else(|| no_value(shape, text))?, named)
            }
            (kind, Value::Number(text)) => number(kind, text).ok_or_else(|| refusal(shape)),
            (Kind::List(member), Value::List(values)) if !shape.traits.sparse => {
                let inner = self.inner(shape, &[member], values.is_empty(), place)?;
                let elements = values.iter().map(|value| self.expression(&member.target, value, inner, named));
                let elements = elements.collect::<Result<_, _>>()?;
                Ok(if place == Place::Setter { Expression::Array(elements) } else { Expression::Vec(elements) })
            }
            (Kind::Map(key, of), Value::Object(entries)) if !shape.traits.sparse => {
                let inner = self.inner(shape, &[key, of], entries.is_empty(), place)?;
                let entry = |(name, value): &(String, Value)| {
                    let name = self.expression(&key.target, &Value::String(name.clone()), inner, named)?;
                    Ok((name, self.expression(&of.target, value, inner, named)?))
                };
                let entries = entries.iter().map(entry).collect::<Result<_, Refusal>>()?;
                named.has_maps |= place == Place::Inside;
                Ok(if place == Place::Setter { Expression::Entries(entries) } else { Expression::Map(entries) })
            }
            (Kind::Structure(_), value) if self.types.builder(id).is_some() => {
                let setters = self.setters(id, value, None, named)?;
                Ok(Expression::Builder(self.named(shape, named)?, setters))
            }
            (Kind::Union(members), Value::Object(entries)) => match entries.as_slice() {
                [(name, value)] => self.of_union(shape, members, (name, value), named),
                _ => Err(format!("`{}` is a union, of which one member is set", id.name())),
            },
            _ => Err(refusal(shape)),
        }
    }

    /// Returns the position of elements. A setter converts elements only if they are text. The type of an empty array
    /// of such elements would be ambiguous.
    fn inner(&self, shape: &Shape, members: &[&Member], is_empty: bool, place: Place) -> Result<Place, Refusal> {
        let is_text = |member: &&Member| {
            self.model.shapes.get(&member.target).is_some_and(|target| matches!(target.kind, Kind::String))
        };
        match place == Place::Setter && members.iter().all(is_text) {
            true if is_empty => Err(format!("an empty `{}` is not written", shape.id.name())),
            true => Ok(Place::Setter),
            false => Ok(Place::Inside),
        }
    }

    fn variant(&self, shape: &Shape, names: Vec<String>, at: usize, named: &mut Named) -> Result<Expression, Refusal> {
        let variant = names.into_iter().nth(at).ok_or_else(|| refusal(shape))?;
        Ok(Expression::Variant(self.named(shape, named)?, variant))
    }

    fn of_union(
        &self,
        shape: &Shape,
        members: &[Member],
        (name, value): (&str, &Value),
        named: &mut Named,
    ) -> Result<Expression, Refusal> {
        let names = member_names(self.model, shape);
        let found = members.iter().zip(names).find(|(member, _)| member.name == name);
        let (member, variant) = found.ok_or_else(|| format!("`{}` has no member `{name}`", shape.id.name()))?;
        if matches!(self.types.of_member(self.model, shape, member, FileScope::Types), Type::Boxed(_)) {
            return Err(refusal(shape));
        }
        let value = self.expression(&member.target, value, Place::Inside, named)?;
        Ok(Expression::Member(self.named(shape, named)?, variant, Box::new(value)))
    }

    /// Returns the name of a type, which the example imports. An error structure is refused, because it is not part of
    /// an input.
    fn named(&self, shape: &Shape, named: &mut Named) -> Result<String, Refusal> {
        if shape.traits.error.is_some() {
            return Err(refusal(shape));
        }
        let name = self.types.name(&shape.id);
        named.types.insert(name.clone());
        Ok(name)
    }
}

/// Returns the expression of a number; `None` if its type cannot hold it.
fn number(kind: &Kind, text: &str) -> Option<Expression> {
    let integer = match kind {
        Kind::Byte => text.parse::<i8>().map(i64::from),
        Kind::Short => text.parse::<i16>().map(i64::from),
        Kind::Integer => text.parse::<i32>().map(i64::from),
        Kind::Long => text.parse(),
        Kind::Float if text.parse::<f32>().is_ok_and(f32::is_finite) => {
            return text.parse().ok().map(Expression::Float);
        }
        Kind::Double => return text.parse().ok().filter(|it: &f64| it.is_finite()).map(Expression::Float),
        _ => return None,
    };
    integer.ok().map(Expression::Integer)
}

fn no_value(shape: &Shape, text: &str) -> Refusal {
    format!("`{}` has no value `{text}`", shape.id.name())
}

fn refusal(shape: &Shape) -> Refusal {
    format!("no value of `{}`, which is a {}, is known to be written like this", shape.id.name(), shape.kind.name())
}

/// The reason why a value cannot be shown.
pub(super) type Refusal = String;

/// The names that the code of an example uses.
#[derive(Default)]
pub(super) struct Named {
    pub(super) types: BTreeSet<String>,
    pub(super) has_maps: bool,
}
