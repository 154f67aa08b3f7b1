//! Lowering of pagination: the fields of the page tokens, and the lists and maps of items. Unsupported pagination is skipped
//! in a published model, and an error in an overlay.

use super::members::member_names;
use super::path::Walk;
use super::shapes::deprecation_of;
use super::{FileScope, Lower};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Origin, Place, Severity};
use crate::model::member_path::PathStep;
use crate::model::{self, ITEMS_PART, Kind, Model, PAGES_PART, Pagination, Shape, ShapeId, Step, member_path};
use crate::rust::item::{Hop, Operation, PageList, PageToken, Pages, Sender, Structure, TokenStep, Type};
use crate::rust::names::{Scope, TAKEN_METHODS};

/// The member at the end of a page token's path.
struct TokenEnd {
    /// True if it is a string or an enum.
    is_text: bool,
    /// Its type, and true if the type is in a `Box`.
    ty: (Type, bool),
}

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
        let more_results = pagination.more_results.as_ref().map(|path| self.more_results(operation, path)).transpose();
        let (tokens, more_results) = match (self.tokens(operation, pagination), more_results) {
            (Ok(tokens), Ok(more_results)) => (tokens, more_results),
            (Err(why), _) | (_, Err(why)) => {
                diagnostics.push(self.refuse_pages(operation, pagination, &why, "its pages are left out"));
                return None;
            }
        };
        let method = methods.claim("pages".to_owned());
        Some(Pages {
            operation: lowered.name.clone(),
            sender: sender(&lowered.builder, input),
            deprecated: pagination.deprecated.as_ref().map(deprecation_of),
            tokens,
            more_results,
            ends_with_same_token: pagination.ends_with_same_token,
            method,
            lists: self.lists(operation, lowered, pagination, methods, diagnostics),
        })
    }

    /// Lowers the lists and maps of items: first those with retained methods, then those of the model.
    fn lists(
        &self,
        operation: &model::Operation,
        lowered: &Operation,
        pagination: &Pagination,
        methods: &mut Scope,
        diagnostics: &mut Diagnostics,
    ) -> Vec<PageList> {
        let Pagination { items, kept_items, .. } = pagination;
        let found = items.iter().filter(|path| self.list(operation, lowered, path).is_some());
        let is_one = kept_items.is_empty() && found.count() == 1;
        let is_kept = |path: &String| kept_items.iter().any(|it| it.path == *path);
        let kept = kept_items.iter().map(|it| (&it.path, Some(it)));
        let mut lists = Vec::new();
        for (path, kept) in kept.chain(items.iter().filter(|path| !is_kept(path)).map(|path| (path, None))) {
            let Some((names, ty)) = self.list(operation, lowered, path) else {
                let why = format!("`{path}` leads to neither a list nor a map");
                let refused = match kept {
                    Some(kept) => refuse_kept(operation, ITEMS_PART, &kept.origin, &why),
                    None => self.refuse_pages(operation, pagination, &why, "its items are left out"),
                };
                diagnostics.push(refused);
                continue;
            };
            let last = names.last().map(String::as_str).unwrap_or_default();
            let docs = match ty {
                Type::Entry(..) => format!("Returns a stream of the entries of `{last}` of all pages."),
                _ => format!("Returns a stream of the `{last}` of all pages."),
            };
            let deprecated = pagination.deprecated.as_ref().or_else(|| kept?.deprecated.as_ref());
            let deprecated = deprecated.map(deprecation_of);
            let method = String::new();
            let mut list = PageList { method, path: names, wire: path.clone(), ty, docs, deprecated };
            list.method = methods.claim(match kept {
                Some(kept) => kept.method.clone(),
                None if is_one => "items".to_owned(),
                None => list.name_beside_others(),
            });
            lists.push(list);
        }
        lists
    }

    /// Returns the page tokens, or the reason why they are unsupported.
    fn tokens(
        &self,
        operation: &model::Operation,
        Pagination { input_token, output_token, .. }: &Pagination,
    ) -> Result<Vec<PageToken>, String> {
        if input_token.len() != output_token.len() || input_token.is_empty() {
            let (wanted, given) = (input_token.len(), output_token.len());
            return Err(format!("the input has {wanted} tokens and the output has {given}"));
        }
        input_token.iter().zip(output_token).map(|(asked, given)| self.page_token(operation, asked, given)).collect()
    }

    /// Returns one page token, or the reason why it is unsupported.
    fn page_token(&self, operation: &model::Operation, asked: &str, given: &str) -> Result<PageToken, String> {
        let (mut field, of_input) = self.token_path(operation.input.as_ref(), asked)?;
        let (Some(TokenStep { field, last: false }), true) = (field.pop(), field.is_empty()) else {
            return Err(format!("`{asked}` is not a member of the input itself"));
        };
        let mut paths = Vec::new();
        let mut is_text = true;
        for given in member_path::alternatives(given) {
            let (path, of_output) = self.token_path(operation.output.as_ref(), given)?;
            let text = [&of_input, &of_output].iter().all(|it| it.is_text);
            if !text && of_input.ty != of_output.ty {
                return Err(format!("the tokens `{asked}` and `{given}` are of different types"));
            }
            is_text &= text;
            paths.push(path);
        }
        Ok(PageToken { field, paths, is_text })
    }

    /// Resolves the path of a page token. `[-1]` selects the last element of a list.
    fn token_path(&self, root: Option<&ShapeId>, path: &str) -> Result<(Vec<TokenStep>, TokenEnd), String> {
        let mut walk = Walk::from(self, root);
        let mut is_boxed = false;
        let step = |step: PathStep<'_>| {
            let Hop::Field(field) = walk.step(&Step::Member(step.name.to_owned()))? else { return None };
            is_boxed = field.boxed;
            if step.is_last_element && walk.step(&Step::Each)? != (Hop::Each { sparse: false }) {
                return None;
            }
            Some(TokenStep { field: field.name, last: step.is_last_element })
        };
        let steps = member_path::parse(path).and_then(|path| path.into_iter().map(step).collect::<Option<Vec<_>>>());
        let end = steps.zip(walk.shape()).filter(|(steps, _)| steps.last().is_some_and(|step| !step.last));
        let (steps, shape) = end.ok_or_else(|| format!("`{path}` is not a path of members"))?;
        let ty = self.types.of_shape(self.model, &shape.id, FileScope::Types);
        Ok((steps, TokenEnd { is_text: matches!(shape.kind, Kind::String | Kind::Enum(_)), ty: (ty, is_boxed) }))
    }

    /// Returns the path to the boolean that announces further pages, or the reason why it is unsupported.
    fn more_results(&self, operation: &model::Operation, path: &str) -> Result<Vec<String>, String> {
        match self.follow(operation.output.as_ref(), path) {
            Some((names, end)) if matches!(end.kind, Kind::Boolean) => Ok(names),
            _ => Err(format!("`{path}` leads to no boolean, so that the last page would not be known")),
        }
    }

    /// Returns the path to a list or a map in the output, and the type of its items: the elements or the entries.
    fn list(&self, operation: &model::Operation, lowered: &Operation, path: &str) -> Option<(Vec<String>, Type)> {
        let (names, end) = self.follow(operation.output.as_ref(), path)?;
        if !matches!(end.kind, Kind::List(_) | Kind::Map(..)) {
            return None;
        }
        match self.types.of_shape(self.model, &end.id, FileScope::Operation(&lowered.name)) {
            Type::List(element) => Some((names, *element)),
            Type::Map(key, value) => Some((names, Type::Entry(key, value))),
            _ => None,
        }
    }

    /// Resolves a path of members to fields, and to the shape at its end.
    fn follow<'s>(&'s self, root: Option<&'s ShapeId>, path: &str) -> Option<(Vec<String>, &'s Shape)> {
        let mut walk = Walk::from(self, root);
        let path = member_path::names(path)?;
        let names = path.into_iter().map(|name| match walk.step(&Step::Member(name))? {
            Hop::Field(field) => Some(field.name),
            _ => None,
        });
        let names = names.collect::<Option<Vec<_>>>()?;
        Some((names, walk.shape()?))
    }
}

/// Returns the scope of a builder's method names, before those for pages and waiters.
pub(super) fn methods(model: &Model, input: Option<&Shape>) -> Scope {
    let mut scope = Scope::default();
    let names = input.map(|input| member_names(model, input)).unwrap_or_default();
    for name in names.into_iter().chain(TAKEN_METHODS.iter().map(ToString::to_string)) {
        scope.claim(name);
    }
    scope
}

/// Returns the builder in the form that pagination and waiters need.
pub(super) fn sender(builder: &str, input: &Structure) -> Sender {
    let states = input.fields.iter().filter_map(|field| field.required.as_ref());
    Sender { builder: builder.to_owned(), states: states.map(|name| (format!("Has{name}"), name.clone())).collect() }
}

impl Lower<'_> {
    fn refuse_pages(&self, operation: &model::Operation, pagination: &Pagination, why: &str, what: &str) -> Diagnostic {
        if pagination.deprecated.is_some() {
            return refuse_kept(operation, PAGES_PART, &pagination.origin, why);
        }
        let (severity, message) = match self.model.is_ours(&pagination.origin) {
            true => (Severity::Error, format!("the pagination cannot be followed: {why}")),
            false => (Severity::Warning, format!("the pagination cannot be followed, and {what}: {why}")),
        };
        let place = Place::Value(pagination.origin.clone());
        let refused = Diagnostic::new(severity, Code::InvalidPagination, place, message).shape(&operation.id);
        refused.help("a token must have the same type in the input and the output, and the items must be a list or a map, at paths of members such as `a.b`")
    }
}

/// Returns the error for retained pages or items that are not supported. Skipping them would break code that uses them.
fn refuse_kept(operation: &model::Operation, part: &str, origin: &Origin, why: &str) -> Diagnostic {
    let name = operation.id.name();
    let message = format!("the retained {part} of `{name}` cannot be followed: {why}");
    let error = Diagnostic::error(Code::InvalidPagination, origin, message).shape(&operation.id);
    error.help(format!(
        "choose one: give them up with `retire --drop '{name}${part}'`, which breaks code that uses them; or describe the \
         pages with `smithy.api#paginated` in the overlay"
    ))
}
