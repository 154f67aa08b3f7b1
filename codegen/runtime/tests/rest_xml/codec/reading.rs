//! Bodies that are read: their form, which services choose.

use codegen_runtime as rt;

use super::shapes::{Choice, Chooses, Grant, Grantee, Scalars, Tree};
use crate::rest_xml::read;

fn text(body: &str) -> Option<String> {
    read::<Scalars>(body).text
}

#[test]
fn a_prolog_comments_instructions_and_white_space_mean_nothing() {
    let body = "\u{FEFF}<?xml version = \"1.0\" encoding = \"utf-8\"?>\n<!-- a <b> -- c --><?pi <x?>\n\
                <Scalars xmlns=\"urn:x\">\n\t<![CDATA[<text>no</text>]]> <!-- c --> stray &amp; &unknown;\
                <?pi?><text>a<!-- c -->b<?pi?>c</text> <yes>\r\n true </yes>\n</Scalars>\n<!-- end -->\n";
    let value = Scalars { text: Some("abc".into()), yes: Some(true), ..Scalars::default() };
    assert_eq!(read::<Scalars>(body), value);
}

#[test]
fn entities_and_cdata_are_text() {
    for (body, expected) in [
        ("escaped data: &amp;lt;&#xD;&#10;", "escaped data: &lt;\r\n"),
        ("&lt;&gt;&amp;&apos;&quot;&#65;&#x1F639;", "<>&'\"A😹"),
        (" <![CDATA[ <b>&amp;]] ]]> ", "  <b>&amp;]]  "),
        ("<![CDATA[]]>", ""),
        ("a\r\nb\rc\n", "a\nb\nc\n"),
        ("<![CDATA[a\r\nb]]>", "a\nb"),
        ("\u{e9}, longer than one step of the comparison\r", "\u{e9}, longer than one step of the comparison\n"),
        ("&#13;\n", "\r\n"),
    ] {
        assert_eq!(text(&format!("<S><text>{body}</text></S>")).as_deref(), Some(expected), "{body}");
    }
}

#[test]
fn elements_may_have_any_order_and_any_prefix() {
    let body = "<s:Scalars xmlns:s='urn:s'><s:DoubleDribble>1</s:DoubleDribble><t:text xmlns:t='urn:t'>a</t:text>\
                <long>+5</long></s:Scalars>";
    let value = Scalars { text: Some("a".into()), double: Some(1.0), long: Some(5), ..Scalars::default() };
    assert_eq!(read::<Scalars>(body), value);
}

#[test]
fn unknown_elements_and_attributes_are_passed_over() {
    let deep = format!("{}{}", "<text>".repeat(100_000), "</text>".repeat(100_000));
    let body = format!(
        "<Scalars a='&unknown;' b='1' b='2'><new a='&x;'>&unknown;<text>no</text>{deep}</new><Text/><text>yes</text></Scalars>"
    );
    assert_eq!(text(&body).as_deref(), Some("yes"));
}

#[test]
fn an_empty_element_is_an_empty_value() {
    assert_eq!(text("<Scalars><text/></Scalars>").as_deref(), Some(""));
    assert_eq!(text("<Scalars><text></text></Scalars>").as_deref(), Some(""));
    assert_eq!(read::<Grant>("<Grant><Grantee/></Grant>").grantee, Some(Grantee::default()));
    let data = read::<Scalars>("<Scalars><data/></Scalars>").data;
    assert_eq!(data, Some(rt::Blob::default()));
}

#[test]
fn nil_is_no_value() {
    for nil in
        ["<text xsi:nil='true'/>", "<text x:nil=\"1\">a<b/></text>", "<left xsi:nil='true'><name>a</name></left>"]
    {
        assert_eq!(read::<Tree>(format!("<S>{nil}</S>")), Tree::default());
        assert_eq!(text(&format!("<S>{nil}</S>")), None, "{nil}");
    }
    for not_nil in ["<text xsi:nil='false'/>", "<text nil='true'/>", "<text a=':nil'/>"] {
        assert_eq!(text(&format!("<S>{not_nil}</S>")).as_deref(), Some(""), "{not_nil}");
    }
    let body = "<C><choice><text xsi:nil='true'/><inner><text>a</text></inner></choice></C>";
    assert_eq!(read::<Chooses>(body).choice, Some(Choice::Inner(Box::new(Choice::Text("a".into())))));
}

#[test]
fn base64_may_be_broken_into_lines() {
    let data = read::<Scalars>("<S><data>\n  dmFs\r\n  dWU=\n</data></S>").data;
    assert_eq!(data, Some(rt::Blob::from("value")));
}

#[test]
fn another_encoding_may_be_declared_where_it_makes_no_difference() {
    let body = "<?xml version='1.0' encoding='ISO-8859-1'?><S><text>a</text></S>";
    assert_eq!(text(body).as_deref(), Some("a"));
}

#[test]
fn the_name_of_the_root_is_not_looked_at() {
    assert_eq!(text("<Anything><text>a</text></Anything>").as_deref(), Some("a"));
}

rt::structure! {
    pub struct Location = "LocationOutput" [xml_unwrapped] {
        location: String = "LocationConstraint",
    }
}

#[test]
fn an_unwrapped_member_is_the_root() {
    let value = Location { location: Some("eu-west-1".into()) };
    crate::rest_xml::both_ways(&value, "<LocationConstraint>eu-west-1</LocationConstraint>");
    let empty = "<?xml version=\"1.0\"?>\n<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"/>";
    assert_eq!(read::<Location>(empty), Location::default());
    let error = crate::rest_xml::unreadable::<Location>("<LocationConstraint><a/></LocationConstraint>");
    assert_eq!(error, "LocationConstraint: expected a text, found an element at byte 20");
}
