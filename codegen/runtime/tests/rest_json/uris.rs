//! Labels and queries.

use std::collections::BTreeMap;

use codegen_runtime::{Timestamp, structure};

use super::{Nothing, operation, refused, sent};

structure! {
    struct Labels = "Labels" {
        text: String = "Text" [label("text")],
        path: String = "Path" [label("path")],
    }
}

operation! { Get: Labels => Nothing, "GET" "/a/{text}/b/{path+}" }
operation! { Literal: Labels => Nothing, "GET" "/(a+)+/{text}?fixed=1&text" }

fn labels(text: &str, path: &str) -> Labels {
    Labels { text: Some(text.into()), path: Some(path.into()) }
}

#[test]
fn labels_are_encoded_and_greedy_ones_keep_their_slashes() {
    let cases = [
        ("x", "y", "/a/x/b/y"),
        ("x/y", "x/y", "/a/x%2Fy/b/x/y"),
        ("Az09-._~", "/a//b/", "/a/Az09-._~/b//a//b/"),
        (" %:/?#[]@!$&'()*+,;=", "{x}", "/a/%20%25%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D/b/%7Bx%7D"),
        ("😹", "é", "/a/%F0%9F%98%B9/b/%C3%A9"),
        ("{path+}", "%2F", "/a/%7Bpath%2B%7D/b/%252F"),
    ];
    for (text, path, uri) in cases {
        assert_eq!(sent::<Get>(&labels(text, path)), format!("GET {uri}"));
    }
}

#[test]
fn what_is_fixed_in_the_pattern_is_sent_as_it_is() {
    assert_eq!(sent::<Literal>(&labels("x", "")), "GET /(a+)+/x?fixed=1&text");
}

#[test]
fn a_label_must_be_set_and_not_empty() {
    let empty = Labels { text: Some(String::new()), ..Labels::default() };
    let unset = Labels { text: Some("x".into()), ..Labels::default() };
    assert_eq!(
        refused::<Get>(&empty),
        "Get: failed to build the request: `text` is a part of the URI, and it is empty"
    );
    assert_eq!(
        refused::<Get>(&unset),
        "Get: failed to build the request: `path` is a part of the URI, and it is not set"
    );
}

structure! {
    struct Numbers = "Numbers" {
        int: i32 = "int" [label("int")],
        float: f32 = "float" [label("float")],
        double: f64 = "double" [label("double")],
        flag: bool = "flag" [label("flag")],
        seconds: Timestamp = "seconds" [label("seconds")],
        date_time: Timestamp = "dateTime" [date_time, label("dateTime")],
        http_date: Timestamp = "httpDate" [http_date, label("httpDate")],
    }
}

operation! { Count: Numbers => Nothing, "GET" "/{int}/{float}/{double}/{flag}/{seconds}/{dateTime}/{httpDate}" }

#[test]
fn values_of_all_types_have_a_text() {
    let time = Timestamp::from_secs(1_576_540_098);
    let mut numbers = Numbers {
        int: Some(-3),
        float: Some(1.1),
        double: Some(4.0),
        flag: Some(true),
        seconds: time,
        date_time: time,
        http_date: time,
    };
    let times = "1576540098/2019-12-16T23%3A48%3A18Z/Mon%2C%2016%20Dec%202019%2023%3A48%3A18%20GMT";
    assert_eq!(sent::<Count>(&numbers), format!("GET /-3/1.1/4.0/true/{times}"));
    for (double, text) in [(f64::NAN, "NaN"), (f64::INFINITY, "Infinity"), (f64::NEG_INFINITY, "-Infinity")] {
        numbers.double = Some(double);
        assert_eq!(sent::<Count>(&numbers), format!("GET /-3/1.1/{text}/true/{times}"));
    }
}

structure! {
    struct Query = "Query" {
        rest: BTreeMap<String, String> = "Rest" [query_params],
        lists: BTreeMap<String, Vec<String>> = "Lists" [query_params],
        text: String = "Text" [query("text")],
        flag: bool = "Flag" [query("the flag")],
        texts: Vec<String> = "Texts" [query("texts")],
        sparse: Vec<Option<i32>> = "Sparse" [query("sparse")],
        times: Vec<Timestamp> = "Times" [item(&codegen_runtime::Traits::NONE.date_time()), query("times")],
    }
}

operation! { Search: Query => Nothing, "GET" "/search" }
operation! { FixedSearch: Query => Nothing, "GET" "/search?fixed=1&flag" }

#[test]
fn what_is_set_is_in_the_query() {
    let text = |text: &str| Query { text: Some(text.into()), ..Query::default() };
    let cases = [
        (Query::default(), ""),
        (text(""), "?text="),
        (
            text(" %:/?#[]@!$&'()*+,;=😹"),
            "?text=%20%25%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%F0%9F%98%B9",
        ),
        (Query { flag: Some(false), ..text("Az09-._~") }, "?text=Az09-._~&the%20flag=false"),
        (
            Query { texts: Some(vec!["b".into(), String::new(), "a".into()]), ..Query::default() },
            "?texts=b&texts=&texts=a",
        ),
        (Query { texts: Some(vec![]), ..Query::default() }, ""),
        (Query { sparse: Some(vec![Some(1), None, Some(0)]), ..Query::default() }, "?sparse=1&sparse=0"),
        (
            Query { times: Timestamp::from_secs(1).map(|time| vec![time, time]), ..Query::default() },
            "?times=1970-01-01T00%3A00%3A01Z&times=1970-01-01T00%3A00%3A01Z",
        ),
    ];
    for (query, uri) in cases {
        assert_eq!(sent::<Search>(&query), format!("GET /search{uri}"));
    }
}

#[test]
fn the_fixed_query_comes_first() {
    let query = Query { text: Some("x".into()), ..Query::default() };
    assert_eq!(sent::<FixedSearch>(&query), "GET /search?fixed=1&flag&text=x");
    assert_eq!(sent::<FixedSearch>(&Query::default()), "GET /search?fixed=1&flag");
}

#[test]
fn entries_of_maps_give_way_to_what_has_a_member_of_its_own_or_is_fixed() {
    let rest = ["fixed", "flag", "other", "text"].map(|key| (key.to_owned(), "of map".to_owned()));
    let lists = [("l&".to_owned(), vec!["1".to_owned(), "2".to_owned()]), ("none".to_owned(), vec![])];
    let query =
        Query { text: Some("own".into()), rest: Some(rest.into()), lists: Some(lists.into()), ..Query::default() };
    assert_eq!(sent::<FixedSearch>(&query), "GET /search?fixed=1&flag&text=own&other=of%20map&l%26=1&l%26=2");
    let query = Query { text: None, lists: None, ..query };
    assert_eq!(sent::<Search>(&query), "GET /search?fixed=of%20map&flag=of%20map&other=of%20map&text=of%20map");
    let empty = Query { rest: Some(BTreeMap::new()), ..Query::default() };
    assert_eq!(sent::<Search>(&empty), "GET /search");
}

structure! {
    struct Odd = "Odd" {
        map: BTreeMap<String, String> = "map" [query("map")],
    }
}

operation! { Ask: Odd => Nothing, "GET" "/" }

#[test]
fn what_has_no_text_is_refused_by_name() {
    let odd = Odd { map: Some(BTreeMap::new()) };
    assert_eq!(
        refused::<Ask>(&odd),
        "Ask: failed to build the request: map: the query parameter `map`: a list or map cannot be one text"
    );
}
