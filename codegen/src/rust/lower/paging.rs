//! Lowering of pagination: the fields of the page tokens, and the lists of items. Unsupported pagination is skipped
//! in a published model, and an error in an overlay.

use super::context::Walk;
use super::types::field_names;
use super::{Here, Lower};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Severity};
use crate::model::{self, Kind, Pagination, Shape, ShapeId, Step};
use crate::rust::item::{Hop, Operation, PageList, Pages, Sender, Structure, Type};
use crate::rust::names::{Scope, TAKEN_METHODS};

impl Lower<'_> {
    /// Lowers the pagination of an operation, if it has a supported one.
    pub(super) fn pages(
        &self,
        operation: &model::Operation,
        lowered: &Operation,
        input: &Structure,
        methods: &mut Scope,
        diagnostics: &mut Diagnostics,
    ) -> Option<Pages> {
        let pagination = operation.paginated.as_ref()?;
        let tokens = match self.tokens(operation, pagination) {
            Ok(tokens) => tokens,
            Err(why) => {
                diagnostics.push(refuse(pagination, &why, "its pages are left out").shape(&operation.id));
                return None;
            }
        };
        let method = methods.claim("pages".to_owned());
        let is_one = pagination.items.len() == 1;
        let mut lists = Vec::new();
        for path in &pagination.items {
            match self.list(operation, lowered, path) {
                Some((path, ty)) => {
                    let last = path.last().map(String::as_str).unwrap_or_default();
                    let name = if is_one { "items".to_owned() } else { format!("{last}_items") };
                    lists.push(PageList { method: methods.claim(name), path, ty });
                }
                None => {
                    let why = format!("`{path}` leads to no list");
                    diagnostics.push(refuse(pagination, &why, "its items are left out").shape(&operation.id));
                }
            }
        }
        Some(Pages { operation: lowered.name.clone(), sender: sender(&lowered.builder, input), tokens, method, lists })
    }

    /// Returns the fields of the page tokens with their paths in the output, or the reason why they are unsupported.
    fn tokens(
        &self,
        operation: &model::Operation,
        Pagination { input_token, output_token, .. }: &Pagination,
    ) -> Result<Vec<(String, Vec<String>)>, String> {
        if input_token.len() != output_token.len() || input_token.is_empty() {
            let (wanted, given) = (input_token.len(), output_token.len());
            return Err(format!("it asks for {wanted} tokens and gives {given}"));
        }
        let text = |root: Option<&ShapeId>, path: &str| {
            let (names, end) = self.follow(root, path).ok_or_else(|| format!("`{path}` is no path of members"))?;
            if !matches!(end.kind, Kind::String | Kind::Enum(_)) {
                return Err(format!("the token `{path}` is of type {}, and not a string", end.kind.name()));
            }
            Ok(names)
        };
        let pairs = input_token.iter().zip(output_token).map(|(asked, given)| {
            let mut field = text(operation.input.as_ref(), asked)?;
            let way = text(operation.output.as_ref(), given)?;
            match (field.pop(), field.is_empty()) {
                (Some(field), true) => Ok((field, way)),
                _ => Err(format!("`{asked}` is no member of the input itself")),
            }
        });
        pairs.collect()
    }

    /// Returns the path to a list in the output, and the type of its elements.
    fn list(&self, operation: &model::Operation, lowered: &Operation, path: &str) -> Option<(Vec<String>, Type)> {
        let (names, end) = self.follow(operation.output.as_ref(), path)?;
        if !matches!(end.kind, Kind::List(_)) {
            return None;
        }
        match self.types.of_shape(self.model, &end.id, Here::Operation(&lowered.name)) {
            Type::List(element) => Some((names, *element)),
            _ => None,
        }
    }

    /// Resolves a path of members to fields, and to the shape at its end.
    fn follow<'s>(&'s self, root: Option<&'s ShapeId>, path: &str) -> Option<(Vec<String>, &'s Shape)> {
        let mut walk = Walk::from(self, root);
        let names = path.split('.').map(|name| match walk.step(&Step::Member(name.to_owned()))? {
            Hop::Field(field) => Some(field.name),
            _ => None,
        });
        let names = names.collect::<Option<Vec<_>>>()?;
        Some((names, walk.shape()?))
    }
}

/// Returns the scope of a builder's method names, before those for pages and waiters.
pub(super) fn methods(members: &[model::Member]) -> Scope {
    let mut scope = Scope::default();
    for name in field_names(members).into_iter().chain(TAKEN_METHODS.iter().map(ToString::to_string)) {
        scope.claim(name);
    }
    scope
}

/// Returns the builder in the form that pagination and waiters need.
pub(super) fn sender(builder: &str, input: &Structure) -> Sender {
    let states = input.fields.iter().filter_map(|field| field.required.as_ref());
    Sender { builder: builder.to_owned(), states: states.map(|name| (format!("Has{name}"), name.clone())).collect() }
}

fn refuse(pagination: &Pagination, why: &str, what: &str) -> Diagnostic {
    let (severity, message) = match pagination.is_ours {
        true => (Severity::Error, format!("the pagination cannot be followed: {why}")),
        false => (Severity::Warning, format!("the pagination cannot be followed, and {what}: {why}")),
    };
    let place = Place::Value(pagination.origin.clone());
    let refused = Diagnostic::new(severity, Code::InvalidPagination, place, message);
    refused.help("tokens are strings, and what is listed is a list, at paths of members such as `a.b`")
}
