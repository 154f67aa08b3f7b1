//! Lowering of waiters: the paths that they compare, and the acceptor for each value. Unsupported waiters are skipped
//! in a published model, and an error in an overlay. A waiter in an overlay must classify each value of its enum.

use std::collections::BTreeMap;

use super::paging::sender;
use super::path::{Conditions, ResolvedPath, Walk};
use super::shapes::deprecation_of;
use super::{FileScope, Lower, text};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Origin, Place, Severity};
use crate::model::jmespath::FORMS;
use crate::model::waiter::{self, AcceptorState, Comparator, Matcher, PathMatcher, Waiter};
use crate::model::{self, Expression, Kind, Shape, Step};
use crate::rust::item::{self, Acceptor, Condition, Hop, Operation, ResponseMatcher};
use crate::rust::names::Scope;
use crate::suggest::{did_you_mean, nearest};

/// A problem of a waiter.
struct Problem {
    code: Code,
    message: String,
    help: String,
    origin: Origin,
}

impl Problem {
    fn new(origin: &Origin, message: String, help: &str) -> Self {
        Self { code: Code::InvalidWaiter, message, help: help.to_owned(), origin: origin.clone() }
    }
}

/// The paths to the members that explain a state, by their names in the model.
type Details = Vec<(String, Vec<Hop>)>;

/// The state of lowering one waiter.
struct WaiterLowering<'l, 'a> {
    lower: &'l Lower<'a>,
    operation: &'l model::Operation,
    /// The path of the state, as written in the model.
    state_path: Option<&'l str>,
    /// The paths through the output.
    conditions: Conditions<'l, 'a>,
    problems: Vec<Problem>,
}

impl Lower<'_> {
    /// Lowers the supported waiters of an operation.
    pub(super) fn waiters(
        &self,
        operation: &model::Operation,
        lowered: &Operation,
        input: &item::Structure,
        methods: &mut Scope,
        diagnostics: &mut Diagnostics,
    ) -> Vec<item::Waiter> {
        let mut all = Vec::new();
        for waiter in &operation.waiters {
            let mut lowering = WaiterLowering {
                lower: self,
                operation,
                state_path: state_path(waiter),
                conditions: Conditions::new(self, operation.output.as_ref()),
                problems: vec![],
            };
            let made = lowering.waiter(waiter, lowered, input);
            let is_refused = self.refuse_waiter(waiter, operation, lowering.problems, diagnostics);
            all.extend((!is_refused).then_some(made));
        }
        self.name_waiters(operation, lowered, input, methods, &mut all);
        all
    }
}

impl Lower<'_> {
    /// Reports the problems of a waiter. Returns whether the waiter is unsupported.
    fn refuse_waiter(
        &self,
        waiter: &Waiter,
        operation: &model::Operation,
        problems: Vec<Problem>,
        diagnostics: &mut Diagnostics,
    ) -> bool {
        let mut is_refused = false;
        for Problem { code, message, help, origin } in problems {
            // Published waiters may have states that the enum no longer has, which is harmless.
            let is_harmless = code == Code::UnknownState;
            let (name, of) = (&waiter.name, operation.id.name());
            let mut help = help;
            let (severity, message) = match (self.model.is_ours(&waiter.origin), is_harmless) {
                (true, _) => (Severity::Error, message),
                (false, true) => (Severity::Warning, message),
                // Skipping it would break code that uses it.
                (false, false) if waiter.deprecated.is_some() => {
                    help = format!(
                        "choose one: give it up with `retire --drop '{of}${name}'`, which breaks code that uses it; or \
                         apply a `smithy.waiters#waitable` with `{name}` to `{of}` in the overlay: {help}"
                    );
                    (Severity::Error, format!("the retained waiter `{name}` of `{of}` cannot be followed: {message}"))
                }
                (false, false) => (Severity::Warning, format!("the waiter `{name}` is left out: {message}")),
            };
            is_refused |= !is_harmless || severity == Severity::Error;
            let diagnostic = Diagnostic::new(severity, code, Place::Value(origin), message);
            diagnostics.push(diagnostic.shape(&operation.id).help(help));
        }
        is_refused
    }
}

/// Returns the path of the waiter's state: the first one that selects one string.
fn state_path(waiter: &Waiter) -> Option<&str> {
    waiter.acceptors.iter().find_map(|acceptor| match &acceptor.matcher {
        Matcher::Output(PathMatcher { path, comparator: Comparator::String, .. }) => Some(path.as_str()),
        _ => None,
    })
}

impl<'l> WaiterLowering<'l, '_> {
    /// Lowers everything but the names.
    fn waiter(&mut self, waiter: &Waiter, lowered: &Operation, input: &item::Structure) -> item::Waiter {
        let acceptors = waiter
            .acceptors
            .iter()
            .filter_map(|acceptor| Some(Acceptor { state: meaning(acceptor.state), test: self.test(acceptor)? }));
        let acceptors = merged(acceptors.collect());
        if self.lower.model.is_ours(&waiter.origin) {
            self.classify(waiter);
        }
        if !waiter.acceptors.iter().any(|acceptor| acceptor.state == AcceptorState::Success) {
            let message = format!("the waiter `{}` has no acceptor with the state `success`", waiter.name);
            self.problems.push(Problem::new(&waiter.origin, message, "add an acceptor with the state `success`"));
        }
        let (state, details) = self.state();
        let traits = model::Traits { documentation: waiter.documentation.clone(), ..model::Traits::default() };
        let fallback = format!("The waiter `{}`.", waiter.name);
        let mut docs = self.lower.text.shape(&traits, &fallback, FileScope::Operation(&lowered.name));
        let summary = text::summary(&docs);
        docs.push(String::new());
        let (min, max) = (waiter.min_delay, waiter.max_delay);
        docs.extend(text::wrap(&format!(
            "The waiter polls [`{}`] with growing pauses of {min} to {max} seconds.",
            lowered.name
        )));
        item::Waiter {
            name: String::new(),
            wire: waiter.name.clone(),
            docs,
            summary,
            deprecated: waiter.deprecated.as_ref().map(deprecation_of),
            operation: lowered.name.clone(),
            output: lowered.output.clone(),
            sender: sender(&lowered.builder, input),
            method: String::new(),
            delays: (min, max),
            acceptors,
            state,
            details,
            is_deprecated: self.conditions.is_deprecated || waiter.deprecated.is_some(),
            waits_out_transient_failures: waiter.waits_out_transient_failures,
            unions: std::mem::take(&mut self.conditions.unions),
        }
    }

    fn test(&mut self, acceptor: &waiter::Acceptor) -> Option<ResponseMatcher> {
        match &acceptor.matcher {
            Matcher::Success(expected) => Some(ResponseMatcher::Success(*expected)),
            Matcher::ErrorType(name) => Some(ResponseMatcher::Error(self.error_names(name))),
            Matcher::Status(status) => Some(ResponseMatcher::Status(*status)),
            Matcher::Output(matcher) => self.output(matcher, &acceptor.origin),
            Matcher::Other(what) => {
                let message = format!("the matcher `{what}` is not known");
                let help = "expected one of `success`, `errorType` and `output`";
                self.problems.push(Problem::new(&acceptor.origin, message, help));
                None
            }
        }
    }

    fn output(&mut self, matcher: &PathMatcher, origin: &Origin) -> Option<ResponseMatcher> {
        let PathMatcher { path, expected, .. } = matcher;
        let Some(parsed) = Expression::parse(path) else {
            let message = format!("the path `{path}` has a form that is not supported");
            self.problems.push(Problem::new(origin, message, &format!("supported are {FORMS}")));
            return None;
        };
        let (test, end) = match &parsed {
            Expression::Path(steps) => {
                let Some(reached) = self.selected(steps, matcher.comparator) else {
                    let message = format!("the path `{path}` leads nowhere in the response of the operation");
                    let help = "name members of its output, with `[]` behind those that are lists";
                    self.problems.push(Problem::new(origin, message, help));
                    return None;
                };
                let end = reached.end;
                (self.compared(matcher, reached), Some(end))
            }
            condition => (self.condition(matcher, condition), None),
        };
        if test.is_none() {
            let message = format!("the value at `{path}` cannot be compared with `{expected}` by this comparator");
            let help = "`stringEquals` compares one string, `booleanEquals` one boolean or a condition, and \
                        `anyStringEquals` and `allStringEquals` the strings of a list";
            self.problems.push(Problem::new(origin, message, help));
        }
        if let Some(end) = end.filter(|_| test.is_some() && matcher.comparator != Comparator::Boolean) {
            self.problems.extend(unknown_state(end, expected, origin));
        }
        test
    }

    /// Lowers an expression that is more than a path.
    fn condition(&mut self, matcher: &PathMatcher, expression: &Expression) -> Option<ResponseMatcher> {
        let expected: bool = matcher.expected.parse().ok().filter(|_| matcher.comparator == Comparator::Boolean)?;
        self.conditions.condition(expression).map(|condition| match condition {
            Condition::Not(inner) => ResponseMatcher::Condition(*inner, !expected),
            condition => ResponseMatcher::Condition(condition, expected),
        })
    }

    /// Resolves a path. For a comparator of lists, a path to a list selects its elements.
    fn selected(&mut self, steps: &[Step], comparator: Comparator) -> Option<ResolvedPath<'l>> {
        match comparator {
            Comparator::AllString | Comparator::AnyString => self.conditions.elements(steps),
            Comparator::String | Comparator::Boolean => self.conditions.reach(steps),
        }
    }

    /// Lowers a comparison. Returns `None` if the matcher does not fit the type of the value.
    fn compared(&self, matcher: &PathMatcher, reached: ResolvedPath<'l>) -> Option<ResponseMatcher> {
        let PathMatcher { path, comparator, expected } = matcher;
        let ResolvedPath { hops, many, end } = reached;
        let is_text = matches!(end.kind, Kind::String | Kind::Enum(_));
        match comparator {
            Comparator::Boolean if !many && matches!(end.kind, Kind::Boolean) => {
                expected.parse().ok().map(|flag| ResponseMatcher::Flag(hops, flag))
            }
            Comparator::String if !many && is_text => {
                let is_state = self.state_path == Some(path);
                let expected = vec![expected.clone()];
                Some(if is_state { ResponseMatcher::State(expected) } else { ResponseMatcher::Text(hops, expected) })
            }
            Comparator::AnyString if many && is_text => Some(ResponseMatcher::Any(hops, vec![expected.clone()])),
            Comparator::AllString if many && is_text => Some(ResponseMatcher::All(hops, vec![expected.clone()])),
            _ => None,
        }
    }

    /// Returns the names of an error: the name in the waiter, and the codes of the shape with this name.
    fn error_names(&self, name: &str) -> Vec<String> {
        let shapes = &self.lower.model.shapes;
        let listed = self.operation.errors.iter().filter_map(|id| shapes.get(id));
        let errors = listed.chain(shapes.iter().filter(|shape| shape.traits.error.is_some()));
        let mut names = vec![name.to_owned()];
        if let Some(shape) = errors.into_iter().find(|shape| shape.id.name() == name) {
            let query = shape.traits.error.as_ref().and_then(|error| error.query_error.as_ref());
            let codes = [Some(shape.error_code()), query.map(|query| query.code.as_str())];
            for code in codes.into_iter().flatten() {
                if !names.iter().any(|name| name == code) {
                    names.push(code.to_owned());
                }
            }
        }
        names
    }

    /// Reports values of an enum that no acceptor classifies, so that a new value in the model is noticed.
    fn classify(&mut self, waiter: &Waiter) {
        if waiter.acceptors.iter().any(|acceptor| acceptor.matcher == Matcher::Success(true)) {
            return;
        }
        let mut known: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for acceptor in &waiter.acceptors {
            if let Matcher::Output(PathMatcher { path, expected, .. }) = &acceptor.matcher {
                known.entry(path).or_default().push(expected);
            }
        }
        for (path, known) in known {
            let Some(Expression::Path(steps)) = Expression::parse(path) else { continue };
            let Some(ResolvedPath { end, .. }) = self.conditions.reach(&steps) else { continue };
            let Kind::Enum(members) = &end.kind else { continue };
            let unknown = members.iter().filter(|member| !known.contains(&member.value.as_str()));
            let unknown: Vec<_> = unknown.map(|member| format!("`{}`", member.value)).collect();
            if !unknown.is_empty() {
                let (name, end) = (&waiter.name, end.id.name());
                let message = format!("the waiter `{name}` does not classify {} of `{end}`", unknown.join(", "));
                let help = "add an acceptor with `success`, `failure` or `retry` for each value";
                let problem = Problem::new(&waiter.origin, message, help);
                self.problems.push(Problem { code: Code::UnclassifiedState, ..problem });
            }
        }
    }

    /// Returns the path to the state, and the paths to the members next to it that explain it.
    fn state(&mut self) -> (Option<Vec<Hop>>, Details) {
        let parsed = self.state_path.and_then(Expression::parse);
        let Some(Expression::Path(steps)) = parsed else { return (None, Vec::new()) };
        let Some(ResolvedPath { hops: state, many: false, .. }) = self.conditions.reach(&steps) else {
            return (None, Vec::new());
        };
        let above = &steps[..steps.len() - 1];
        let beside: Vec<String> = match self.lower.members_at(self.operation, above) {
            Some(members) => members.iter().filter(|it| self.lower.explains(it)).map(|it| it.name.clone()).collect(),
            None => Vec::new(),
        };
        let details = beside.into_iter().filter_map(|name| {
            let way = [above, &[Step::Member(name.clone())]].concat();
            (way != steps).then(|| self.conditions.reach(&way).map(|reached| (name, reached.hops)))?
        });
        (Some(state), details.collect())
    }
}

impl Lower<'_> {
    /// Returns the members of the structure at a path in the output.
    fn members_at<'s>(&'s self, operation: &'s model::Operation, steps: &[Step]) -> Option<&'s [model::Member]> {
        let mut walk = Walk::from(self, operation.output.as_ref());
        for step in steps {
            walk.step(step)?;
        }
        match &walk.shape()?.kind {
            Kind::Structure(members) => Some(members),
            _ => None,
        }
    }

    /// Returns whether a member next to a state explains it.
    fn explains(&self, member: &model::Member) -> bool {
        let name = member.name.to_lowercase();
        let target = self.model.shapes.get(&member.target);
        (name == "result" || name.ends_with("message") || name.ends_with("reason"))
            && target.is_some_and(|shape| matches!(shape.kind, Kind::String | Kind::Enum(_)))
            && !self.is_sensitive(member)
    }
}

/// Returns a problem if an enum does not have the value that it is compared with.
fn unknown_state(end: &Shape, value: &str, origin: &Origin) -> Option<Problem> {
    let Kind::Enum(members) = &end.kind else { return None };
    let values = || members.iter().map(|member| member.value.as_str());
    if values().any(|known| known == value) {
        return None;
    }
    let name = end.id.name();
    let near = nearest(value, values());
    let help = near.map_or("name one that it has".to_owned(), did_you_mean);
    let problem = Problem::new(origin, format!("`{name}` has no value `{value}`"), &help);
    Some(Problem { code: Code::UnknownState, ..problem })
}

fn meaning(state: AcceptorState) -> item::AcceptorState {
    match state {
        AcceptorState::Success => item::AcceptorState::Success,
        AcceptorState::Failure => item::AcceptorState::Failure,
        AcceptorState::Retry => item::AcceptorState::Retry,
    }
}

/// Merges consecutive acceptors that differ only in the value.
fn merged(all: Vec<Acceptor>) -> Vec<Acceptor> {
    let mut merged: Vec<Acceptor> = Vec::new();
    for next in all {
        let last = merged.last_mut().filter(|last| last.state == next.state);
        match (last.map(|last| &mut last.test), &next.test) {
            (Some(ResponseMatcher::State(all)), ResponseMatcher::State(more)) => all.extend_from_slice(more),
            (Some(ResponseMatcher::Text(way, all)), ResponseMatcher::Text(other, more)) if way == other => {
                all.extend_from_slice(more);
            }
            (Some(ResponseMatcher::Any(way, all)), ResponseMatcher::Any(other, more)) if way == other => {
                all.extend_from_slice(more);
            }
            _ => merged.push(next),
        }
    }
    merged
}
