//! Bodies that cannot be read, and why.

use codegen_runtime as rt;
use rt::codec::MAX_DEPTH;

use super::collections::{Lists, Maps};
use super::shapes::{Chooses, Grantee, Scalars, Times, Tree};
use crate::rest_xml::{read, unreadable};

#[track_caller]
fn refused(body: impl AsRef<[u8]>, expected: &str) {
    assert_eq!(unreadable::<Tree>(body), expected);
}

#[test]
fn values_of_another_kind() {
    for (element, expected) in [
        ("<yes>TRUE</yes>", "yes: the text is neither `true` nor `false` at byte 8"),
        ("<yes/>", "yes: the text is neither `true` nor `false` at byte 9"),
        ("<byte>128</byte>", "byte: the number is not between -128 and 127 at byte 9"),
        ("<long>1.5</long>", "long: the text is not an integer of 64 bits at byte 9"),
        ("<single>inf</single>", "single: the text is not a number of 64 bits at byte 11"),
        ("<single>1e999</single>", "single: the text is not a number of 64 bits at byte 11"),
        ("<integer>1.5</integer>", "integer: expected an integer at byte 3"),
        ("<data>a</data>", "data: the text is not base64 at byte 9"),
        ("<text>a<b/></text>", "text: expected a string, found an element at byte 10"),
        ("<document/>", "document: expected a document at byte 3"),
    ] {
        assert_eq!(unreadable::<Scalars>(format!("<S>{element}</S>")), expected, "{element}");
    }
    let time = unreadable::<Times>("<T><normal>x</normal></T>");
    assert_eq!(time, "normal: the text is not a timestamp in the date-time format at byte 11");
    let time = unreadable::<Times>("<T in='x'/>");
    assert_eq!(time, "in: the text is not a timestamp in the epoch-seconds format at byte 0");
}

#[test]
fn the_path_leads_to_the_value() {
    let list = unreadable::<Lists>("<L><nestedList><member/><member><i/><i><b/></i></member></nestedList></L>");
    assert_eq!(list, "nestedList[1][1]: expected a string, found an element at byte 39");
    let flat = unreadable::<Lists>("<L><customName>1</customName><flat/><customName>x</customName></L>");
    assert_eq!(flat, "flat2[1]: the text is not an integer of 64 bits at byte 48");
    let map = unreadable::<Maps>("<M><KVPs><entry><V>x</V><K>a</K></entry></KVPs></M>");
    assert_eq!(map, "renamedMap{}: the text is not an integer of 64 bits at byte 19");
    let keyless = unreadable::<Maps>("<M><myMap><entry><value/></entry></myMap></M>");
    assert_eq!(keyless, "myMap{}: an entry of a map has no key at byte 10");
    let tree = unreadable::<Tree>("<T><all/><all><left><name>&x;</name></left></all></T>");
    assert_eq!(tree, "all[1].left.name: the text holds an entity that XML does not define at byte 26");
}

#[test]
fn bodies_that_end_too_early() {
    for (body, expected) in [
        ("", None),
        ("<T", Some("the body ends within markup at byte 0")),
        ("<T>", Some("the body ends before its elements do at byte 3")),
        ("<T><name>a", Some("name: the body ends before its elements do at byte 10")),
        ("<T><name>a</na", Some("name: the body ends within markup at byte 10")),
        ("<T><left><name>a</name>", Some("left: the body ends before its elements do at byte 23")),
        ("<T><new><a></a>", Some("the body ends before its elements do at byte 15")),
        ("<T><name>&am", Some("name: an `&` begins no entity at byte 9")),
        ("<T><name><![CDATA[x]]", Some("name: the body ends within markup at byte 9")),
        ("<T><!-- x", Some("the body ends within markup at byte 3")),
        ("<T><name a='x", Some("the body ends within markup at byte 3")),
        ("<?xml version='1.0'?>", Some("expected an XML element at byte 21")),
        ("<T></T", Some("the body ends within markup at byte 3")),
    ] {
        match expected {
            Some(expected) => refused(body, expected),
            None => assert_eq!(read::<Tree>(body), Tree::default()),
        }
    }
}

#[test]
fn a_body_that_breaks_off_anywhere_is_refused() {
    let body = "<?xml version='1.0'?><T a='1'><!-- c --><name>a&amp;<![CDATA[b]]>\u{E9}</name><left><name/></left><all/>\
        <all><new x:y='z'>1</new></all></T>";
    assert_eq!(read::<Tree>(body).name(), Some("a&b\u{E9}"));
    for length in 1..body.len() {
        let error = unreadable::<Tree>(&body.as_bytes()[..length]);
        let offset = error.rsplit_once(" at byte ").and_then(|(_, offset)| offset.parse::<usize>().ok());
        assert!(offset.is_some_and(|offset| offset <= length), "{length}: {error}");
    }
}

#[test]
fn the_last_of_several_values_counts() {
    assert_eq!(read::<Tree>("<T><name>a</name><left/><name>b</name></T>").name(), Some("b"));
    let twice = read::<Tree>("<T><left><name>a</name></left><left><left/></left></T>");
    assert_eq!(twice.left().map(|left| (left.name(), left.left().is_some())), Some((None, true)));
}

#[test]
fn bodies_that_are_not_xml() {
    for (body, expected) in [
        ("{\"name\": 1}", "expected an XML element at byte 0"),
        ("a<T/>", "expected an XML element at byte 0"),
        ("\u{FEFF}\u{FEFF}<T/>", "expected an XML element at byte 3"),
        ("\u{FEFF}\u{FEFF}<\u{102}T>", "expected an XML element at byte 3"),
        ("<T><name>a</nam></T>", "name: an end tag is not that of the open element at byte 10"),
        ("<T><new><a></new></a></T>", "an end tag is not that of the open element at byte 11"),
        ("<T/></T>", "an end tag has no start tag at byte 4"),
        ("<T/><T/>", "expected the end of the body at byte 4"),
        ("<T/>a", "expected the end of the body at byte 4"),
        ("<T>< name/></T>", "a start tag has no name at byte 3"),
        ("<T><name>a & b</name></T>", "name: an `&` begins no entity at byte 11"),
        ("<T><name>&#0;</name></T>", "name: a character reference stands for no character at byte 9"),
        ("<T><name>&#xD800;</name></T>", "name: a character reference stands for no character at byte 9"),
        ("<T><!ELEMENT a></T>", "the body has markup that XML does not define at byte 3"),
    ] {
        refused(body, expected);
    }
    let attribute = unreadable::<Grantee>("<G a xsi:type='b'/>");
    assert_eq!(attribute, "Type: an attribute of a start tag is not XML at byte 0");
    let entity = unreadable::<Grantee>("<G xsi:type='&b;'/>");
    assert_eq!(entity, "Type: an attribute holds an entity that XML does not define at byte 0");
}

#[test]
fn a_document_type_is_refused_before_its_entities_are_read() {
    let bomb =
        "<?xml version='1.0'?><!DOCTYPE T [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><T><name>&b;</name></T>";
    refused(bomb, "the body has a document type (DTD), which is refused at byte 21");
    let external = "<!DOCTYPE T SYSTEM 'file:///etc/passwd'><T/>";
    refused(external, "the body has a document type (DTD), which is refused at byte 0");
    refused("<T><!DOCTYPE T></T>", "the body has a document type (DTD), which is refused at byte 3");
    refused("<T><name>&lol;</name></T>", "name: the text holds an entity that XML does not define at byte 9");
    refused("<T><name>&nbsp;</name></T>", "name: the text holds an entity that XML does not define at byte 9");
}

#[test]
fn encodings_other_than_utf_8() {
    let utf_16: Vec<u8> = "\u{FEFF}<T/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    refused(&utf_16, "the body is UTF-16, and only UTF-8 can be read at byte 0");
    refused(&utf_16[2..], "the body is UTF-16, and only UTF-8 can be read at byte 0");
    let utf_16: Vec<u8> = "<T/>".encode_utf16().flat_map(u16::to_be_bytes).collect();
    refused(&utf_16, "the body is UTF-16, and only UTF-8 can be read at byte 0");
    let latin = "<?xml version='1.0' encoding='ISO-8859-1'?><T><name>é</name></T>";
    refused(latin, "the body declares an encoding other than UTF-8, and only UTF-8 can be read at byte 0");
    refused(b"<T><name>a\xFFb</name></T>", "name: the body is not UTF-8 at byte 10");
    refused(b"<T><name>\xC3</name></T>", "name: the body is not UTF-8 at byte 9");
    refused(b"\xEF\xBB\xBF<T><name>a</name><x a='\xFF'/></T>", "the body is not UTF-8 at byte 26");
    refused(b"<T/>\xFF", "the body is not UTF-8 at byte 4");
}

#[test]
fn several_members_of_a_union() {
    let error = unreadable::<Chooses>("<C><choice><text>a</text><text>b</text></choice></C>");
    assert_eq!(error, "choice: several members of the union Choice are set at byte 25");
    let none = unreadable::<Chooses>("<C><choice/></C>");
    assert_eq!(none, "choice: expected an object with one member at byte 3");
}

#[test]
fn nesting_is_limited() {
    let nested = |depth: usize| format!("<T>{}{}</T>", "<left>".repeat(depth), "</left>".repeat(depth));
    let mut tree = &read::<Tree>(nested(MAX_DEPTH - 1));
    let mut depth = 0;
    while let Some(left) = tree.left() {
        (tree, depth) = (left, depth + 1);
    }
    assert_eq!(depth, MAX_DEPTH - 1);
    for depth in [MAX_DEPTH, 10_000, 200_000] {
        let error = unreadable::<Tree>(nested(depth));
        assert!(error.ends_with(&format!("left: nested too deep at byte {}", 3 + 6 * (MAX_DEPTH - 1))), "{error}");
    }
}

/// Nothing of the body is quoted, which may hold a secret.
#[test]
fn errors_quote_nothing() {
    for body in [
        "<T><left>SECRET</right></T>",
        "<T><SECRET></left></T>",
        "<T><name>&SECRET;</name></T>",
        "<T><name><SECRET/></name></T>",
        "<T></SECRET>",
        "SECRET",
    ] {
        assert!(!unreadable::<Tree>(body).contains("SECRET"), "{body}");
    }
    assert!(!unreadable::<Scalars>("<S><long>5ECRET</long></S>").contains("ECRET"));
    assert!(!unreadable::<Scalars>("<S><byte>1234</byte></S>").contains("1234"));
}

#[test]
fn a_byte_that_is_not_utf_8_is_the_error_only_if_nothing_before_it_is() {
    for (body, expected) in [
        (&b"<T><name>a\xFF</name></T>"[..], "name: the body is not UTF-8 at byte 10"),
        (b"<T><name>&am\xFF", "name: the body is not UTF-8 at byte 12"),
        (b"<T><name>&x</name>\xFF</T>", "name: an `&` begins no entity at byte 9"),
        (b"<T></x>\xFF", "an end tag is not that of the open element at byte 3"),
    ] {
        refused(body, expected);
    }
}

#[test]
fn a_declared_encoding_is_utf_8_by_any_name_of_it() {
    for (encoding, is_read) in [("UTF-8", true), ("utf-8", true), ("utf8", true), ("latin1", false)] {
        let body = format!("<?xml version='1.0' encoding='{encoding}'?><T><name>\u{e4}</name></T>");
        match is_read {
            true => assert_eq!(read::<Tree>(body), Tree { name: Some("\u{e4}".into()), ..Tree::default() }),
            false => {
                refused(body, "the body declares an encoding other than UTF-8, and only UTF-8 can be read at byte 0");
            }
        }
    }
    let ascii = "<?xml version='1.0' encoding='latin1'?><T><name>a</name></T>";
    assert_eq!(read::<Tree>(ascii).name.as_deref(), Some("a"));
}
