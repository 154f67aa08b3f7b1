//! Published cases that are not run as they are written, with the reasons. An exception that is not needed any more is
//! a failure, so that none outlives its reason.

use std::path::Path;

/// The treatment of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// The case is expected to fail, and then counts as skipped.
    Skip,
    /// The payload of the model loses its `locationName`, and the case must pass.
    WithoutPayloadName,
}

/// Cases that have a reason in common.
pub(super) struct Exception {
    /// The end of the file's path.
    file: &'static str,
    /// The names of cases, or the numbers of their suites and themselves.
    cases: &'static [&'static str],
    pub(super) action: Action,
    pub(super) reason: &'static str,
}

const LOCATION_ON_SHAPE: &str = "a shape has `location`, which published models have on members only";
const PAYLOAD_ON_INPUT: &str = "an operation has `payload`, which published models have on structures only";
const EMPTY_LIST: &str =
    "an empty list must not become a header, while the case `NullAndEmptyHeaders` wants an empty header";

const EXCEPTIONS: &[Exception] = &[
    Exception {
        file: "input/rest-xml.json",
        cases: &[
            "RestXmlHttpPayloadWithUnion",
            "HttpPayloadWithXmlName",
            "HttpPayloadWithXmlNamespace",
            "HttpPayloadWithXmlNamespaceAndPrefix",
            "XmlAttributesOnPayload",
        ],
        action: Action::WithoutPayloadName,
        reason: "the payload's `locationName` is not that of the body; in the model of Amazon S3 it is, \
            `LifecycleConfiguration` for one",
    },
    Exception {
        file: "legacy/input/rest-json.json",
        cases: &["12.0", "12.1", "13.0", "18.0"],
        action: Action::Skip,
        reason: PAYLOAD_ON_INPUT,
    },
    Exception {
        file: "legacy/input/rest-json.json",
        cases: &["25.7"],
        action: Action::Skip,
        reason: "a body that is not there must have a media type; its newer form, `RestJsonHttpWithEmptyBlobPayload`, \
            wants none",
    },
    Exception { file: "legacy/input/rest-json.json", cases: &["26.1"], action: Action::Skip, reason: EMPTY_LIST },
    Exception { file: "legacy/input/rest-xml.json", cases: &["11.0"], action: Action::Skip, reason: LOCATION_ON_SHAPE },
    Exception { file: "legacy/input/rest-xml.json", cases: &["26.1"], action: Action::Skip, reason: EMPTY_LIST },
    Exception {
        file: "legacy/output/json.json",
        cases: &["3.1"],
        action: Action::Skip,
        reason: "a shape has the type `string` and objects as its values",
    },
    Exception {
        file: "legacy/output/rest-json.json",
        cases: &["0.0", "13.0", "13.1", "13.2"],
        action: Action::Skip,
        reason: LOCATION_ON_SHAPE,
    },
    Exception {
        file: "legacy/output/rest-json.json",
        cases: &["9.0"],
        action: Action::Skip,
        reason: "a structure has two maps of headers, which Smithy forbids and no published model has",
    },
    Exception {
        file: "legacy/output/rest-xml.json",
        cases: &["0.0", "0.1", "10.0", "15.0"],
        action: Action::Skip,
        reason: LOCATION_ON_SHAPE,
    },
];

/// Returns the exception for a case.
pub(super) fn of(file: &Path, case: &str) -> Option<&'static Exception> {
    EXCEPTIONS.iter().find(|exception| file.ends_with(exception.file) && exception.cases.contains(&case))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::of;

    #[test]
    fn an_exception_is_for_a_case_of_a_file() {
        assert!(of(Path::new("protocols/legacy/output/json.json"), "3.1").is_some());
        assert!(of(Path::new("protocols/output/json.json"), "3.1").is_none());
        assert!(of(Path::new("protocols/legacy/output/json.json"), "3.10").is_none());
    }
}
