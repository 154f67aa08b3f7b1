//! Simple values, attributes, namespaces, unions and recursive structures, both ways.

use codegen_runtime as rt;
use rt::codec::Codec as _;
use rt::codec::xml::XmlCodec;
use rt::schema::XmlNamespace;
use rt::{BigDecimal, BigInteger, Blob, Document, Timestamp, Traits};

use crate::rest_xml::{both_ways, read, unwritable, written};

rt::structure! {
    pub struct Scalars = "Scalars" {
        text: String = "text",
        yes: bool = "yes",
        byte: i8 = "byte",
        long: i64 = "long",
        single: f32 = "single",
        double: f64 = "double" [xml_name("DoubleDribble")],
        integer: BigInteger = "integer",
        decimal: BigDecimal = "decimal",
        data: Blob = "data",
        document: Document = "document",
    }
}

fn text(text: &str) -> Scalars {
    Scalars { text: Some(text.into()), ..Scalars::default() }
}

#[test]
fn simple_values_are_texts() {
    let value = Scalars {
        text: Some("string".into()),
        yes: Some(true),
        byte: Some(-1),
        long: Some(i64::MIN),
        single: Some(5.5),
        double: Some(6.25),
        integer: Some("123456789012345678901234567890".parse().expect("an integer")),
        decimal: Some("0.10000000000000000000000001".parse().expect("a number")),
        data: Some(Blob::from("value")),
        document: None,
    };
    both_ways(
        &value,
        "<Scalars><text>string</text><yes>true</yes><byte>-1</byte><long>-9223372036854775808</long>\
         <single>5.5</single><DoubleDribble>6.25</DoubleDribble><integer>123456789012345678901234567890</integer>\
         <decimal>0.10000000000000000000000001</decimal><data>dmFsdWU=</data></Scalars>",
    );
    both_ways(&Scalars::default(), "<Scalars></Scalars>");
    both_ways(&Scalars { data: Some(Blob::default()), ..text("") }, "<Scalars><text></text><data></data></Scalars>");
    assert_eq!(read::<Scalars>("<Scalars/>"), Scalars::default());
    assert_eq!(read::<Scalars>(" \n"), Scalars::default());
}

#[test]
fn numbers_that_are_not_finite_have_names() {
    for (value, name) in [(f64::INFINITY, "Infinity"), (f64::NEG_INFINITY, "-Infinity")] {
        #[allow(clippy::cast_possible_truncation, reason = "infinity has no width")]
        let value = Scalars { single: Some(value as f32), double: Some(value), ..Scalars::default() };
        let body = format!("<Scalars><single>{name}</single><DoubleDribble>{name}</DoubleDribble></Scalars>");
        both_ways(&value, &body);
    }
    let nan = Scalars { double: Some(f64::NAN), ..Scalars::default() };
    let body = "<Scalars><DoubleDribble>NaN</DoubleDribble></Scalars>";
    assert_eq!(written(&nan), body);
    assert!(read::<Scalars>(body).double.is_some_and(f64::is_nan));
}

#[test]
fn strings_keep_every_character() {
    for (value, escaped) in [
        ("<string>", "&lt;string&gt;"),
        ("&amp;", "&amp;amp;"),
        ("  white    space  ", "  white    space  "),
        ("   ", "   "),
        ("\"'", "\"'"),
        ("a\r\nb\rc\nd\te", "a&#xD;&#xA;b&#xD;c&#xA;d\te"),
        ("\u{85}\u{2028}", "&#x85;&#x2028;"),
        ("]]>", "]]&gt;"),
        ("é😹", "é😹"),
    ] {
        both_ways(&text(value), &format!("<Scalars><text>{escaped}</text></Scalars>"));
    }
}

#[test]
fn what_xml_cannot_hold_is_refused() {
    let expected = "text: the text holds a control character, which XML cannot express";
    for value in ["\0", "a\u{1}", "\u{1f}", "\u{FFFE}"] {
        assert_eq!(unwritable(&text(value)), expected);
    }
    let document = Scalars { document: Some(Document::Null), ..Scalars::default() };
    assert_eq!(unwritable(&document), "document: XML cannot hold a document");
}

rt::string_enum! { pub enum Bar { Foo = (plain "Foo"), Zero = "0" } }
rt::int_enum! { pub enum Number { One = 1 } }

rt::structure! {
    pub struct Enums = "Enums" { foo: Bar = "foo", number: Number = "number" }
}

#[test]
fn enums_keep_unknown_values() {
    let known = Enums { foo: Some(Bar::Zero), number: Some(Number::One) };
    both_ways(&known, "<Enums><foo>0</foo><number>1</number></Enums>");
    let unknown = Enums { foo: Some(Bar::from("Bar")), number: Some(Number::Unknown(7)) };
    both_ways(&unknown, "<Enums><foo>Bar</foo><number>7</number></Enums>");
}

rt::structure! {
    pub struct Times = "Times" {
        normal: rt::Timestamp = "normal",
        date_time: rt::Timestamp = "dateTime" [date_time],
        epoch: rt::Timestamp = "epoch" [epoch_seconds],
        http: rt::Timestamp = "http" [http_date],
        in_tag: rt::Timestamp = "in" [xml_attribute, epoch_seconds],
    }
}

#[test]
fn timestamps_are_date_times_unless_the_model_says_otherwise() {
    let time = Timestamp::from_secs(1_398_796_238);
    let value = Times { normal: time, date_time: time, epoch: time, http: time, in_tag: time };
    both_ways(
        &value,
        "<Times in=\"1398796238\"><normal>2014-04-29T18:30:38Z</normal><dateTime>2014-04-29T18:30:38Z</dateTime>\
         <epoch>1398796238</epoch><http>Tue, 29 Apr 2014 18:30:38 GMT</http></Times>",
    );
    let offset = read::<Times>("<Times><normal>\n2014-04-29T19:30:38+01:00\n</normal></Times>");
    assert_eq!(offset.normal, time);
}

rt::structure! {
    pub struct Grantee = "Grantee" [xml_prefix("xsi", "http://www.w3.org/2001/XMLSchema-instance")] {
        name: String = "DisplayName",
        kind: String = "Type" [xml_attribute, xml_name("xsi:type")],
    }
}

rt::structure! {
    pub struct Grant = "Grant" [xml_name("AGrant")] {
        grantee: Grantee = "Grantee",
        id: i32 = "id" [xml_attribute],
    }
}

#[test]
fn attributes_are_in_the_start_tag() {
    let grantee = Grantee { name: Some("me".into()), kind: Some("Canonical<\"&User\n".into()) };
    let value = Grant { grantee: Some(grantee), id: Some(7) };
    both_ways(
        &value,
        "<AGrant id=\"7\"><Grantee xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xsi:type=\"Canonical&lt;&quot;&amp;User&#xA;\"><DisplayName>me</DisplayName></Grantee></AGrant>",
    );
}

#[test]
fn an_attribute_is_found_by_its_local_name() {
    let kind = |body: &str| read::<Grantee>(body).kind;
    assert_eq!(kind("<Grantee xmlns:i='urn:x' i:type = 'Group' />").as_deref(), Some("Group"));
    assert_eq!(kind("<Grantee type='a' xsi:type='b' x:type='c'/>").as_deref(), Some("b"));
    assert_eq!(kind("<Grantee xmlns:type='a' other='b'/>"), None);
    assert_eq!(kind("<Grantee><type>a</type><xsi:type>b</xsi:type></Grantee>"), None);
    assert_eq!(kind("<Grantee xsi:type=' a\n&#x41;&lt;'/>").as_deref(), Some(" a A<"));
}

rt::structure! {
    pub struct Nested = "Nested" [xml_namespace("http://foo.com")] {
        foo: String = "foo" [xml_prefix("baz", "http://baz.com")],
        values: Vec<String> = "values" [
            xml_namespace("http://qux.com"), item(&Traits::NONE.xml_namespace("http://bux.com"))
        ],
        flat: Vec<String> = "flat" [xml_flattened, item(&Traits::NONE.xml_namespace("http://bux.com"))],
    }
}

rt::structure! {
    pub struct Outer = "Outer" [xml_namespace("http://foo.com")] {
        nested: Nested = "nested",
        other: Nested = "other" [xml_namespace("http://other.com?a&b")],
    }
}

#[test]
fn namespaces_are_those_of_the_member_or_else_of_the_shape() {
    let nested = Nested { foo: Some("Foo".into()), values: Some(vec!["Bar".into()]), flat: Some(vec!["x".into()]) };
    let value = Outer { nested: Some(nested), other: Some(Nested::default()) };
    both_ways(
        &value,
        "<Outer xmlns=\"http://foo.com\"><nested xmlns=\"http://foo.com\"><foo xmlns:baz=\"http://baz.com\">Foo</foo>\
         <values xmlns=\"http://qux.com\"><member xmlns=\"http://bux.com\">Bar</member></values>\
         <flat xmlns=\"http://bux.com\">x</flat></nested><other xmlns=\"http://other.com?a&amp;b\"></other></Outer>",
    );
}

#[test]
fn the_root_has_the_namespace_of_the_service_unless_it_has_one() {
    let codec = XmlCodec { namespace: Some(XmlNamespace { uri: "http://service.com", prefix: None }) };
    let body = |value: &dyn rt::schema::SerializeStructure, traits: &Traits| {
        let body = codec.serialize(traits, &mut |to| value.serialize(to)).expect("a body");
        String::from_utf8(body).expect("UTF-8")
    };
    assert_eq!(body(&Scalars::default(), &Traits::NONE), "<Scalars xmlns=\"http://service.com\"></Scalars>");
    let one = body(&text(""), &Traits::NONE.xml_name("Hola"));
    assert_eq!(one, "<Hola xmlns=\"http://service.com\"><text></text></Hola>", "on the root only");
    assert_eq!(body(&Outer::default(), &Traits::NONE), "<Outer xmlns=\"http://foo.com\"></Outer>");
    let own = Traits::NONE.xml_namespace("http://own.com");
    assert_eq!(body(&Outer::default(), &own), "<Outer xmlns=\"http://own.com\"></Outer>");
    let prefixed =
        "<Grantee xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns=\"http://service.com\"></Grantee>";
    assert_eq!(body(&Grantee::default(), &Traits::NONE), prefixed);
}

rt::union! {
    pub enum Choice = "Choice" {
        Text(String) = "text",
        Inner(Box<Choice>) = "inner",
        Scalars(Scalars) = "scalars" [xml_name("Values")],
        Many(Vec<String>) = "many",
    }
}

rt::structure! {
    pub struct Chooses = "Chooses" { choice: Choice = "choice" }
}

#[test]
fn a_union_is_an_element_with_one_element() {
    for (choice, body) in [
        (Choice::Text("some".into()), "<text>some</text>"),
        (Choice::Inner(Box::new(Choice::Text(String::new()))), "<inner><text></text></inner>"),
        (Choice::Scalars(text("a")), "<Values><text>a</text></Values>"),
        (Choice::Many(vec!["a".into(), "b".into()]), "<many><member>a</member><member>b</member></many>"),
    ] {
        both_ways(&Chooses { choice: Some(choice) }, &format!("<Chooses><choice>{body}</choice></Chooses>"));
    }
    let unknown = Chooses { choice: Some(Choice::Unknown) };
    assert_eq!(read::<Chooses>("<C><choice><spiral><text>a</text></spiral></choice></C>"), unknown);
    assert!(unwritable(&unknown).starts_with("choice: the union Choice holds a member"));
}

rt::structure! {
    pub struct Tree = "Tree" {
        name: String = "name",
        left: Box<Tree> = "left",
        all: Vec<Tree> = "all" [xml_flattened],
    }
}

#[test]
fn structures_may_be_recursive() {
    let leaf = |name: &str| Tree { name: Some(name.into()), ..Tree::default() };
    let value = Tree { left: Some(Box::new(leaf("l"))), all: Some(vec![leaf("a"), leaf("b")]), name: None };
    both_ways(&value, "<Tree><left><name>l</name></left><all><name>a</name></all><all><name>b</name></all></Tree>");
}
