//! The retry safety of an operation: whether a client may send its request again after a failure in which the service
//! may have executed it. Models state it with traits, but most models do not, so that evidence is collected in a fixed
//! order.
//!
//! A wrong "idempotent" can start a second resource that costs money. A wrong "not idempotent" fails a call that the
//! caller can repeat. So every list here contains what is known to be harmless, and everything else is sent at most
//! once.

mod tally;

pub use tally::{Agreement, RetryTally};

use super::{Http, Model, Operation};

/// The evidence that an operation may be retried, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RetryRule {
    /// `smithy.api#readonly`, in the model or in the overlay.
    ReadOnlyTrait,
    /// `smithy.api#idempotent`, in the model or in the overlay.
    IdempotentTrait,
    /// A member with `smithy.api#idempotencyToken`, which the client sets.
    IdempotencyToken,
    /// The HTTP method of the binding is `GET` or `HEAD`.
    SafeMethod,
    /// The HTTP method of the binding is `DELETE`, or it is `PUT` and the name starts with a verb that sets a state.
    IdempotentMethod,
    /// The name starts with a reading verb.
    ReadingName,
}

impl RetryRule {
    /// All rules, strongest first.
    pub const ALL: [Self; 6] = [
        Self::ReadOnlyTrait,
        Self::IdempotentTrait,
        Self::IdempotencyToken,
        Self::SafeMethod,
        Self::IdempotentMethod,
        Self::ReadingName,
    ];

    /// Returns a short name of the rule, for reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ReadOnlyTrait => "trait `readonly`",
            Self::IdempotentTrait => "trait `idempotent`",
            Self::IdempotencyToken => "idempotency token",
            Self::SafeMethod => "GET or HEAD",
            Self::IdempotentMethod => "PUT or DELETE",
            Self::ReadingName => "name that reads",
        }
    }

    /// Returns whether the rule implies that the operation changes nothing.
    #[must_use]
    pub const fn is_read(self) -> bool {
        matches!(self, Self::ReadOnlyTrait | Self::SafeMethod | Self::ReadingName)
    }
}

/// The verbs with which the names of read-only operations start.
const READING: &[&str] =
    &["Check", "Count", "Describe", "Estimate", "Get", "Head", "Is", "List", "Lookup", "Query", "Search"];

/// Whole names that read, with a verb that does not read in other names: `ScanImage` starts a scan.
const READING_NAMES: &[&str] = &["Scan"];

/// Words before the verb that do not change its meaning.
const ADVERBS: &[&str] = &["Admin", "Batch", "Bulk", "Transact"];

/// Words after the verb with which it no longer reads: `GetNextMessage` takes a message from a queue, `CheckInLicense`
/// returns a license.
const TURNS: &[(&str, &[&str])] = &[("Check", &["In", "Out"]), ("Get", &["Next"])];

/// Words that join two verbs.
const JOINTS: &[&str] = &["And", "Or", "Then"];

/// Verbs that change something, if they follow one of [`JOINTS`]: `GetOrCreateCart`.
const CHANGES: &[&str] = &[
    "Accept",
    "Acknowledge",
    "Add",
    "Attach",
    "Cancel",
    "Claim",
    "Clear",
    "Close",
    "Create",
    "Decrement",
    "Delete",
    "Disable",
    "Enable",
    "Increment",
    "Insert",
    "Invoke",
    "Lock",
    "Mark",
    "Move",
    "Open",
    "Publish",
    "Purchase",
    "Put",
    "Remove",
    "Reserve",
    "Reset",
    "Run",
    "Send",
    "Set",
    "Start",
    "Stop",
    "Store",
    "Submit",
    "Touch",
    "Update",
    "Write",
];

/// Names of published operations that start with a reading verb and change something.
const EXCEPTIONS: &[&str] = &[
    // Assigns a task to the caller, so that a lost response loses the task.
    "GetActivityTask",
    // A rotated refresh token is valid only once.
    "GetTokensFromRefreshToken",
    // Sends a message with a code to a person.
    "GetUserAttributeVerificationCode",
];

/// The verbs that set a state. Setting it twice has the effect of setting it once. `PUT` alone is not evidence: there
/// are published `Create`, `Start`, `Send` and `Invoke` operations with this method.
const SETTING: &[&str] = &[
    "Associate",
    "Attach",
    "Cancel",
    "Configure",
    "Copy",
    "Delete",
    "Detach",
    "Disable",
    "Disassociate",
    "Enable",
    "Modify",
    "Put",
    "Remove",
    "Replace",
    "Set",
    "Stop",
    "Tag",
    "Untag",
    "Update",
    "Upload",
];

impl Model {
    /// Returns the strongest evidence that an operation may be retried after a failure in which the service may have executed it;
    /// `None` if there is none, so that its request is sent at most once.
    #[must_use]
    pub fn retry_rule(&self, operation: &Operation) -> Option<RetryRule> {
        let input = operation.input.as_ref().and_then(|id| self.shapes.get(id));
        let has_token = input.is_some_and(|input| input.kind.members().any(|member| member.traits.idempotency_token));
        operation.retry_rule(has_token)
    }
}

impl Operation {
    /// Returns the strongest evidence that the operation may be retried; `None` if there is none or if the overlay says that
    /// it is not idempotent.
    ///
    /// `has_token` is true if its input has a member with `smithy.api#idempotencyToken`.
    #[must_use]
    pub fn retry_rule(&self, has_token: bool) -> Option<RetryRule> {
        if self.not_idempotent {
            return None;
        }
        let name = self.id.name();
        let by_method = || method_rule(self.http.as_ref()?, name);
        let said = [
            (self.readonly, RetryRule::ReadOnlyTrait),
            (self.idempotent, RetryRule::IdempotentTrait),
            (has_token, RetryRule::IdempotencyToken),
        ];
        let said = said.into_iter().find_map(|(holds, rule)| holds.then_some(rule));
        said.or_else(by_method).or_else(|| reads(name).then_some(RetryRule::ReadingName))
    }
}

fn method_rule(http: &Http, name: &str) -> Option<RetryRule> {
    match http.method.as_str() {
        _ if has(EXCEPTIONS, name) => None,
        "GET" | "HEAD" => Some(RetryRule::SafeMethod),
        "DELETE" => Some(RetryRule::IdempotentMethod),
        "PUT" => sets(name).then_some(RetryRule::IdempotentMethod),
        _ => None,
    }
}

/// Returns whether the name of an operation starts with a verb that sets a state.
fn sets(name: &str) -> bool {
    words(name).first().is_some_and(|verb| has(SETTING, verb))
}

/// Returns whether the name of an operation implies that it only reads.
#[must_use]
pub fn reads(name: &str) -> bool {
    if has(READING_NAMES, name) {
        return true;
    }
    if has(EXCEPTIONS, name) {
        return false;
    }
    let words = words(name);
    let at = words.iter().position(|word| !has(ADVERBS, word)).unwrap_or(words.len());
    let [verb, rest @ ..] = &words[at..] else { return false };
    let turned = |(of, turns): &(&str, &[&str])| has(&[of], verb) && rest.first().is_some_and(|word| has(turns, word));
    let changes = words.windows(2).any(|pair| has(JOINTS, pair[0]) && has(CHANGES, pair[1]));
    has(READING, verb) && !TURNS.iter().any(turned) && !changes
}

/// Splits a name into words: `BatchGetItem`, `ListMFADevices`, `getItem`, `get_item`.
fn words(name: &str) -> Vec<&str> {
    let letters: Vec<(usize, char)> = name.char_indices().collect();
    let mut words = Vec::new();
    let mut start = 0;
    for at in 1..letters.len() {
        let (place, letter) = letters[at];
        let after_lower = !letters[at - 1].1.is_uppercase();
        let before_lower = letters.get(at + 1).is_some_and(|(_, next)| next.is_lowercase());
        if letter.is_uppercase() && (after_lower || before_lower) || letter == '_' {
            words.push(name[start..place].trim_matches('_'));
            start = place;
        }
    }
    words.push(name[start..].trim_matches('_'));
    words
}

/// Returns whether a list contains a word, without regard to case.
fn has(list: &[&str], word: &str) -> bool {
    list.iter().any(|it| it.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;
    use crate::{Inputs, Options, Selection, generate};

    #[test]
    fn names_are_split_into_words() {
        for (name, expected) in [
            ("BatchGetItem", vec!["Batch", "Get", "Item"]),
            ("ListMFADevices", vec!["List", "MFA", "Devices"]),
            ("getItem", vec!["get", "Item"]),
            ("list_all_things", vec!["list", "all", "things"]),
            ("GetEC2Instances", vec!["Get", "EC2", "Instances"]),
            ("Scan", vec!["Scan"]),
            ("Überprüfe", vec!["Überprüfe"]),
        ] {
            assert_eq!(words(name), expected, "{name}");
        }
    }

    /// The generated constant of one operation `name` that is bound to this method.
    fn generated(method: &str, name: &str, more: &str) -> String {
        let model = format!(
            r#"{{ "metadata": {{ "apiVersion": "1", "endpointPrefix": "t", "protocol": "rest-json", "serviceId": "T" }},
              "operations": {{ "{name}": {{ "name": "{name}", "http": {{ "method": "{method}", "requestUri": "/" }}{more} }} }},
              "shapes": {{ "S": {{ "type": "string" }},
                "I": {{ "type": "structure", "members": {{ "token": {{ "shape": "S", "idempotencyToken": true }} }} }} }} }}"#
        );
        let models = [Source { name: "t.json", text: model.as_bytes() }];
        let inputs = Inputs { models: &models, ..Inputs::default() };
        let options =
            Options { package: "p", module: "m", service: None, operations: Selection::All, command: "c", label: "l" };
        let made = generate(&inputs, &options).unwrap_or_else(|failed| panic!("{failed}"));
        let text =
            made.files.values().find_map(|text| text.split_once("RETRY_SAFETY: rt::RetrySafety = rt::RetrySafety::"));
        let (_, rest) = text.expect("an operation");
        rest.split(';').next().expect("a constant").to_owned()
    }

    #[test]
    fn methods_are_evidence_where_the_name_does_not_speak_against_it() {
        let token = r#", "input": { "shape": "I" }"#;
        for (method, name, more, is_idempotent) in [
            ("GET", "TestAnswer", "", true),
            ("HEAD", "ProbeThing", "", true),
            ("DELETE", "AbortUpload", "", true),
            ("PUT", "UpdateThing", "", true),
            ("PUT", "PutThing", "", true),
            ("PUT", "CreateThing", "", false),
            ("PUT", "StartSession", "", false),
            ("PUT", "BatchPutMetrics", "", false),
            ("PUT", "CreateThing", token, true),
            ("PATCH", "UpdateThing", "", false),
            ("POST", "CreateThing", "", false),
            ("POST", "CreateThing", token, true),
            ("POST", "CreateThing", r#", "idempotent": true"#, true),
            ("POST", "SynthesizeSpeech", r#", "readonly": true"#, true),
            ("POST", "GetThing", "", true),
            ("POST", "UpdateThing", "", false),
            ("POST", "DeleteThing", "", false),
            ("GET", "GetActivityTask", "", false),
        ] {
            let expected = if is_idempotent { "Idempotent" } else { "NotIdempotent" };
            assert_eq!(generated(method, name, more), expected, "{method} {name} {more}");
        }
    }

    #[test]
    fn names_that_start_with_a_reading_verb_read() {
        for name in [
            "GetItem",
            "getItem",
            "list_things",
            "BatchGetItem",
            "TransactGetItems",
            "AdminListDevices",
            "ListMFADevices",
            "Query",
            "Scan",
            "DescribeTable",
            "LookupEvents",
            "SearchFaces",
            "HeadObject",
            "CountOpenWorkflowExecutions",
            "BatchIsAuthorized",
            "GetCostAndUsage",
            "ListOrdersAndItems",
            "CheckCapacity",
            "GetSessionToken",
        ] {
            assert!(reads(name), "{name}");
        }
    }

    #[test]
    fn names_that_only_look_like_reading_do_not() {
        for name in [
            "Getaway",
            "Listen",
            "Checkout",
            "CheckoutLicense",
            "CheckInLicense",
            "CheckOutCart",
            "GetNextMessage",
            "GetOrCreateCart",
            "GetAndDeleteItem",
            "ListThenClearAlarms",
            "GetActivityTask",
            "ScanImage",
            "Batch",
            "GetUserAttributeVerificationCode",
            "ReceiveMessage",
            "PollForTask",
            "Encrypt",
            "ExecuteStatement",
            "BatchWriteItem",
            "TransactWriteItems",
            "Issue",
            "IssueCertificate",
            "RetrieveTapeArchive",
            "_",
            "",
        ] {
            assert!(!reads(name), "{name}");
        }
    }
}
