//! Endpoint rules to nested ifs. What the rules can say and this cannot is an error, for an endpoint that is
//! nearly right is worse than none.

use std::collections::{BTreeMap, BTreeSet};

use super::Lower;
use crate::diagnostic::{Diagnostic, Diagnostics, Origin};
use crate::model::rules::{Call, Condition, Expression, Outcome, Part, Rule, RuleSet};
use crate::rust::item::{Endpoint, Leaf, Parameter, Statement, Test, Value};
use crate::rust::names::{field_name, written};

/// The parameters that the runtime knows: where they come from, its field, and whether that is an `Option`.
const BUILT_IN: &[(&str, &str, bool)] = &[
    ("AWS::Region", "region", true),
    ("AWS::UseDualStack", "use_dual_stack", false),
    ("AWS::UseFIPS", "use_fips", false),
    ("SDK::Endpoint", "endpoint", true),
];

/// The attributes of a partition that rules ask for, and the runtime's fields.
const ATTRIBUTES: &[(&str, &str)] = &[
    ("dnsSuffix", "dns_suffix"),
    ("dualStackDnsSuffix", "dual_stack_dns_suffix"),
    ("implicitGlobalRegion", "implicit_global_region"),
    ("name", "id"),
    ("supportsDualStack", "supports_dual_stack"),
    ("supportsFIPS", "supports_fips"),
];

impl Lower<'_> {
    /// The rules as a function; without rules, one that knows only an endpoint that is given.
    pub(super) fn endpoint(&self, diagnostics: &mut Diagnostics) -> Endpoint {
        let Some(rules) = &self.model.service.endpoint_rules else { return only_given() };
        let mut walk = Walk {
            diagnostics,
            parameters: BTreeMap::new(),
            has_partitions: self.partitions.is_some(),
            used: BTreeSet::new(),
        };
        walk.endpoint(rules)
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
    /// The rules' name of each parameter, and whether it may be absent.
    parameters: BTreeMap<String, bool>,
    has_partitions: bool,
    /// The parameters that the rules ask for.
    used: BTreeSet<String>,
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
                self.refuse(
                    &parameter.origin,
                    format!("endpoint rules with the parameter `{}` are not supported", parameter.name),
                );
                continue;
            };
            self.parameters.insert(parameter.name.clone(), optional);
            parameters.push(Parameter { name: local(&parameter.name), field, optional });
        }
        let mut body = self.rules(&rules.rules, &Facts::default());
        let last = match body.pop() {
            Some(Statement::Return(leaf)) => leaf,
            other => {
                body.extend(other);
                Leaf::Error(explain(&Facts::default()))
            }
        };
        parameters.retain(|parameter| self.used.contains(&parameter.name));
        Endpoint { parameters, body, last }
    }

    fn refuse(&mut self, origin: &Origin, message: String) {
        self.diagnostics.push(
            Diagnostic::error(origin, message)
                .help("generate without this file, and give clients an endpoint URL, until the rules are supported"),
        );
    }

    fn rules(&mut self, rules: &[Rule], facts: &Facts) -> Vec<Statement> {
        let mut statements = Vec::new();
        for rule in rules {
            let mut facts = facts.clone();
            let tests: Vec<Test> =
                rule.conditions.iter().filter_map(|condition| self.test(condition, &mut facts)).collect();
            let then = match &rule.then {
                Outcome::Endpoint(url) => vec![Statement::Return(Leaf::Url(self.value(url, &rule.origin, &facts)))],
                Outcome::Error => vec![Statement::Return(Leaf::Error(explain(&facts)))],
                Outcome::Rules(rules) => self.tree(rules, &facts),
            };
            if tests.is_empty() {
                // Nothing after it can be reached.
                statements.extend(then);
                return statements;
            }
            statements.push(Statement::If(tests, then));
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

    fn test(&mut self, condition: &Condition, facts: &mut Facts) -> Option<Test> {
        let Condition { call, assign } = condition;
        if let Some(to) = assign {
            return self.assignment(call, to, facts);
        }
        self.boolean(call, true, facts)
    }

    fn assignment(&mut self, call: &Call, to: &str, facts: &mut Facts) -> Option<Test> {
        match (call.function.as_str(), call.arguments.as_slice()) {
            ("aws.partition", [region]) if self.has_partitions => {
                let region = self.value(region, &call.origin, facts);
                facts.known.push(to.to_owned());
                Some(Test::Partition { to: local(to), region })
            }
            ("aws.partition", _) => {
                self.refuse(
                    &call.origin,
                    "the endpoint rules ask for partitions, and no partitions file was given".into(),
                );
                None
            }
            (function, _) => {
                self.refuse(
                    &call.origin,
                    format!("endpoint rules that assign the value of `{function}` are not supported"),
                );
                None
            }
        }
    }

    fn boolean(&mut self, call: &Call, holds: bool, facts: &mut Facts) -> Option<Test> {
        match (call.function.as_str(), call.arguments.as_slice()) {
            ("not", [Expression::Call(inner)]) => self.boolean(inner, !holds, facts),
            ("isSet", [Expression::Reference(name)]) if self.parameters.get(name) == Some(&true) => {
                self.used.insert(local(name));
                if holds {
                    facts.words.push(format!("`{}` is set", local(name)));
                    facts.known.push(name.clone());
                    return Some(Test::IsSome(local(name)));
                }
                facts.words.push(format!("`{}` is not set", local(name)));
                Some(Test::IsNone(local(name)))
            }
            ("booleanEquals", [a, Expression::Boolean(b)] | [Expression::Boolean(b), a]) => {
                if let (Expression::Reference(name), true) = (a, holds == *b) {
                    facts.words.push(format!("`{}` is on", local(name)));
                }
                Some(Test::Truth(self.value(a, &call.origin, facts), holds == *b))
            }
            ("stringEquals" | "booleanEquals", [a, b]) => {
                Some(Test::Equal(self.value(a, &call.origin, facts), self.value(b, &call.origin, facts), holds))
            }
            (function, _) => {
                self.refuse(&call.origin, format!("endpoint rules that call `{function}` are not supported"));
                None
            }
        }
    }

    fn value(&mut self, expression: &Expression, origin: &Origin, facts: &Facts) -> Value {
        match expression {
            Expression::Reference(name) => self.variable(name, origin, facts),
            Expression::Boolean(value) => Value::Boolean(*value),
            Expression::Template(parts) => self.template(parts, origin, facts),
            Expression::Call(Call { function, arguments, .. }) => match (function.as_str(), arguments.as_slice()) {
                ("getAttr", [Expression::Reference(name), Expression::Template(path)]) => match path.as_slice() {
                    [Part::Literal(attribute)] => self.attribute(name, attribute, origin, facts),
                    _ => self.no_value(function, origin),
                },
                _ => self.no_value(function, origin),
            },
        }
    }

    fn no_value(&mut self, function: &str, origin: &Origin) -> Value {
        self.refuse(origin, format!("endpoint rules that use the value of `{function}` are not supported"));
        Value::Boolean(false)
    }

    /// A parameter or an assigned name, which must be known to be there.
    fn variable(&mut self, name: &str, origin: &Origin, facts: &Facts) -> Value {
        let there = self.parameters.get(name) == Some(&false) || facts.known.iter().any(|known| known == name);
        if !there {
            self.refuse(origin, format!("the endpoint rules use `{name}`, which may be absent here"));
        }
        self.used.insert(local(name));
        Value::Local(local(name))
    }

    fn attribute(&mut self, name: &str, attribute: &str, origin: &Origin, facts: &Facts) -> Value {
        let known = ATTRIBUTES.iter().find(|(known, _)| *known == attribute);
        match (self.variable(name, origin, facts), known) {
            (Value::Local(local), Some((_, field))) => Value::Field(local, field),
            _ => {
                self.refuse(origin, format!("endpoint rules that read the attribute `{attribute}` are not supported"));
                Value::Boolean(false)
            }
        }
    }

    fn template(&mut self, parts: &[Part], origin: &Origin, facts: &Facts) -> Value {
        if let [] | [Part::Literal(_)] = parts {
            let text = parts.iter().map(|part| if let Part::Literal(text) = part { text.as_str() } else { "" });
            return Value::Text(text.collect());
        }
        let mut format = String::new();
        let mut values = Vec::new();
        for part in parts {
            let value = match part {
                Part::Literal(text) => {
                    format.push_str(&text.replace('{', "{{").replace('}', "}}"));
                    continue;
                }
                Part::Hole(name, None) => self.variable(name, origin, facts),
                Part::Hole(name, Some(attribute)) => self.attribute(name, attribute, origin, facts),
            };
            match value {
                // `format!` names a variable inside its text, unless the name is raw.
                Value::Local(name) if !name.starts_with("r#") => format.push_str(&format!("{{{name}}}")),
                value => {
                    format.push_str("{}");
                    values.push(value);
                }
            }
        }
        Value::Format(format, values)
    }
}

/// The local variable of a name in the rules.
fn local(name: &str) -> String {
    written(&field_name(name))
}

/// Why there is no endpoint, where these facts hold. The rules' own sentences are not ours to repeat.
fn explain(facts: &Facts) -> String {
    match facts.words.as_slice() {
        [] => "set a region, or an endpoint URL".to_owned(),
        words => format!("the service has no endpoint where {}", words.join(" and ")),
    }
}
