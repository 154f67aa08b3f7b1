//! The parameters of endpoint rulesets: the source and the default of each.

use super::kind::Kind;
use super::{Name, Walk};
use crate::diagnostic::Code;
use crate::model::rules;
use crate::model::{ParameterKind, ParameterValue};
use crate::rust::item::{Absent, Parameter, ParameterSource};
use crate::rust::names::{field_name, written};

/// The parameters that the runtime has a field for: the built-in, the source, and the type.
const FIELDS: &[(&str, ParameterSource, ParameterKind)] = &[
    ("AWS::Region", ParameterSource::Region, ParameterKind::Text),
    ("AWS::UseDualStack", ParameterSource::UseDualStack, ParameterKind::Flag),
    ("AWS::UseFIPS", ParameterSource::UseFips, ParameterKind::Flag),
    ("SDK::Endpoint", ParameterSource::Endpoint, ParameterKind::Text),
];

/// The named parameters of an account: the built-in, the type, and the default.
const OF_ACCOUNT: &[(&str, ParameterKind, Option<&str>)] = &[
    ("AWS::Auth::AccountId", ParameterKind::Text, None),
    // The default of all SDKs.
    ("AWS::Auth::AccountIdEndpointMode", ParameterKind::Text, Some("preferred")),
];

/// The settings of services that a configuration does not have, so that they are named parameters. The defaults are
/// those of the ruleset: <https://smithy.io/2.0/aws/rules-engine/built-ins.html>.
const SETTINGS: &[(&str, ParameterKind, Option<&str>)] = &[
    ("AWS::S3::Accelerate", ParameterKind::Flag, None),
    ("AWS::S3::DisableMultiRegionAccessPoints", ParameterKind::Flag, None),
    ("AWS::S3::DisableS3ExpressSessionAuth", ParameterKind::Flag, None),
    ("AWS::S3::ForcePathStyle", ParameterKind::Flag, None),
    ("AWS::S3::UseArnRegion", ParameterKind::Flag, None),
    ("AWS::S3::UseGlobalEndpoint", ParameterKind::Flag, None),
    ("AWS::S3Control::UseArnRegion", ParameterKind::Flag, None),
    ("AWS::STS::UseGlobalEndpoint", ParameterKind::Flag, None),
];

/// Returns whether a parameter is one of an account, which a configuration does not have.
pub(crate) fn is_of_account(parameter: &rules::Parameter) -> bool {
    is_one_of(parameter, OF_ACCOUNT)
}

/// Returns whether a parameter has a built-in source that a configuration does not have, so that it is a named
/// parameter.
pub(crate) fn is_beside_configuration(parameter: &rules::Parameter) -> bool {
    is_of_account(parameter) || is_one_of(parameter, SETTINGS)
}

fn is_one_of(parameter: &rules::Parameter, known: &[(&str, ParameterKind, Option<&str>)]) -> bool {
    parameter.built_in.as_deref().is_some_and(|it| known.iter().any(|(known, ..)| *known == it))
}

impl Walk<'_> {
    /// Lowers a parameter to a local variable; `None` if it is unsupported, which is reported.
    pub(super) fn parameter(&mut self, parameter: &rules::Parameter) -> Option<Parameter> {
        let Some((source, default)) = source(parameter) else {
            let message = format!("endpoint rules with the parameter `{}` are not supported", parameter.name);
            self.refuse(Code::UnsupportedRule, &parameter.origin, message);
            self.refused.insert(parameter.name.clone());
            return None;
        };
        let absent = match (&source, parameter.default.clone().or(default)) {
            (source, _) if source.is_always_set() => Absent::Nothing,
            (_, Some(ParameterValue::Text(text))) => Absent::Text(text),
            (_, Some(ParameterValue::Flag(flag))) => Absent::Flag(flag),
            (_, Some(ParameterValue::Texts(texts))) if texts.is_empty() => Absent::Empty,
            (_, Some(ParameterValue::Texts(_))) => {
                let message = format!("the default of the endpoint parameter `{}` is not supported", parameter.name);
                self.refuse(Code::UnsupportedRule, &parameter.origin, message);
                Absent::Empty
            }
            _ if !parameter.required => Absent::Nothing,
            _ => Absent::Error(format!("the endpoint needs `{}`, which is not set", field_name(&parameter.name))),
        };
        let kind = match parameter.kind {
            ParameterKind::Text => Kind::Text,
            ParameterKind::Flag => Kind::Truth,
            ParameterKind::Texts => Kind::Texts,
        };
        let always = source.is_always_set() || absent != Absent::Nothing;
        let local = written(&self.scope.claim(field_name(&parameter.name)));
        self.names.insert(parameter.name.clone(), Name { local: local.clone(), kind, always });
        Some(Parameter { name: local, source, absent })
    }
}

/// Returns the source of a parameter, and its default outside of the ruleset; `None` if its built-in is unknown.
fn source(parameter: &rules::Parameter) -> Option<(ParameterSource, Option<ParameterValue>)> {
    let by_name = ParameterSource::Named(parameter.kind, parameter.name.clone());
    let Some(built_in) = parameter.built_in.as_deref() else { return Some((by_name, None)) };
    if let Some((_, field, kind)) = FIELDS.iter().find(|(known, ..)| *known == built_in) {
        return (*kind == parameter.kind).then(|| (field.clone(), None));
    }
    let (_, kind, default) = OF_ACCOUNT.iter().chain(SETTINGS).find(|(known, ..)| *known == built_in)?;
    let by_name = match built_in {
        "AWS::Auth::AccountId" => ParameterSource::HostLabel(parameter.name.clone()),
        _ => by_name,
    };
    let default = default.map(|text| ParameterValue::Text(text.to_owned()));
    (*kind == parameter.kind).then_some((by_name, default))
}
