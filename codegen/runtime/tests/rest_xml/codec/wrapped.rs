//! Outputs within other elements, as the protocols `awsQuery` and `ec2Query` have them.

use codegen_runtime::codec::xml::XmlDeserializer;
use codegen_runtime::schema::{DeserializeStructure as _, ShapeDeserializer as _};

use super::shapes::Scalars;

const BODY: &[u8] =
    b"<q:GetResponse xmlns:q='urn:q'><x><GetResult/></x> <GetResult a='b'><text>a</text><new/></GetResult>\
    <ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></q:GetResponse>";

#[test]
fn an_element_below_the_root_can_be_read() {
    let mut from = XmlDeserializer::new(BODY).expect("XML");
    assert_eq!(from.root_name(), "GetResponse");
    assert!(from.enter_child("GetResult").expect("XML"));
    let mut output = Scalars::default();
    output.deserialize(&mut from).expect("an output");
    assert_eq!(output.text.as_deref(), Some("a"));
    from.leave_child().expect("XML");
    assert!(from.enter_child("ResponseMetadata").expect("XML"));
    assert!(from.enter_child("RequestId").expect("XML"));
    assert_eq!(from.string().expect("a text"), "r-1");
    assert_eq!(from.root_name(), "GetResponse");
    from.end().expect("the end");
}

#[test]
fn an_element_need_not_be_read() {
    let mut from = XmlDeserializer::new(BODY).expect("XML");
    assert!(from.enter_child("GetResult").expect("XML"));
    from.leave_child().expect("XML");
    assert!(!from.enter_child("GetResult").expect("XML"), "the next one only");
    assert!(!from.enter_child("ResponseMetadata").expect("XML"), "the end was reached");
    from.end().expect("the end");
    let mut from = XmlDeserializer::new(b"<A><B>").expect("XML");
    assert_eq!(from.enter_child("C").expect_err("it ends").offset(), Some(6));
}

#[test]
fn a_value_of_another_kind_can_be_passed_over() {
    let mut from = XmlDeserializer::new(b"<A><B>x<C/></B><D>1</D></A>").expect("XML");
    assert!(from.enter_child("B").expect("XML"));
    assert!(from.string().is_err());
    from.skip().expect("XML");
    from.leave_child().expect("XML");
    assert!(from.enter_child("D").expect("XML"));
    assert!(from.boolean().is_err());
    from.skip().expect("XML");
    from.end().expect("the end");
}

#[test]
fn a_deserializer_does_not_print_the_body() {
    let from = XmlDeserializer::new(BODY).expect("XML");
    assert_eq!(format!("{from:?}"), "XmlDeserializer { offset: 31, .. }");
}
