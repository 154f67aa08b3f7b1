//! Lowers an endpoint ruleset to nested `if`s. An unsupported rule is an error, because a wrong endpoint is worse than
//! none.

mod call;
mod kind;
mod parameter;
mod reads;
mod target;
mod value;

use std::collections::{BTreeMap, BTreeSet};

use super::Lower;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Origin};
use crate::model::rules::{Call, Condition, Expression, Outcome, Rule, RuleSet, UNSUPPORTED};
use crate::rust::item::{Absent, Endpoint, Leaf, Maybe, Parameter, ParameterSource, Statement, Target, Test, Value};
use crate::rust::names::{Scope, field_name, written};

use kind::{Called, Kind};
pub(super) use parameter::{is_beside_configuration, is_of_account};
use reads::{only_what_is_read, statements_read};

impl Lower<'_> {
    /// Returns the function of the endpoint ruleset. Without a ruleset, the function accepts a custom endpoint URL
    /// only.
    pub(super) fn endpoint(&self, diagnostics: &mut Diagnostics) -> Endpoint {
        let Some(rules) = &self.model.service.endpoint_rules else { return only_given() };
        let mut scope = Scope::default();
        scope.claim("params".to_owned());
        let table = || format!("{}::partitions::PARTITIONS", self.module.parent_from(1));
        let partitions = self.partitions.map(|_| table());
        let (names, refused, locals) = (BTreeMap::new(), BTreeSet::new(), BTreeMap::new());
        Walk { diagnostics, names, refused, locals, scope, partitions }.endpoint(rules)
    }
}

fn only_given() -> Endpoint {
    let endpoint = "endpoint".to_owned();
    Endpoint {
        parameters: vec![Parameter {
            name: endpoint.clone(),
            source: ParameterSource::Endpoint,
            absent: Absent::Nothing,
        }],
        body: vec![Statement::If(
            vec![Test::IsSome(endpoint.clone())],
            vec![Statement::Return(Leaf::Endpoint(Box::new(Target::at(Value::Local(endpoint)))))],
        )],
        last: Leaf::Error("the model has no endpoint ruleset; set an endpoint URL".into()),
    }
}

struct Walk<'d> {
    diagnostics: &'d mut Diagnostics,
    /// The parameters of the ruleset.
    names: BTreeMap<String, Name>,
    /// The names of unsupported parameters, which are reported once and not at each use.
    refused: BTreeSet<String>,
    /// The local variables of assignments in conditions: one for each name and type.
    locals: BTreeMap<(String, Kind), String>,
    scope: Scope,
    /// The path of the table of partitions, if there is one.
    partitions: Option<String>,
}

/// A parameter of the rules.
#[derive(Clone)]
struct Name {
    /// The local variable.
    local: String,
    kind: Kind,
    /// True if it always has a value, and not only after a condition that tests it.
    always: bool,
}

/// The facts that hold when a rule is reached.
#[derive(Clone, Default)]
struct Facts {
    /// The facts as text, for diagnostics.
    words: Vec<String>,
    /// The optional parameters that are known to be set.
    known: Vec<String>,
    /// The variables that conditions have assigned.
    assigned: BTreeMap<String, (Value, Kind)>,
}

impl Walk<'_> {
    fn endpoint(&mut self, rules: &RuleSet) -> Endpoint {
        let mut parameters: Vec<Parameter> =
            rules.parameters.iter().filter_map(|parameter| self.parameter(parameter)).collect();
        let mut body = self.rules(&rules.rules, &Facts::default());
        let last = match body.pop() {
            Some(Statement::Return(leaf)) => leaf,
            other => {
                body.extend(other);
                Leaf::Error(self.explain(&Facts::default()))
            }
        };
        for parameter in &mut parameters {
            if !statements_read(&parameter.name, &body) && !last.reads(&parameter.name) {
                // No rule reads the parameter, but a required one is still tested.
                parameter.name = "_".to_owned();
            }
        }
        parameters.retain(|parameter| parameter.name != "_" || matches!(parameter.absent, Absent::Error(_)));
        Endpoint { parameters, body, last }
    }

    fn refuse(&mut self, code: Code, origin: &Origin, message: String) {
        self.diagnostics.push(Diagnostic::error(code, origin, message).help(UNSUPPORTED));
    }

    fn rules(&mut self, rules: &[Rule], facts: &Facts) -> Vec<Statement> {
        let mut statements = Vec::new();
        for rule in rules {
            let mut facts = facts.clone();
            let mut tests = Vec::new();
            for condition in &rule.conditions {
                tests.extend(self.presence(&condition.call, &mut facts));
                tests.extend(self.test(condition, &mut facts));
            }
            let then = match &rule.then {
                Outcome::Endpoint { .. } => self.leaf(rule, &facts).map(Statement::Return).into_iter().collect(),
                Outcome::Error => vec![Statement::Return(Leaf::Error(self.explain(&facts)))],
                Outcome::Rules(rules) => self.tree(rules, &facts),
            };
            if tests.is_empty() {
                // The following rules cannot be reached.
                statements.extend(then);
                return statements;
            }
            statements.push(Statement::If(only_what_is_read(tests, &then), then));
        }
        statements
    }

    /// Lowers the rules of a tree. If the conditions of a tree hold and none of its rules applies, the result is an
    /// error: the rules after the tree are not tried.
    fn tree(&mut self, rules: &[Rule], facts: &Facts) -> Vec<Statement> {
        let mut statements = self.rules(rules, facts);
        if !matches!(statements.last(), Some(Statement::Return(_))) {
            statements.push(Statement::Return(Leaf::Error(self.explain(facts))));
        }
        statements
    }

    /// Returns the tests that all optional values in a call are set. A condition on an absent value does not hold, even
    /// if the ruleset does not test for it.
    fn presence(&mut self, call: &Call, facts: &mut Facts) -> Vec<Test> {
        let mut names = Vec::new();
        asked(call, &mut names);
        names.into_iter().filter_map(|name| self.is_set(name, true, facts)).collect()
    }

    /// Returns the message that there is no endpoint when these facts hold. The messages of the ruleset are not
    /// repeated, because they are AWS's text.
    fn explain(&self, facts: &Facts) -> String {
        match facts.words.as_slice() {
            [] if self.names.values().any(|name| name.local == "region" && name.always) => {
                "the service has no endpoint for these parameters".to_owned()
            }
            [] => "no region is set; set a region or an endpoint URL".to_owned(),
            words => format!("the service has no endpoint where {}", words.join(" and ")),
        }
    }

    /// Lowers a condition to a test; `None` if it always holds, or if it is unsupported.
    fn test(&mut self, condition: &Condition, facts: &mut Facts) -> Option<Test> {
        let Condition { call, assign } = condition;
        match assign {
            Some(to) => self.assignment(call, to, facts),
            None => self.boolean(call, true, facts),
        }
    }

    /// Lowers an assignment. A value that is always present needs no variable and no test.
    fn assignment(&mut self, call: &Call, to: &str, facts: &mut Facts) -> Option<Test> {
        if self.names.contains_key(to) {
            self.refuse(
                Code::UnsupportedRule,
                &call.origin,
                format!("the endpoint rules assign a value to the parameter `{to}`"),
            );
            return None;
        }
        match self.call(call, facts) {
            Some(Called::Value(value, kind)) => {
                facts.assigned.insert(to.to_owned(), (value, kind));
                None
            }
            Some(Called::Maybe(value, kind)) => {
                let scope = &mut self.scope;
                let local = self.locals.entry((to.to_owned(), kind));
                let local = local.or_insert_with(|| written(&scope.claim(field_name(to)))).clone();
                facts.assigned.insert(to.to_owned(), (Value::Local(local.clone()), kind));
                Some(Test::Bind { to: Some(local), value })
            }
            None => {
                self.refused.insert(to.to_owned());
                None
            }
        }
    }

    fn boolean(&mut self, call: &Call, holds: bool, facts: &mut Facts) -> Option<Test> {
        let origin = &call.origin;
        match (call.function.as_str(), call.arguments.as_slice()) {
            ("not", [Expression::Call(inner)]) => self.boolean(inner, !holds, facts),
            ("isSet", [Expression::Reference(name)]) if self.refused.contains(name) => None,
            ("isSet", [Expression::Reference(name)]) if self.names.contains_key(name) => {
                self.is_set(name, holds, facts)
            }
            ("isSet", [Expression::Reference(name)]) if facts.assigned.contains_key(name) => known(holds),
            ("isSet", [Expression::Reference(name)]) => {
                self.undeclared(name, origin);
                None
            }
            ("isSet", [Expression::Call(inner)]) => match self.call(inner, facts)? {
                Called::Value(..) => known(holds),
                Called::Maybe(value, _) => Some(is_there(value, holds)),
            },
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
                facts.words.extend(is_text(a.as_ref(), b.as_ref()).filter(|_| holds));
                Some(Test::Equal(a?, b?, holds))
            }
            _ => match self.call(call, facts)? {
                Called::Value(value, Kind::Truth) => Some(Test::Truth(value, holds)),
                Called::Value(..) => known(holds),
                Called::Maybe(value, _) => Some(is_there(value, holds)),
            },
        }
    }

    /// Lowers a test for a value. A variable that is known to be set needs no test, because it is no longer an
    /// `Option`.
    fn is_set(&mut self, name: &str, holds: bool, facts: &mut Facts) -> Option<Test> {
        let Name { local, always, .. } = self.names.get(name)?.clone();
        let is_known = always || facts.known.iter().any(|known| known == name);
        match (is_known, holds) {
            (true, holds) => known(holds),
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

/// Returns the description of a comparison with a text, for messages. `None` for texts that are not a word.
fn is_text(value: Option<&Value>, other: Option<&Value>) -> Option<String> {
    match (value?, other?) {
        (Value::Local(name), Value::Text(text)) | (Value::Text(text), Value::Local(name)) => {
            let is_word = text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
            is_word.then(|| format!("`{}` is `{text}`", name.trim_start_matches("r#")))
        }
        _ => None,
    }
}

/// Collects the names whose values a call needs.
fn asked<'r>(call: &'r Call, names: &mut Vec<&'r str>) {
    for argument in &call.arguments {
        match argument {
            Expression::Reference(name) if call.function != "isSet" => names.push(name),
            Expression::Call(inner) => asked(inner, names),
            _ => {}
        }
    }
}

/// Returns the test of a condition whose result is known: `None` if it holds, otherwise a test that is always false.
fn known(holds: bool) -> Option<Test> {
    (!holds).then_some(Test::Truth(Value::Boolean(false), true))
}

fn is_there(value: Maybe, holds: bool) -> Test {
    if holds { Test::Bind { to: None, value } } else { Test::Absent(value) }
}
