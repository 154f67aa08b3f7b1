//! The endpoint parameters that an operation sets, and their paths in the input.

use super::endpoint::{is_beside_configuration, is_of_account};
use super::path::Walk;
use super::{FileScope, Lower, text};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Origin};
use crate::model::rules::Parameter;
use crate::model::{self, ParameterKind, ParameterValue, ShapeId, Step};
use crate::rust::item::{Docs, EndpointParam, ParamSource};

impl Lower<'_> {
    /// Returns the endpoint parameters that an operation sets. If a parameter has several sources, the one that takes
    /// precedence comes last. Parameters that the ruleset does not have are not set.
    pub(super) fn endpoint_params(
        &self,
        operation: &model::Operation,
        diagnostics: &mut Diagnostics,
    ) -> Vec<EndpointParam> {
        let parameters = self.model.service.endpoint_rules.iter().flat_map(|rules| &rules.parameters);
        let asked = parameters.filter(|parameter| parameter.built_in.is_none());
        asked.flat_map(|parameter| self.set(parameter, operation, diagnostics)).collect()
    }

    /// Returns the documentation of the endpoint parameters that a client can be created with, if there are any.
    pub(super) fn client_params(&self, diagnostics: &mut Diagnostics) -> Docs {
        let service = &self.model.service;
        let all: Vec<&Parameter> = service.endpoint_rules.iter().flat_map(|rules| &rules.parameters).collect();
        let mut names: Vec<&str> = Vec::new();
        for parameter in &all {
            let of_client = service.client_params.iter().find(|it| it.name == parameter.name);
            if let Some(it) = of_client.filter(|it| it.kind != parameter.kind) {
                diagnostics.push(mismatch(parameter, it.kind, &it.origin));
            }
            if of_client.is_some() || is_beside_configuration(parameter) {
                names.push(&parameter.name);
            }
        }
        if names.is_empty() {
            return Docs::new();
        }
        let names: Vec<String> = names.into_iter().map(|name| format!("`{}`", text::inline(name))).collect();
        let mut docs = text::wrap(&format!(
            "Creates a client with endpoint parameters that `config` does not hold: {}. Set them with \
             [`EndpointParams::with`](rt::EndpointParams::with). Operations override them.",
            names.join(", ")
        ));
        if all.iter().any(|parameter| is_of_account(parameter)) {
            docs.push(String::new());
            docs.extend(text::wrap(
                "The account id is not taken from the credentials, because these are loaded after the endpoint is \
                 resolved. Without an account id, requests go to the endpoint that all accounts share.",
            ));
        }
        docs
    }

    fn set(
        &self,
        parameter: &Parameter,
        operation: &model::Operation,
        diagnostics: &mut Diagnostics,
    ) -> Vec<EndpointParam> {
        let param = |source| EndpointParam { name: parameter.name.clone(), source };
        if let Some(fixed) = operation.context.fixed.iter().find(|fixed| fixed.name == parameter.name) {
            if !expect(parameter, fixed.value.kind(), &fixed.origin, operation, diagnostics) {
                return Vec::new();
            }
            // A fixed value takes precedence over all other sources.
            return vec![param(match fixed.value.clone() {
                ParameterValue::Text(text) => ParamSource::Text(text),
                ParameterValue::Flag(flag) => ParamSource::Flag(flag),
                ParameterValue::Texts(texts) => ParamSource::Texts(texts),
            })];
        }
        let input = operation.input.as_ref().and_then(|id| self.model.shapes.get(id));
        let members = input.into_iter().flat_map(|input| input.kind.members());
        let members = members.filter(|member| member.traits.context_param.as_ref() == Some(&parameter.name));
        let by_member = members.map(|member| (vec![Step::Member(member.name.clone())], &member.origin));
        let paths = operation.context.paths.iter().filter(|path| path.name == parameter.name);
        let ways = by_member.chain(paths.map(|path| (path.path.clone(), &path.origin)));
        let mut set = Vec::new();
        for (path, origin) in ways {
            let Some((reached, kind)) = Walk::new(self, operation).reach(&path, parameter.kind) else {
                let message = format!("the endpoint parameter `{}` is not found in the input", parameter.name);
                let error = Diagnostic::error(Code::InvalidRuleValue, origin, message).shape(&operation.id);
                diagnostics.push(
                    error.help("name members of structures that lead to a string, a boolean or a list of strings"),
                );
                continue;
            };
            if expect(parameter, kind, origin, operation, diagnostics) {
                set.push(param(ParamSource::Input(reached)));
            }
        }
        set
    }
}

/// Returns whether a value has the type that the ruleset expects.
fn expect(
    parameter: &Parameter,
    kind: ParameterKind,
    origin: &Origin,
    operation: &model::Operation,
    diagnostics: &mut Diagnostics,
) -> bool {
    if kind != parameter.kind {
        diagnostics.push(mismatch(parameter, kind, origin).shape(&operation.id));
    }
    kind == parameter.kind
}

fn mismatch(parameter: &Parameter, kind: ParameterKind, origin: &Origin) -> Diagnostic {
    let (wanted, found) = (parameter.kind.name(), kind.name());
    let message = format!("in the endpoint rules, `{}` is {wanted}, and here it is {found}", parameter.name);
    Diagnostic::error(Code::InvalidRuleValue, origin, message).help("correct the type in one of the two files")
}

impl Lower<'_> {
    pub(super) fn is_same(&self, a: Option<&ShapeId>, b: Option<&ShapeId>) -> bool {
        let ty = |id: Option<&ShapeId>| id.map(|id| self.types.of_shape(self.model, id, FileScope::Types));
        ty(a) == ty(b)
    }
}
