//! Examples of calls: the selection of an example, and its setters.

use super::expression::{Named, Place, Refusal};
use super::members::member_names;
use super::shapes::token_field;
use super::{Lower, text};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{self, Member, ShapeId, Value};
use crate::rust::item::{Example, Expression, Pages};

/// The maximum number of values in a published example. Longer ones do not explain the call.
const MOST: usize = 48;

impl Lower<'_> {
    /// Returns the first example of an operation that can be shown. Without one, it is a call with placeholders for the
    /// required members.
    pub(super) fn example(
        &self,
        operation: &model::Operation,
        pages: Option<&Pages>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Example> {
        for example in &operation.examples {
            let shown = match self.model.is_ours(&example.origin) {
                true => self.shown(operation, &example.input, pages),
                false => self.published(operation, &example.input, pages),
            };
            match shown {
                Ok(shown) => return Some(Example { title: title(&example.title), ..shown }),
                Err(why) if self.model.is_ours(&example.origin) => {
                    let message = format!("the example cannot be shown: {why}");
                    let error = Diagnostic::error(Code::InvalidExample, &example.origin, message);
                    diagnostics.push(error.shape(&operation.id).help("correct the example, or remove it"));
                }
                Err(_) => {}
            }
        }
        self.shown(operation, &self.least(operation)?, pages).ok()
    }

    /// Lowers a published example, without a page token: pages begin with the first.
    fn published(
        &self,
        operation: &model::Operation,
        input: &Value,
        pages: Option<&Pages>,
    ) -> Result<Example, Refusal> {
        if count(input) > MOST {
            return Err(format!("it has more than {MOST} values"));
        }
        let tokens = operation.paginated.iter().flat_map(|pages| &pages.input_token).collect::<Vec<_>>();
        match input {
            Value::Object(entries) if !tokens.is_empty() => {
                let rest = entries.iter().filter(|(name, _)| !tokens.contains(&name)).cloned();
                self.shown(operation, &Value::Object(rest.collect()), pages)
            }
            input => self.shown(operation, input, pages),
        }
    }

    fn shown(&self, operation: &model::Operation, input: &Value, pages: Option<&Pages>) -> Result<Example, Refusal> {
        let mut named = Named::default();
        let setters = match self.members(operation.input.as_ref()) {
            Some((shape, _)) => {
                let token = token_field(self.model, shape).map(|token| token.field);
                self.setters(&shape.id, input, token.as_deref(), &mut named)?
            }
            None => Vec::new(),
        };
        // The example shows the stream of items rather than a single page.
        let items = match pages.map(|pages| pages.lists.as_slice()) {
            Some([list]) if list.deprecated.is_none() => Some(list.method.clone()),
            _ => None,
        };
        let Named { types, has_maps } = named;
        Ok(Example { title: Vec::new(), types: types.into_iter().collect(), has_maps, setters, items })
    }

    /// Returns the setters of a structure, in the order of the example. `token` is the field of the idempotency token,
    /// which the client sets.
    pub(super) fn setters(
        &self,
        id: &ShapeId,
        value: &Value,
        token: Option<&str>,
        named: &mut Named,
    ) -> Result<Vec<(String, Expression)>, Refusal> {
        let (Some((shape, members)), Value::Object(entries)) = (self.members(Some(id)), value) else {
            return Err(format!("`{}` is a structure, and the value is not an object", id.name()));
        };
        let fields: Vec<(&Member, String)> = members.iter().zip(member_names(self.model, shape)).collect();
        let given = |member: &Member| entries.iter().any(|(name, _)| *name == member.name);
        let mut needed =
            fields.iter().filter(|(member, field)| member.traits.is_required_in_builders() && token != Some(field));
        if let Some((missing, _)) = needed.find(|(member, _)| !given(member)) {
            return Err(format!("the required member `{}` is missing", missing.name));
        }
        let setter = |(name, value): &(String, Value)| {
            let found = fields.iter().find(|(member, _)| member.name == *name);
            let (member, field) = found.ok_or_else(|| format!("`{}` has no member `{name}`", id.name()))?;
            Ok((field.clone(), self.expression(&member.target, value, Place::Setter, named)?))
        };
        entries.iter().map(setter).collect()
    }
}

/// Returns the title, with an empty line after it.
fn title(title: &str) -> Vec<String> {
    let title = text::inline(title);
    if title.is_empty() { Vec::new() } else { vec![title, String::new()] }
}

/// Counts the values in a value. The JSON reader limits the depth of the recursion.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::List(values) => values.iter().map(count).sum(),
        Value::Object(entries) => entries.iter().map(|(_, value)| count(value)).sum(),
        _ => 0,
    }
}
