//! Facts about AWS's services that neither format of their models states, and that AWS's clients implement. All of them
//! are data in this file, each with its reason. `codegen/README.md` lists the corresponding handlers of botocore, and
//! the decisions on all other handlers.

use crate::model::{Kind, Model, Pagination};

/// A fact about a service, which is identified by its id: `sdkId` in Smithy, `serviceId` in botocore.
struct Customization {
    service: &'static str,
    fact: Fact,
}

enum Fact {
    /// Every request has this header.
    Header { name: &'static str, value: &'static str },
    /// The member with this name may be absent in any input in which it is bound to the URI. Its label has this value
    /// then.
    DefaultLabel { member: &'static str, value: &'static str },
    /// A value of this shape that fills a label of the URI is written without the part up to its last slash.
    LastSegment { shape: &'static str },
    /// The operation is paginated, even if its model does not state it, and the last page has the token of its request.
    EndsWithSameToken {
        operation: &'static str,
        input_token: &'static str,
        output_token: &'static str,
        items: &'static str,
        page_size: &'static str,
    },
    /// The client cannot send the requests of this operation correctly.
    Unsupported { operation: &'static str, what: &'static str },
}

const CUSTOMIZATIONS: &[Customization] = &[
    // The service documents that the last page has the token of the request.
    // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
    Customization {
        service: "CloudWatch Logs",
        fact: Fact::EndsWithSameToken {
            operation: "GetLogEvents",
            input_token: "nextToken",
            output_token: "nextForwardToken",
            items: "events",
            page_size: "limit",
        },
    },
    // Without this header, the service responds in HAL, whose members have other names: the output of `GetRestApis`
    // would be empty.
    Customization { service: "API Gateway", fact: Fact::Header { name: "accept", value: "application/json" } },
    // https://docs.aws.amazon.com/amazonglacier/latest/dev/api-common-request-headers.html
    Customization { service: "Glacier", fact: Fact::Header { name: "x-amz-glacier-version", value: "2012-06-01" } },
    // A hyphen stands for the account of the credentials.
    Customization { service: "Glacier", fact: Fact::DefaultLabel { member: "accountId", value: "-" } },
    Customization {
        service: "Glacier",
        fact: Fact::Unsupported { operation: "UploadArchive", what: "its request needs a tree hash of the archive" },
    },
    Customization {
        service: "Glacier",
        fact: Fact::Unsupported { operation: "UploadMultipartPart", what: "its request needs a tree hash of the part" },
    },
    Customization {
        service: "Machine Learning",
        fact: Fact::Unsupported { operation: "Predict", what: "its endpoint is a member of its input" },
    },
    // Responses have ids such as `/hostedzone/Z1D633PJN98FT9`, and requests take `Z1D633PJN98FT9`.
    Customization { service: "Route 53", fact: Fact::LastSegment { shape: "ChangeId" } },
    Customization { service: "Route 53", fact: Fact::LastSegment { shape: "DelegationSetId" } },
    Customization { service: "Route 53", fact: Fact::LastSegment { shape: "ResourceId" } },
];

/// Adds the facts about a model's service. A model may lack some of the shapes.
pub(crate) fn apply(model: &mut Model) {
    let service = model.service.sdk_id.clone();
    for customization in CUSTOMIZATIONS.iter().filter(|customization| customization.service == service) {
        match customization.fact {
            Fact::Header { name, value } => {
                for operation in &mut model.operations {
                    operation.headers.push((name, value));
                }
            }
            Fact::DefaultLabel { member, value } => default_label(model, member, value),
            Fact::LastSegment { shape } => {
                for shape in model.shapes.iter_mut().filter(|it| it.id.name() == shape) {
                    shape.traits.last_segment = true;
                }
            }
            Fact::EndsWithSameToken { operation, input_token, output_token, items, page_size } => {
                let owned = |text: &str| text.to_owned();
                for operation in model.operations.iter_mut().filter(|it| it.id.name() == operation) {
                    let origin = operation.origin.clone();
                    let pages = operation.paginated.get_or_insert_with(|| Pagination {
                        input_token: vec![owned(input_token)],
                        output_token: vec![owned(output_token)],
                        items: vec![owned(items)],
                        page_size: Some(owned(page_size)),
                        more_results: None,
                        ends_with_same_token: true,
                        kept_items: Vec::new(),
                        deprecated: None,
                        origin,
                    });
                    pages.ends_with_same_token = true;
                }
            }
            Fact::Unsupported { operation, what } => {
                for operation in model.operations.iter_mut().filter(|it| it.id.name() == operation) {
                    operation.unsupported = Some(what);
                }
            }
        }
    }
}

fn default_label(model: &mut Model, name: &str, value: &'static str) {
    let inputs: Vec<_> = model.operations.iter().filter_map(|operation| operation.input.clone()).collect();
    for shape in model.shapes.iter_mut().filter(|shape| inputs.contains(&shape.id)) {
        let Kind::Structure(members) = &mut shape.kind else { continue };
        for member in members.iter_mut().filter(|member| member.name == name) {
            member.traits.label_default = Some(value);
            member.traits.required = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::source::Source;
    use crate::{Generated, Inputs, Options, Selection, generate};

    /// Generates a service of one operation whose URI has a label, in botocore's or Smithy's format.
    fn generated(service: &str, operation: &str, label: &str, shape: &str, is_smithy: bool) -> Generated {
        let uri = format!("/things/{{{label}}}");
        let text = if is_smithy {
            format!(
                r#"{{ "smithy": "2.0", "shapes": {{
                    "a#A": {{ "type": "service", "version": "1", "operations": [{{ "target": "a#{operation}" }}],
                      "traits": {{ "aws.protocols#restJson1": {{}}, "aws.auth#sigv4": {{ "name": "a" }},
                        "aws.api#service": {{ "sdkId": "{service}" }} }} }},
                    "a#{operation}": {{ "type": "operation", "input": {{ "target": "a#In" }},
                      "traits": {{ "smithy.api#http": {{ "method": "GET", "uri": "{uri}" }}, "smithy.api#readonly": {{}} }} }},
                    "a#In": {{ "type": "structure", "members": {{ "{label}": {{ "target": "a#{shape}",
                      "traits": {{ "smithy.api#httpLabel": {{}}, "smithy.api#required": {{}} }} }} }} }},
                    "a#{shape}": {{ "type": "string" }} }} }}"#
            )
        } else {
            format!(
                r#"{{ "version": "2.0",
                    "metadata": {{ "apiVersion": "1", "endpointPrefix": "a", "protocol": "rest-json",
                      "serviceId": "{service}", "signatureVersion": "v4" }},
                    "operations": {{ "{operation}": {{ "name": "{operation}", "input": {{ "shape": "In" }},
                      "http": {{ "method": "GET", "requestUri": "{uri}" }} }} }},
                    "shapes": {{ "{shape}": {{ "type": "string" }},
                      "In": {{ "type": "structure", "required": ["{label}"], "members": {{
                        "{label}": {{ "shape": "{shape}", "location": "uri", "locationName": "{label}" }} }} }} }} }}"#
            )
        };
        let inputs = Inputs { models: &[Source { name: "model.json", text: text.as_bytes() }], ..Inputs::default() };
        let options = Options {
            package: "p",
            module: "m",
            service: None,
            operations: Selection::All,
            command: "c",
            label: "model.json",
        };
        generate(&inputs, &options).unwrap_or_else(|failed| panic!("{failed}"))
    }

    fn text(generated: &Generated) -> String {
        generated.files.values().map(String::as_str).collect()
    }

    #[test]
    fn both_formats_get_the_facts() {
        for is_smithy in [false, true] {
            let api = text(&generated("API Gateway", "GetApis", "id", "Id", is_smithy));
            assert!(api.contains("HEADERS"), "{api}");
            assert!(api.contains(r#"("accept", "application/json")"#), "{api}");
            let zones = text(&generated("Route 53", "GetZone", "Id", "ResourceId", is_smithy));
            assert!(zones.contains(r#"uri: "/things/{Id/}""#), "{zones}");
            let vaults = text(&generated("Glacier", "GetVault", "accountId", "string", is_smithy));
            assert!(vaults.contains(r#"uri: "/things/{accountId=-}""#), "{vaults}");
            assert!(vaults.contains(r#"("x-amz-glacier-version", "2012-06-01")"#));
            assert!(!vaults.contains("Required."), "{vaults}");
        }
    }

    #[test]
    fn another_service_has_none_of_them() {
        let other = text(&generated("Other", "Predict", "accountId", "ResourceId", false));
        assert!(other.contains(r#"uri: "/things/{accountId}""#), "{other}");
        assert!(!other.contains("HEADERS"));
    }

    #[test]
    fn an_operation_that_cannot_be_sent_correctly_is_skipped() {
        for (service, operation, why) in [
            ("Machine Learning", "Predict", "its endpoint is a member of its input"),
            ("Glacier", "UploadArchive", "its request needs a tree hash of the archive"),
            ("Glacier", "UploadMultipartPart", "its request needs a tree hash of the part"),
        ] {
            let generated = generated(service, operation, "id", "Id", false);
            let refused: Vec<_> = generated.refused.iter().map(|it| (it.operation.as_str(), it.why.as_str())).collect();
            assert_eq!(refused, [(operation, why)]);
        }
    }
}
