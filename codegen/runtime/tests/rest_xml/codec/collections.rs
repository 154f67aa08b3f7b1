//! Lists and maps, both ways.

use std::collections::BTreeMap;

use codegen_runtime as rt;
use rt::Traits;

use crate::rest_xml::{both_ways, read};

rt::structure! {
    pub struct Item = "Item" {
        a: String = "a" [xml_name("value")],
        b: String = "b" [xml_name("other")],
    }
}

rt::structure! {
    pub struct Lists = "Lists" {
        strings: Vec<String> = "stringList",
        times: Vec<rt::Timestamp> = "timestampList" [item(&Traits::NONE.epoch_seconds())],
        nested: Vec<Vec<String>> = "nestedList" [item(&Traits::NONE.item(&Traits::NONE.xml_name("i")))],
        renamed: Vec<String> = "renamedMembers" [xml_name("renamed"), item(&Traits::NONE.xml_name("item"))],
        flat: Vec<String> = "flat" [xml_flattened, item(&Traits::NONE.xml_name("item"))],
        flat_renamed: Vec<i32> = "flat2" [xml_flattened, xml_name("customName")],
        structures: Vec<Item> = "structures" [item(&Traits::NONE.xml_name("item"))],
        flat_structures: Vec<Item> = "flatStructures" [xml_flattened],
        sparse: Vec<Option<String>> = "sparse",
        flat_sparse: Vec<Option<String>> = "flatSparse" [xml_flattened],
    }
}

fn strings(all: &[&str]) -> Vec<String> {
    all.iter().map(|&text| text.to_owned()).collect()
}

fn item(a: &str, b: &str) -> Item {
    Item { a: Some(a.into()), b: Some(b.into()) }
}

#[test]
fn the_items_of_a_list_are_elements() {
    let value = Lists {
        strings: Some(strings(&["foo", ""])),
        times: rt::Timestamp::from_secs(1).map(|time| vec![time]),
        nested: Some(vec![strings(&["foo", "bar"]), vec![]]),
        renamed: Some(strings(&["foo"])),
        structures: Some(vec![item("1", "2"), item("3", "4")]),
        ..Lists::default()
    };
    both_ways(
        &value,
        "<Lists><stringList><member>foo</member><member></member></stringList>\
         <timestampList><member>1</member></timestampList>\
         <nestedList><member><i>foo</i><i>bar</i></member><member></member></nestedList>\
         <renamed><item>foo</item></renamed>\
         <structures><item><value>1</value><other>2</other></item><item><value>3</value><other>4</other></item>\
         </structures></Lists>",
    );
}

#[test]
fn a_flattened_list_has_no_element_of_its_own() {
    let value = Lists {
        flat: Some(strings(&["hi", "bye"])),
        flat_renamed: Some(vec![1, 2]),
        flat_structures: Some(vec![item("5", "6"), item("7", "8")]),
        ..Lists::default()
    };
    both_ways(
        &value,
        "<Lists><flat>hi</flat><flat>bye</flat><customName>1</customName><customName>2</customName>\
         <flatStructures><value>5</value><other>6</other></flatStructures>\
         <flatStructures><value>7</value><other>8</other></flatStructures></Lists>",
    );
    let interleaved = "<Lists><flat>a</flat><customName>1</customName><x/><flat>b</flat><customName>2</customName>\
                       <flat>c</flat></Lists>";
    let value = Lists { flat: Some(strings(&["a", "b", "c"])), flat_renamed: Some(vec![1, 2]), ..Lists::default() };
    assert_eq!(read::<Lists>(interleaved), value);
}

#[test]
fn an_empty_list_is_an_empty_element_unless_it_is_flattened() {
    let value = Lists { strings: Some(vec![]), structures: Some(vec![]), ..Lists::default() };
    both_ways(&value, "<Lists><stringList></stringList><structures></structures></Lists>");
    assert_eq!(read::<Lists>("<Lists><structures/><stringList>\n</stringList></Lists>"), value);
    assert_eq!(crate::rest_xml::written(&Lists { flat: Some(vec![]), ..Lists::default() }), "<Lists></Lists>");
}

#[test]
fn elements_of_other_names_are_not_items() {
    let body = "<Lists><stringList><item>a</item><member>b</member><Member>c</Member></stringList></Lists>";
    assert_eq!(read::<Lists>(body).strings, Some(strings(&["b"])));
}

#[test]
fn of_two_lists_that_are_not_flattened_the_last_counts() {
    let body = "<Lists><stringList><member>a</member></stringList><stringList><member>b</member></stringList></Lists>";
    assert_eq!(read::<Lists>(body).strings, Some(strings(&["b"])));
}

#[test]
fn sparse_lists_keep_nulls() {
    let nil = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"";
    let all = Some(vec![Some("a".to_owned()), None, Some(String::new())]);
    let value = Lists { sparse: all.clone(), flat_sparse: all, ..Lists::default() };
    both_ways(
        &value,
        &format!(
            "<Lists><sparse><member>a</member><member {nil}></member><member></member></sparse>\
             <flatSparse>a</flatSparse><flatSparse {nil}></flatSparse><flatSparse></flatSparse></Lists>"
        ),
    );
    let dense = "<Lists><stringList><member xsi:nil='1'/><member>a</member></stringList></Lists>";
    assert_eq!(read::<Lists>(dense).strings, Some(strings(&["a"])));
}

rt::structure! {
    pub struct Maps = "Maps" {
        plain: BTreeMap<String, Item> = "myMap",
        renamed: BTreeMap<String, i32> = "renamedMap" [
            xml_name("KVPs"), xml_namespace("https://member"),
            key(&Traits::NONE.xml_name("K").xml_namespace("https://key")),
            item(&Traits::NONE.xml_name("V").xml_namespace("https://value"))
        ],
        nested: BTreeMap<String, BTreeMap<String, String>> = "nestedMap",
        flat: BTreeMap<String, String> = "flatMap" [
            xml_flattened, xml_name("KVP"), xml_namespace("https://member"),
            key(&Traits::NONE.xml_name("K")), item(&Traits::NONE.xml_name("V"))
        ],
        flat_nested: BTreeMap<String, BTreeMap<String, String>> = "flatNestedMap" [xml_flattened],
        lists: BTreeMap<String, Vec<String>> = "lists" [item(&Traits::NONE.item(&Traits::NONE.xml_name("i")))],
        sparse: BTreeMap<String, Option<i32>> = "sparse",
    }
}

fn map<T>(key: &str, value: T) -> BTreeMap<String, T> {
    BTreeMap::from([(key.to_owned(), value)])
}

#[test]
fn the_entries_of_a_map_are_elements() {
    let value = Maps {
        plain: Some(map("f<", item("1", "2"))),
        renamed: Some(BTreeMap::from([("a".into(), 1), ("b".into(), 2)])),
        nested: Some(map("foo", map("bar", "Bar".into()))),
        lists: Some(map("", strings(&["x"]))),
        ..Maps::default()
    };
    both_ways(
        &value,
        "<Maps><myMap><entry><key>f&lt;</key><value><value>1</value><other>2</other></value></entry></myMap>\
         <KVPs xmlns=\"https://member\">\
         <entry><K xmlns=\"https://key\">a</K><V xmlns=\"https://value\">1</V></entry>\
         <entry><K xmlns=\"https://key\">b</K><V xmlns=\"https://value\">2</V></entry></KVPs>\
         <nestedMap><entry><key>foo</key><value><entry><key>bar</key><value>Bar</value></entry></value></entry></nestedMap>\
         <lists><entry><key></key><value><i>x</i></value></entry></lists></Maps>",
    );
}

#[test]
fn a_flattened_map_has_no_element_of_its_own() {
    let value = Maps {
        flat: Some(BTreeMap::from([("a".into(), "A".into()), ("b".into(), "B".into())])),
        flat_nested: Some(map("foo", map("bar", "Bar".into()))),
        ..Maps::default()
    };
    both_ways(
        &value,
        "<Maps><KVP xmlns=\"https://member\"><K>a</K><V>A</V></KVP><KVP xmlns=\"https://member\"><K>b</K><V>B</V></KVP>\
         <flatNestedMap><key>foo</key><value><entry><key>bar</key><value>Bar</value></entry></value></flatNestedMap>\
         </Maps>",
    );
}

#[test]
fn an_empty_map_is_an_empty_element() {
    both_ways(&Maps { plain: Some(BTreeMap::new()), ..Maps::default() }, "<Maps><myMap></myMap></Maps>");
    assert_eq!(read::<Maps>("<Maps><myMap/></Maps>").plain, Some(BTreeMap::new()));
}

#[test]
fn the_value_of_an_entry_may_come_before_its_key() {
    let body = "<Maps><nestedMap><entry><value><entry><value>Bar</value><x/><key>bar</key></entry></value><key>foo</key>\
                </entry></nestedMap><flatNestedMap><value/><key>k</key></flatNestedMap><KVP><V>1</V><K>2</K></KVP></Maps>";
    let value = Maps {
        nested: Some(map("foo", map("bar", "Bar".into()))),
        flat_nested: Some(map("k", BTreeMap::new())),
        flat: Some(map("2", "1".into())),
        ..Maps::default()
    };
    assert_eq!(read::<Maps>(body), value);
}

#[test]
fn other_elements_of_an_entry_are_ignored() {
    let body =
        "<Maps><KVP><x>0</x><K>2</K><x>3</x><V>1</V><x>4</x></KVP><KVP><x>0</x><V>5</V><x>3</x><K>6</K></KVP></Maps>";
    let flat = BTreeMap::from([("2".to_owned(), "1".to_owned()), ("6".to_owned(), "5".to_owned())]);
    assert_eq!(read::<Maps>(body), Maps { flat: Some(flat), ..Maps::default() });
}

#[test]
fn an_entry_without_a_value_is_a_null() {
    let body = "<Maps><sparse><entry><key>a</key></entry><entry><value xsi:nil='true'/><key>b</key></entry>\
                <entry><key>c</key><value>1</value></entry></sparse><KVPs><entry><K>a</K></entry></KVPs></Maps>";
    let sparse = BTreeMap::from([("a".into(), None), ("b".into(), None), ("c".into(), Some(1))]);
    assert_eq!(read::<Maps>(body), Maps { sparse: Some(sparse), renamed: Some(BTreeMap::new()), ..Maps::default() });
}

#[test]
fn lists_beside_each_other_are_not_nested() {
    let body = format!("<L><nestedList>{}</nestedList></L>", "<member/>".repeat(2 * rt::codec::MAX_DEPTH));
    assert_eq!(read::<Lists>(body).nested, Some(vec![Vec::new(); 2 * rt::codec::MAX_DEPTH]));
}
