//! The endpoint parameters that an operation sets, and their paths in the input.

use super::condition::Conditions;
use super::endpoint::{is_beside_configuration, is_of_account};
use super::types::field_names;
use super::{Here, Lower, text};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Origin};
use crate::model::rules::Parameter;
use crate::model::{self, Kind, Member, ParameterKind, ParameterValue, Shape, ShapeId, Step};
use crate::rust::item::{Docs, EndpointParam, Hop, HopField, ParamSource, Reached, Type};
use crate::rust::names::{Scope, variant_name};

impl Lower<'_> {
    /// The parameters that an operation sets, the one that goes before the others last. What the rules do not ask for
    /// is not set.
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
            // Whatever else is said of it, this is what it is.
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
    let message = format!("the endpoint rules take `{}` for {wanted}, and here it is {found}", parameter.name);
    Diagnostic::error(Code::InvalidRuleValue, origin, message).help("mend the type in one of the two files")
}

/// A way through an operation's input or output.
pub(super) struct Walk<'l, 'a> {
    lower: &'l Lower<'a>,
    /// The current shape.
    at: Option<&'l ShapeId>,
    many: bool,
    is_deprecated: bool,
    /// The unions on the path.
    unions: Vec<Type>,
}

impl<'l, 'a> Walk<'l, 'a> {
    fn new(lower: &'l Lower<'a>, operation: &'l model::Operation) -> Self {
        Self::from(lower, operation.input.as_ref())
    }

    /// From a shape.
    pub(super) fn from(lower: &'l Lower<'a>, at: Option<&'l ShapeId>) -> Self {
        Self { lower, at, many: false, is_deprecated: false, unions: Vec::new() }
    }

    /// Returns whether a member on the path is deprecated.
    pub(super) fn is_deprecated(&self) -> bool {
        self.is_deprecated
    }

    /// Returns whether the path selects several values.
    pub(super) fn is_many(&self) -> bool {
        self.many
    }

    /// Returns the unions on the path, which the file has to import.
    pub(super) fn into_unions(self) -> Vec<Type> {
        self.unions
    }

    /// The way as Rust goes it, and what is at its end; `None` where it leads nowhere.
    fn reach(mut self, path: &[Step], wanted: ParameterKind) -> Option<(Reached, ParameterKind)> {
        let mut hops = path.iter().map(|step| self.step(step)).collect::<Option<Vec<Hop>>>()?;
        if wanted == ParameterKind::Texts && !self.many {
            hops.push(self.step(&Step::Each)?);
        }
        let end = self.shape().filter(|_| self.unions.is_empty())?;
        let kind = match (&end.kind, self.many) {
            (Kind::String | Kind::Enum(_), false) => ParameterKind::Text,
            (Kind::String | Kind::Enum(_), true) => ParameterKind::Texts,
            (Kind::Boolean, false) => ParameterKind::Flag,
            _ => return None,
        };
        let reached = Reached {
            hops,
            copied: kind == ParameterKind::Flag,
            is_string: matches!(end.kind, Kind::String),
            many: self.many,
            is_deprecated: self.is_deprecated,
        };
        Some((reached, kind))
    }

    /// Returns the current shape.
    pub(super) fn shape(&self) -> Option<&'l Shape> {
        self.lower.model.shapes.get(self.at?)
    }

    /// One step; `None` where it leads nowhere.
    pub(super) fn step(&mut self, step: &Step) -> Option<Hop> {
        match step {
            Step::Member(name) => match &self.shape()?.kind {
                Kind::Union(members) => self.variant(members, name),
                _ => self.member(name).map(Hop::Field),
            },
            Step::Each => {
                let shape = self.shape()?;
                let Kind::List(element) = &shape.kind else { return None };
                self.at = Some(&element.target);
                self.many = true;
                Some(Hop::Each { sparse: shape.traits.sparse })
            }
            Step::Keys => {
                let Kind::Map(key, _) = &self.shape()?.kind else { return None };
                self.at = Some(&key.target);
                self.many = true;
                Some(Hop::Keys)
            }
            Step::Values => {
                let shape = self.shape()?;
                let Kind::Map(_, value) = &shape.kind else { return None };
                self.at = Some(&value.target);
                self.many = true;
                Some(Hop::Values { sparse: shape.traits.sparse })
            }
            Step::Filter(condition) => {
                let mut conditions = Conditions::new(self.lower, self.at);
                let condition = conditions.condition(condition)?;
                self.is_deprecated |= conditions.is_deprecated;
                self.unions.append(&mut conditions.unions);
                Some(Hop::Filter(Box::new(condition)))
            }
            Step::Select(paths) => {
                let from = self.at;
                let ways = paths.iter().map(|path| {
                    self.at = from;
                    let fields = path.iter().map(|name| self.member(name)).collect::<Option<Vec<_>>>()?;
                    Some((fields, self.at))
                });
                let (ways, ends): (Vec<_>, Vec<_>) = ways.collect::<Option<Vec<_>>>()?.into_iter().unzip();
                self.many = true;
                // One array holds them, and so they are of one type.
                let is_one = ends.windows(2).all(|pair| self.lower.is_same(pair[0], pair[1]));
                is_one.then_some(Hop::Select(ways))
            }
        }
    }

    /// To the value of a member of the current union.
    fn variant(&mut self, members: &'l [Member], name: &str) -> Option<Hop> {
        let shape = self.shape()?;
        let mut scope = Scope::default();
        let mut names = members.iter().map(|member| scope.claim(variant_name(&member.name)));
        let at = members.iter().position(|member| member.name == name)?;
        let member = &members[at];
        let union = self.lower.types.of_shape(self.lower.model, &shape.id, Here::Operation(""));
        let Type::Path(path) = &union else { return None };
        let ty = self.lower.types.of_member(self.lower.model, shape, member, Here::Types);
        let (path, boxed) = (path.clone(), matches!(ty, Type::Boxed(_)));
        self.at = Some(&member.target);
        self.is_deprecated |= member.traits.deprecated.is_some();
        self.unions.push(union);
        Some(Hop::Variant { union: path, variant: names.nth(at)?, boxed })
    }

    fn member(&mut self, name: &str) -> Option<HopField> {
        let shape = self.shape()?;
        let Kind::Structure(members) = &shape.kind else { return None };
        let at = members.iter().position(|member| member.name == name)?;
        let member: &Member = &members[at];
        self.at = Some(&member.target);
        self.is_deprecated |= member.traits.deprecated.is_some();
        let ty = self.lower.types.of_member(self.lower.model, shape, member, Here::Types);
        let name = field_names(members).swap_remove(at);
        Some(HopField { name, boxed: matches!(ty, Type::Boxed(_)) })
    }
}

impl Lower<'_> {
    fn is_same(&self, a: Option<&ShapeId>, b: Option<&ShapeId>) -> bool {
        let ty = |id: Option<&ShapeId>| id.map(|id| self.types.of_shape(self.model, id, Here::Types));
        ty(a) == ty(b)
    }
}
