//! The endpoints of rules: their URL, their headers and their signatures.

use super::kind::Kind;
use super::{Facts, Walk};
use crate::diagnostic::{Code, Origin};
use crate::model::rules::{AuthScheme, Expression, Outcome, Rule};
use crate::rust::item::{Leaf, Target, UnsupportedScheme, Value};

/// Returns the error of calls that need an unsupported auth scheme. Generation does not fail for it, because other rules of
/// the ruleset may lead to supported endpoints.
fn error_of(scheme: UnsupportedScheme) -> &'static str {
    match scheme {
        UnsupportedScheme::SigV4a => "requests to this endpoint must be signed with SigV4a, which is not supported",
        UnsupportedScheme::SigV4S3Express => {
            "requests to this endpoint must be signed with the auth scheme sigv4-s3express, which is not supported; set the \
             endpoint parameter DisableS3ExpressSessionAuth to sign them with SigV4"
        }
    }
}

impl Walk<'_> {
    /// Lowers the endpoint of a rule; `None` if it is unsupported, which is reported.
    pub(super) fn leaf(&mut self, rule: &Rule, facts: &Facts) -> Option<Leaf> {
        let Outcome::Endpoint { url, auth_schemes, headers, backend } = &rule.then else { return None };
        let origin = &rule.origin;
        let mut target = Target::at(self.of_kind(Kind::Text, url, origin, facts)?);
        target.headers = self.headers(headers, origin, facts)?;
        target.backend = self.optional(backend.as_ref(), origin, facts)?;
        self.signed(target, auth_schemes, facts)
    }

    /// Lowers the headers, one for each value.
    fn headers(
        &mut self,
        headers: &[(String, Vec<Expression>)],
        origin: &Origin,
        facts: &Facts,
    ) -> Option<Vec<(String, Value)>> {
        let each = headers.iter().flat_map(|(name, values)| values.iter().map(move |value| (name, value)));
        each.map(|(name, value)| Some((name.clone(), self.of_kind(Kind::Text, value, origin, facts)?))).collect()
    }

    /// Sets the signature of the endpoint by the first supported auth scheme, which is SigV4.
    fn signed(&mut self, mut target: Target, schemes: &[AuthScheme], facts: &Facts) -> Option<Leaf> {
        let Some(first) = schemes.first() else { return Some(Leaf::Endpoint(Box::new(target))) };
        if let Some(scheme) = schemes.iter().find(|scheme| scheme.name == "sigv4") {
            target.signing_region = self.optional(scheme.signing_region.as_ref(), &scheme.origin, facts)?;
            target.signing_name = self.optional(scheme.signing_name.as_ref(), &scheme.origin, facts)?;
            target.disable_double_encoding = scheme.disable_double_encoding;
            return Some(Leaf::Endpoint(Box::new(target)));
        }
        let known = UnsupportedScheme::ALL
            .into_iter()
            .find_map(|known| schemes.iter().find(|it| it.name == known.name()).map(|scheme| (known, scheme)));
        if let Some((known, scheme)) = known {
            target.signing_region = self.optional(scheme.signing_region.as_ref(), &scheme.origin, facts)?;
            target.signing_name = self.optional(scheme.signing_name.as_ref(), &scheme.origin, facts)?;
            target.disable_double_encoding = scheme.disable_double_encoding;
            let regions = scheme.signing_region_set.iter();
            let regions = regions.map(|region| self.of_kind(Kind::Text, region, &scheme.origin, facts));
            target.auth_scheme = Some((known, regions.collect::<Option<_>>()?));
            return Some(Leaf::Unsupported(Box::new(target), error_of(known)));
        }
        let message = format!("endpoints with the auth scheme `{}` are not supported", first.name);
        self.refuse(Code::UnsupportedRule, &first.origin, message);
        None
    }

    /// Lowers an optional text; `None` if it is unsupported, which is reported.
    fn optional(&mut self, text: Option<&Expression>, origin: &Origin, facts: &Facts) -> Option<Option<Value>> {
        match text {
            Some(text) => self.of_kind(Kind::Text, text, origin, facts).map(Some),
            None => Some(None),
        }
    }
}
