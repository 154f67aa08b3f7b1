//! Endpoint rules to nested ifs. What the rules can say and this cannot is an error, for an endpoint that is
//! nearly right is worse than none.

mod reads;
mod value;

use std::collections::{BTreeMap, BTreeSet};

use super::Lower;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Origin};
use crate::model::rules::{Call, Condition, Expression, Outcome, Rule, RuleSet, UNSUPPORTED};
use crate::rust::item::{Endpoint, Leaf, Parameter, Statement, Test, Value};
use crate::rust::names::{Scope, field_name, written};

use reads::{only_what_is_read, statements_read};
use value::Kind;

/// The parameters that the runtime knows: where they come from, its field, and whether that is an `Option` of a text
/// rather than a boolean.
const BUILT_IN: &[(&str, &str, bool)] = &[
    ("AWS::Region", "region", true),
    ("AWS::UseDualStack", "use_dual_stack", false),
    ("AWS::UseFIPS", "use_fips", false),
    ("SDK::Endpoint", "endpoint", true),
];

impl Lower<'_> {
    /// The rules as a function; without rules, one that knows only an endpoint that is given.
    pub(super) fn endpoint(&self, diagnostics: &mut Diagnostics) -> Endpoint {
        let Some(rules) = &self.model.service.endpoint_rules else { return only_given() };
        let mut scope = Scope::default();
        scope.claim("params".to_owned());
        let has_partitions = self.partitions.is_some();
        let (names, refused) = (BTreeMap::new(), BTreeSet::new());
        Walk { diagnostics, names, refused, scope, has_partitions }.endpoint(rules)
    }
}

fn only_given() -> Endpoint {
    let endpoint = "endpoint".to_owned();
    Endpoint {
        parameters: vec![Parameter { name: endpoint.clone(), field: "endpoint", optional: true }],
        body: vec![Statement::If(
            vec![Test::IsSome(endpoint.clone())],
            vec![Statement::Return(Leaf::Url(Value::Local(endpoint)))],
        )],
        last: Leaf::Error("the model has no endpoint rules, so that an endpoint URL must be given".into()),
    }
}

struct Walk<'d> {
    diagnostics: &'d mut Diagnostics,
    /// The rules' names.
    names: BTreeMap<String, Name>,
    /// Those that are refused, which is not to be said again wherever they are used.
    refused: BTreeSet<String>,
    /// The local variables.
    scope: Scope,
    has_partitions: bool,
}

/// What a name of the rules stands for.
#[derive(Clone)]
struct Name {
    /// The local variable.
    local: String,
    kind: Kind,
    /// Whether it is there everywhere, and not only where a condition has found it so.
    always: bool,
}

/// What holds where a rule is reached.
#[derive(Clone, Default)]
struct Facts {
    /// In words.
    words: Vec<String>,
    /// The optional parameters that are known to be set, and what conditions have assigned.
    known: Vec<String>,
}

impl Walk<'_> {
    fn endpoint(&mut self, rules: &RuleSet) -> Endpoint {
        let mut parameters = Vec::new();
        for parameter in &rules.parameters {
            let built_in = BUILT_IN.iter().find(|(name, ..)| parameter.built_in.as_deref() == Some(name));
            let Some(&(_, field, optional)) = built_in else {
                let message = format!("endpoint rules with the parameter `{}` are not supported", parameter.name);
                self.refuse(Code::UnsupportedRule, &parameter.origin, message);
                self.refused.insert(parameter.name.clone());
                continue;
            };
            let kind = if optional { Kind::Text } else { Kind::Truth };
            let name = self.define(&parameter.name, kind, !optional);
            parameters.push(Parameter { name, field, optional });
        }
        let mut body = self.rules(&rules.rules, &Facts::default());
        let last = match body.pop() {
            Some(Statement::Return(leaf)) => leaf,
            other => {
                body.extend(other);
                Leaf::Error(explain(&Facts::default()))
            }
        };
        parameters.retain(|parameter| statements_read(&parameter.name, &body) || last.reads(&parameter.name));
        Endpoint { parameters, body, last }
    }

    fn refuse(&mut self, code: Code, origin: &Origin, message: String) {
        self.diagnostics.push(Diagnostic::error(code, origin, message).help(UNSUPPORTED));
    }

    /// A local variable for a name of the rules.
    fn define(&mut self, name: &str, kind: Kind, always: bool) -> String {
        let local = written(&self.scope.claim(field_name(name)));
        self.names.insert(name.to_owned(), Name { local: local.clone(), kind, always });
        local
    }

    fn rules(&mut self, rules: &[Rule], facts: &Facts) -> Vec<Statement> {
        let mut statements = Vec::new();
        for rule in rules {
            let mut facts = facts.clone();
            let tests: Vec<Test> =
                rule.conditions.iter().filter_map(|condition| self.test(condition, &mut facts)).collect();
            let then = match &rule.then {
                Outcome::Endpoint(url) => {
                    let url = self.of_kind(Kind::Text, url, &rule.origin, &facts);
                    url.map(|url| Statement::Return(Leaf::Url(url))).into_iter().collect()
                }
                Outcome::Error => vec![Statement::Return(Leaf::Error(explain(&facts)))],
                Outcome::Rules(rules) => self.tree(rules, &facts),
            };
            if tests.is_empty() {
                // Nothing after it can be reached.
                statements.extend(then);
                return statements;
            }
            statements.push(Statement::If(only_what_is_read(tests, &then), then));
        }
        statements
    }

    /// There is no going back from a tree whose conditions hold: where none of its rules applies, that is an error.
    fn tree(&mut self, rules: &[Rule], facts: &Facts) -> Vec<Statement> {
        let mut statements = self.rules(rules, facts);
        if !matches!(statements.last(), Some(Statement::Return(_))) {
            statements.push(Statement::Return(Leaf::Error(explain(facts))));
        }
        statements
    }

    /// The test of a condition; `None` where it holds anyway, or is refused.
    fn test(&mut self, condition: &Condition, facts: &mut Facts) -> Option<Test> {
        let Condition { call, assign } = condition;
        match assign {
            Some(to) => self.assignment(call, to, facts),
            None => self.boolean(call, true, facts),
        }
    }

    fn assignment(&mut self, call: &Call, to: &str, facts: &mut Facts) -> Option<Test> {
        let (code, message) = match (call.function.as_str(), call.arguments.as_slice()) {
            ("aws.partition", [_]) if !self.has_partitions => {
                let message = "the endpoint rules ask for partitions, and no partitions file was given";
                (Code::MissingPartitions, message.to_owned())
            }
            ("aws.partition", [_]) if self.names.get(to).is_some_and(|name| name.kind != Kind::Partition) => {
                (Code::UnsupportedRule, format!("the endpoint rules assign a value to the parameter `{to}`"))
            }
            ("aws.partition", [region]) => {
                let region = self.of_kind(Kind::Text, region, &call.origin, facts)?;
                facts.known.push(to.to_owned());
                let known = self.names.get(to).map(|name| name.local.clone());
                let to = known.unwrap_or_else(|| self.define(to, Kind::Partition, false));
                return Some(Test::Partition { to: Some(to), region });
            }
            (function, _) => {
                let message = format!("endpoint rules that assign the value of `{function}` are not supported");
                (Code::UnsupportedRule, message)
            }
        };
        self.refuse(code, &call.origin, message);
        self.refused.insert(to.to_owned());
        None
    }

    fn boolean(&mut self, call: &Call, holds: bool, facts: &mut Facts) -> Option<Test> {
        let origin = &call.origin;
        match (call.function.as_str(), call.arguments.as_slice()) {
            ("not", [Expression::Call(inner)]) => self.boolean(inner, !holds, facts),
            ("isSet", [Expression::Reference(name)]) if self.refused.contains(name) => None,
            ("isSet", [Expression::Reference(name)]) if self.names.contains_key(name) => {
                self.is_set(name, holds, facts)
            }
            ("booleanEquals", [a, Expression::Boolean(b)] | [Expression::Boolean(b), a]) => {
                let value = self.of_kind(Kind::Truth, a, origin, facts)?;
                if let (Value::Local(name), true) = (&value, holds == *b) {
                    facts.words.push(format!("`{name}` is on"));
                }
                Some(Test::Truth(value, holds == *b))
            }
            (function @ ("stringEquals" | "booleanEquals"), [a, b]) => {
                let kind = if function == "stringEquals" { Kind::Text } else { Kind::Truth };
                let (a, b) = (self.of_kind(kind, a, origin, facts), self.of_kind(kind, b, origin, facts));
                Some(Test::Equal(a?, b?, holds))
            }
            (function, _) => {
                self.refuse(
                    Code::UnsupportedRule,
                    origin,
                    format!("endpoint rules that call `{function}` are not supported"),
                );
                None
            }
        }
    }

    /// What is known to be set is tested no more: its variable is no `Option` there.
    fn is_set(&mut self, name: &str, holds: bool, facts: &mut Facts) -> Option<Test> {
        let Name { local, always, .. } = self.names.get(name)?.clone();
        let is_known = always || facts.known.iter().any(|known| known == name);
        match (is_known, holds) {
            (true, true) => None,
            (true, false) => Some(Test::Truth(Value::Boolean(false), true)),
            (false, true) => {
                facts.words.push(format!("`{local}` is set"));
                facts.known.push(name.to_owned());
                Some(Test::IsSome(local))
            }
            (false, false) => {
                facts.words.push(format!("`{local}` is not set"));
                Some(Test::IsNone(local))
            }
        }
    }
}

/// Why there is no endpoint, where these facts hold. The rules' own sentences are not ours to repeat.
fn explain(facts: &Facts) -> String {
    match facts.words.as_slice() {
        [] => "set a region, or an endpoint URL".to_owned(),
        words => format!("the service has no endpoint where {}", words.join(" and ")),
    }
}
