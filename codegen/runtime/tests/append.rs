//! Setters of lists and maps that add to what is set.

use std::collections::BTreeMap;

use codegen_runtime as rt;
use codegen_runtime::append;

/// The list of an order is set.
pub(crate) trait Items {}
impl Items for rt::Set {}

rt::structure! {
    /// An order.
    pub(crate) struct Order = "Order" {
        /// The items.
        items: Vec<String> = "items" required(rt::Set),
        /// The remarks.
        remarks: Vec<String> = "remarks",
        /// The labels.
        labels: BTreeMap<String, String> = "labels",
    }
    builder OrderBuilder<HasItems: Items>
}

#[test]
fn a_setter_replaces_and_append_adds() {
    let order = Order::builder().items(["a"]).remarks(["x"]).remarks(["y"]);
    assert_eq!(order.clone().build().remarks(), ["y"]);
    let order = order.remarks(append(["z".to_owned()])).items(append(vec!["b", "c"])).build();
    assert_eq!(
        (order.items(), order.remarks()),
        (&["a", "b", "c"].map(str::to_owned)[..], &["y", "z"].map(str::to_owned)[..])
    );
}

#[test]
fn an_option_is_appended_to_an_optional_member() {
    let order = Order::builder().items(["a"]).remarks(["x"]).remarks(append(Some(["y"])));
    let order = order.remarks(append(None::<Vec<String>>)).labels(append(None::<BTreeMap<_, _>>)).build();
    assert_eq!(order.remarks(), ["x", "y"]);
    assert_eq!(order.labels, None);
}

#[test]
fn what_is_borrowed_is_copied() {
    let (owned, texts) = (vec!["a".to_owned()], vec!["b"]);
    let labels = BTreeMap::from([("k".to_owned(), "1".to_owned())]);
    let order = Order::builder().items(&owned).items(append(&texts)).items(append(&["c"])).items(append(&texts[..]));
    let order = order.items(append(&["d".to_owned()])).remarks(Some(&owned)).labels(&labels).build();
    assert_eq!(order.items(), ["a", "b", "c", "b", "d"]);
    assert_eq!((order.remarks(), order.labels.as_ref()), (&owned[..], Some(&labels)));
}

#[test]
fn what_is_appended_to_nothing_is_the_list() {
    let order = Order::builder().items(append(["a"])).remarks(append(Vec::<String>::new())).build();
    assert_eq!(order.items(), ["a"]);
    assert_eq!(order.remarks, Some(Vec::new()));
}

#[test]
fn appended_entries_join_the_map_and_replace_equal_keys() {
    let order = Order::builder().items(["a"]).labels([("k", "1"), ("l", "2")]);
    let order = order.labels(append([("l", "3"), ("m", "4")])).build();
    let labels = [("k", "1"), ("l", "3"), ("m", "4")].map(|(key, value)| (key.to_owned(), value.to_owned()));
    assert_eq!(order.labels, Some(BTreeMap::from(labels)));
}

#[test]
fn an_option_is_set_as_its_value_or_not_at_all() {
    let order = Order::builder().items(["a"]).remarks(Some(vec!["x".to_owned()]));
    assert_eq!(order.clone().build().remarks(), ["x"]);
    assert_eq!(order.remarks(None::<Vec<String>>).build().remarks, None);
}

#[test]
fn a_builder_shows_the_members_that_are_set() {
    let shown = format!("{:?}", Order::builder().remarks(["x"]));
    assert_eq!(shown, r#"OrderBuilder(Order { items: None, remarks: Some(["x"]), labels: None })"#);
}
