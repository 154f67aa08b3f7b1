//! Members that are the whole body.

use codegen_runtime as rt;
use rt::Blob;

use super::{operation, output, sent};

rt::structure! { pub struct Plain = "NestedPayload" { name: String = "name" } }
rt::structure! { pub struct Named = "Named" [xml_name("Hello")] { name: String = "name" } }
rt::structure! {
    pub struct Spaced = "PayloadWithXmlNamespace" [xml_namespace("http://foo.com")] {
        name: String = "name",
        attribute: String = "attr" [xml_attribute, xml_name("test")],
    }
}
rt::structure! {
    pub struct Prefixed = "PayloadWithPrefix" [xml_prefix("baz", "http://foo.com")] { name: String = "name" }
}
rt::union! { pub enum Choice = "UnionPayload" { Greeting(String) = "greeting" } }
rt::string_enum! { pub enum Word { One = "one" } }

/// Declares a structure with a header and a payload, and an operation that has it as input and output.
macro_rules! payload {
    ($operation:ident $structure:ident: $($ty:ident)::+ [$($trait:ident $(($argument:literal))?),*]) => {
        rt::structure! {
            pub struct $structure = "Whole" {
                tag: String = "tag" [header("X-Tag")],
                payload: $($ty)::+ = "payload" [$($trait $(($argument))?),*],
            }
        }

        operation! { $operation of SERVICE: $structure => $structure, "PUT" "/" }
    };
}

payload! { PutPlain PlainPayload: Plain [structure_payload] }
payload! { PutNamed NamedPayload: Named [structure_payload] }
payload! { PutRenamed RenamedPayload: Named [structure_payload, xml_name("Hola")] }
payload! { PutSpaced SpacedPayload: Spaced [structure_payload] }
payload! { PutOwnSpace OwnSpacePayload: Spaced [structure_payload, xml_namespace("http://own.com")] }
payload! { PutPrefixed PrefixedPayload: Prefixed [structure_payload] }
payload! { PutChoice ChoicePayload: Choice [payload] }
payload! { PutText TextPayload: String [payload] }
payload! { PutWord WordPayload: Word [payload] }
payload! { PutBlob BlobPayload: Blob [payload] }

/// Asserts that a payload is a body of a type, on the way there and back.
macro_rules! body {
    ($operation:ident $structure:ident $payload:expr => $media:literal $body:expr) => {{
        let value = $structure { tag: Some("t".into()), payload: Some($payload) };
        let expected = format!("PUT /\ncontent-type: {}\nx-tag: t\n\n{}", $media, $body);
        assert_eq!(sent::<$operation>(&value), expected);
        assert_eq!(output::<$operation>(&[("x-tag", "t")], $body), value);
    }};
}

#[test]
fn a_payload_is_the_body() {
    let name = || Some("Phreddy".to_owned());
    let named = || Named { name: name() };
    let spaced = Spaced { name: name(), attribute: Some("a".into()) };
    body! { PutPlain PlainPayload Plain { name: name() } => "application/xml"
    "<NestedPayload><name>Phreddy</name></NestedPayload>" }
    body! { PutNamed NamedPayload named() => "application/xml" "<Hello><name>Phreddy</name></Hello>" }
    body! { PutRenamed RenamedPayload named() => "application/xml" "<Hola><name>Phreddy</name></Hola>" }
    body! { PutSpaced SpacedPayload spaced => "application/xml"
    "<PayloadWithXmlNamespace xmlns=\"http://foo.com\" test=\"a\"><name>Phreddy</name></PayloadWithXmlNamespace>" }
    body! { PutOwnSpace OwnSpacePayload Spaced::default() => "application/xml"
    "<PayloadWithXmlNamespace xmlns=\"http://own.com\"></PayloadWithXmlNamespace>" }
    body! { PutPrefixed PrefixedPayload Prefixed { name: name() } => "application/xml"
    "<PayloadWithPrefix xmlns:baz=\"http://foo.com\"><name>Phreddy</name></PayloadWithPrefix>" }
    body! { PutChoice ChoicePayload Choice::Greeting("hello".into()) => "application/xml"
    "<UnionPayload><greeting>hello</greeting></UnionPayload>" }
    body! { PutText TextPayload "<raw>".to_owned() => "text/plain" "<raw>" }
    body! { PutWord WordPayload Word::One => "text/plain" "one" }
    body! { PutBlob BlobPayload Blob::from("blobby") => "application/octet-stream" "blobby" }
}

#[test]
fn a_payload_that_is_not_set_is_no_body() {
    macro_rules! unset {
        ($($operation:ident $structure:ident),*) => {$(
            assert_eq!(sent::<$operation>(&$structure::default()), "PUT /");
            assert_eq!(output::<$operation>(&[("content-length", "0")], ""), $structure::default());
        )*};
    }
    unset! { PutPlain PlainPayload, PutSpaced SpacedPayload, PutChoice ChoicePayload, PutText TextPayload, PutBlob BlobPayload }
}
