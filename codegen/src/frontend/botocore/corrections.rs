//! Facts that Smithy's models of AWS state and botocore's models lack: botocore implements them in its `handlers.py`.
//! All of them are data in this file, each with its reason.

use crate::model::{Operation, Service};

/// A fact about an operation.
struct Correction {
    /// The service's id, `serviceId` in botocore and `sdkId` in Smithy.
    service: &'static str,
    operation: &'static str,
    fact: Fact,
}

enum Fact {
    /// The root element of the response is the output's one member, and not an element around it:
    /// <https://smithy.io/2.0/aws/customizations/s3-customizations.html#aws-customizations-s3unwrappedxmloutput-trait>.
    UnwrappedXmlOutput,
}

const CORRECTIONS: &[Correction] = &[
    // The response is `<LocationConstraint>eu-west-1</LocationConstraint>`: botocore has a parser for it,
    // `parse_get_bucket_location`.
    Correction { service: "S3", operation: "GetBucketLocation", fact: Fact::UnwrappedXmlOutput },
];

/// Corrects the operations of a service. A model may lack some of the operations.
pub(super) fn apply(service: &Service, operations: &mut [Operation]) {
    for correction in CORRECTIONS.iter().filter(|correction| correction.service == service.sdk_id) {
        for operation in operations.iter_mut().filter(|operation| operation.id.name() == correction.operation) {
            match correction.fact {
                Fact::UnwrappedXmlOutput => operation.traits.xml_unwrapped = true,
            }
        }
    }
}
