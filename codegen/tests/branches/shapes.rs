//! Values of enums of Smithy 1.0, and bindings to HTTP that cannot be sent.

use codegen::Inputs;
use codegen::source::Source;

use super::{Given, has_lines};

/// Returns a model of Smithy's with one operation, whose input has these members, and further shapes.
fn model(uri: &str, members: &str, shapes: &str) -> String {
    format!(
        r#"{{ "smithy": "2.0", "shapes": {{
  "a.b#Things": {{ "type": "service", "version": "1", "operations": [{{ "target": "a.b#Put" }}],
    "traits": {{ "aws.api#service": {{ "sdkId": "Things" }}, "aws.protocols#restJson1": {{}} }} }},
  "a.b#Put": {{ "type": "operation", "input": {{ "target": "a.b#PutInput" }},
    "traits": {{ "smithy.api#http": {{ "method": "PUT", "uri": "{uri}" }} }} }},
  "a.b#PutInput": {{ "type": "structure", "members": {{ {members} }} }},
  "a.b#Map": {{ "type": "map", "key": {{ "target": "smithy.api#String" }}, "value": {{ "target": "smithy.api#String" }} }}
  {shapes} }} }}"#
    )
}

/// Returns the model of an input with a member of an enum with these values.
fn colours(values: &str) -> String {
    let shape = format!(r#", "a.b#Colour": {{ "type": "string", "traits": {{ "smithy.api#enum": [{values}] }} }}"#);
    model("/", r#""colour": { "target": "a.b#Colour" }"#, &shape)
}

#[test]
fn values_of_an_older_enum_that_collide_get_names_of_their_own() {
    let model = colours(
        r#"{ "value": "a-b", "name": "A_B" }, { "value": "a.b" }, { "value": "a b", "name": "A_B" }, { "value": "a/b" },
          { "value": "c", "name": "no name" }, { "value": "1x" }, { "value": "*" }"#,
    );
    let text = Given { model: &model, ..Given::default() }.file("enums.rs");
    has_lines(&text, "AMinusB = \"a-b\",\nADotB = \"a.b\",\n/// The value `a b`.\nASpaceB = (plain \"a b\"),");
    // The names in a converted model are those that are given and free, and otherwise come from the values.
    let models = [Source { name: "model.json", text: model.as_bytes() }];
    let converted = codegen::convert(&Inputs { models: &models, ..Inputs::default() }, None);
    let converted = converted.unwrap_or_else(|failed| panic!("{failed}"));
    let converted: serde_json::Value = serde_json::from_str(&converted).expect("JSON");
    let members = converted["shapes"]["a.b#Colour"]["members"].as_object().expect("an enum");
    let value = |member: &serde_json::Value| member["traits"]["smithy.api#enumValue"].as_str().map(str::to_owned);
    let members: Vec<_> = members.iter().map(|(name, member)| (name.as_str(), value(member))).collect();
    let expected = [
        ("A_B", "a-b"),
        ("a_b", "a.b"),
        ("a_b_2", "a b"),
        ("a_b_3", "a/b"),
        ("c", "c"),
        ("_1x", "1x"),
        ("__VALUE", "*"),
    ];
    let expected = expected.map(|(name, value)| (name, Some(value.to_owned())));
    assert_eq!(members, expected);
}

#[test]
fn a_value_of_an_older_enum_is_there_once() {
    let model = colours(r#"{ "value": "a", "name": "A" }, { "value": "b" }, { "value": "a" }"#);
    let messages = Given { model: &model, ..Given::default() }.messages();
    assert_eq!(messages, ["error[duplicate-value]: the enum has the value `a` twice"]);
}

/// Returns the messages about an input with one member.
fn bound(uri: &str, target: &str, traits: &str) -> Vec<String> {
    let model = model(uri, &format!(r#""one": {{ "target": "{target}", "traits": {{ {traits} }} }}"#), "");
    Given { model: &model, ..Given::default() }.messages()
}

#[test]
fn the_prefix_of_headers_is_empty_or_the_start_of_a_name() {
    let prefix = |prefix: &str| bound("/", "a.b#Map", &format!(r#""smithy.api#httpPrefixHeaders": "{prefix}""#));
    for name in ["", "x-", "X-Meta-", "_"] {
        assert_eq!(prefix(name), <[&str; 0]>::default(), "{name}");
    }
    for name in ["a b", "a:", "é", "x/"] {
        let message = format!("error[invalid-binding]: `{name}` cannot be the name of a header");
        assert_eq!(prefix(name), [message], "{name}");
    }
}

#[test]
fn a_label_is_required() {
    let (label, required) = (r#""smithy.api#httpLabel": {}"#, r#""smithy.api#required": {}"#);
    let string = "smithy.api#String";
    assert_eq!(bound("/{one}", string, &format!("{label}, {required}")), <[&str; 0]>::default());
    for uri in ["/{one}", "/{one+}", "/a/{one}/b"] {
        let message = "error[invalid-binding]: `one` is part of the URI and is not required";
        assert_eq!(bound(uri, string, label), [message], "{uri}");
    }
    let unbound = "error[invalid-binding]: nothing fills the label `one` of the URI";
    assert_eq!(bound("/{one}", string, required), [unbound]);
    let unused = "error[invalid-binding]: `one` fills a label that the URI does not have";
    assert_eq!(bound("/", string, &format!("{label}, {required}")), [unused]);
}

#[test]
fn local_traits_stay_with_their_mixin() {
    let of = |local: &str| {
        let members = r#""one": { "target": "a.b#Inner" }"#;
        let shapes = format!(
            r#", "a.b#Mixed": {{ "type": "structure", "members": {{}}, "traits": {{ "smithy.api#documentation": "Of the mixin.",
                "smithy.api#mixin": {{ {local} }} }} }},
              "a.b#Inner": {{ "type": "structure", "mixins": [{{ "target": "a.b#Mixed" }}], "members": {{}} }}"#
        );
        Given { model: &model("/", members, &shapes), ..Given::default() }.file("types.rs")
    };
    assert!(of("").contains("Of the mixin."));
    assert!(!of(r#""localTraits": ["smithy.api#documentation"]"#).contains("Of the mixin."));
}

/// An example of a Smithy model has each type of number.
#[test]
fn an_example_has_numbers_of_each_size() {
    let members = [("byte", "Byte"), ("short", "Short"), ("integer", "Integer"), ("long", "Long")];
    let declared = members.map(|(name, ty)| format!(r#""{name}": {{ "target": "smithy.api#{ty}" }}"#)).join(", ");
    let shown = |values: [&str; 4]| {
        let values: Vec<String> =
            members.iter().zip(values).map(|((name, _), value)| format!(r#""{name}": {value}"#)).collect();
        let overlay = format!(
            r#"{{ "smithy": "2.0", "shapes": {{ "a.b#Put": {{ "type": "apply", "traits": {{ "smithy.api#examples": [{{
  "title": "One", "input": {{ {} }} }}] }} }} }} }}"#,
            values.join(", ")
        );
        let given = Given { model: &model("/", &declared, ""), overlay: Some(&overlay), ..Given::default() };
        given.generate().map(|_| given.file("operation/put.rs")).map_err(|_| given.messages())
    };
    let text = shown(["-128", "32767", "-2147483648", "9223372036854775807"]).expect("they fit");
    for setter in [".byte(-128)", ".short(32767)", ".integer(-2147483648)", ".long(9223372036854775807)"] {
        assert!(text.contains(setter), "{setter}: {text}");
    }
    for values in [["128", "0", "0", "0"], ["0", "-32769", "0", "0"]] {
        let messages = shown(values).expect_err("a number is too large");
        assert!(messages.len() == 1 && messages[0].starts_with("error[invalid-example]"), "{messages:?}");
    }
}

/// A correction reaches the members of each kind of shape.
#[test]
fn members_of_each_kind_of_shape_get_documentation() {
    let members = r#""size": { "target": "a.b#Size" }, "colour": { "target": "a.b#Colour" }, "either": { "target": "a.b#Either" },
      "inner": { "target": "a.b#Inner" }"#;
    let value =
        |value: &str| format!(r#"{{ "target": "smithy.api#Unit", "traits": {{ "smithy.api#enumValue": {value} }} }}"#);
    let shapes = format!(
        r#", "a.b#Size": {{ "type": "intEnum", "members": {{ "ONE": {}, "TWO": {} }} }},
          "a.b#Colour": {{ "type": "enum", "members": {{ "RED": {}, "GREEN": {} }} }},
          "a.b#Either": {{ "type": "union", "members": {{ "one": {string}, "other": {string} }} }},
          "a.b#Inner": {{ "type": "structure", "members": {{ "one": {string}, "other": {string} }} }}"#,
        value("1"),
        value("2"),
        value("\"red\""),
        value("\"green\""),
        string = r#"{ "target": "smithy.api#String" }"#
    );
    let apply = |member: &str, text: &str| {
        format!(r#""a.b#{member}": {{ "type": "apply", "traits": {{ "smithy.api#documentation": "{text}" }} }}"#)
    };
    let all = [
        ("Size$TWO", "Twice.", "Two"),
        ("Colour$GREEN", "As grass.", "Green"),
        ("Either$other", "The second.", "Other"),
        ("Inner$other", "The rest.", "other"),
    ];
    let applied = all.map(|(member, text, _)| apply(member, text)).join(", ");
    let overlay = format!(r#"{{ "smithy": "2.0", "shapes": {{ {applied} }} }}"#);
    let model = model("/", members, &shapes);
    let given = Given { model: &model, overlay: Some(&overlay), ..Given::default() };
    let text = given.file("types.rs") + &given.file("enums.rs");
    for (_, documentation, item) in all {
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let at = lines.iter().position(|line| *line == format!("/// {documentation}"));
        let after = &lines[at.unwrap_or_else(|| panic!("{documentation} is not in {text}"))..];
        let item_line =
            after.iter().find(|line| !line.starts_with("///") && !line.is_empty() && !line.starts_with('#'));
        assert!(item_line.is_some_and(|line| line.contains(item)), "{documentation}: {item_line:?}");
    }
}

/// The label of a host is filled by the required member of its name that says so.
#[test]
fn a_label_of_a_host_is_filled_by_its_own_member() {
    let of = |one: &str, other: &str| {
        let member = |name: &str, traits: &str| {
            format!(
                r#""{name}": {{ "target": "smithy.api#String", "traits": {{ "smithy.api#required": {{}}{traits} }} }}"#
            )
        };
        let members = format!("{}, {}", member("one", one), member("other", other));
        let model = model("/", &members, "").replacen(
            r#""smithy.api#http": {"#,
            r#""smithy.api#endpoint": { "hostPrefix": "{one}." }, "smithy.api#http": {"#,
            1,
        );
        Given { model: &model, ..Given::default() }.messages()
    };
    let label = r#", "smithy.api#hostLabel": {}"#;
    assert_eq!(of(label, ""), <[&str; 0]>::default());
    let unfilled = "error[invalid-binding]: nothing fills the label `one` of the host prefix `{one}.`";
    assert_eq!(of("", ""), [unfilled]);
    let all = of("", label);
    assert!(all.iter().any(|message| message == unfilled), "{all:?}");
}

#[test]
fn a_published_example_has_so_many_values_at_the_most() {
    let shapes = r#", "a.b#All": { "type": "list", "member": { "target": "smithy.api#String" } }"#;
    let model = model("/", r#""all": { "target": "a.b#All" }, "one": { "target": "a.b#Map" }"#, shapes);
    let of = |elements: usize, entries: usize| {
        let list = vec!["\"a\""; elements].join(", ");
        let map = (0..entries).map(|number| format!(r#""{number}": "b""#)).collect::<Vec<_>>().join(", ");
        let examples = format!(
            r#""smithy.api#examples": [{{ "title": "Many things", "input": {{ "all": [{list}], "one": {{ {map} }} }} }}],
    "smithy.api#http": {{"#
        );
        let model = model.replacen(r#""smithy.api#http": {"#, &examples, 1);
        let given = Given { model: &model, ..Given::default() };
        given.file("operation/put.rs").contains("Many things")
    };
    // The input, the list and the map count as well.
    assert!(of(20, 25));
    assert!(!of(20, 26) && !of(21, 25) && !of(45, 1));
}

/// A list with absent elements, and a map with absent values, cannot be written as an array of values.
#[test]
fn an_example_of_a_list_with_absent_elements_is_refused() {
    for (shape, value) in [("list", r#"["a"]"#), ("map", r#"{ "a": "b" }"#)] {
        for (sparse, is_shown) in [("", true), (r#""smithy.api#sparse": {}"#, false)] {
            let member = r#"{ "target": "smithy.api#String" }"#;
            let members = if shape == "list" {
                format!(r#""member": {member}"#)
            } else {
                format!(r#""key": {member}, "value": {member}"#)
            };
            let shapes = format!(r#", "a.b#All": {{ "type": "{shape}", {members}, "traits": {{ {sparse} }} }}"#);
            let model = model("/", r#""all": { "target": "a.b#All" }"#, &shapes);
            let overlay = format!(
                r#"{{ "smithy": "2.0", "shapes": {{ "a.b#Put": {{ "type": "apply", "traits": {{ "smithy.api#examples": [{{
  "title": "One", "input": {{ "all": {value} }} }}] }} }} }} }}"#
            );
            let given = Given { model: &model, overlay: Some(&overlay), ..Given::default() };
            assert_eq!(given.generate().is_ok(), is_shown, "{shape} {sparse}: {:?}", given.messages());
        }
    }
}

#[test]
fn a_header_holds_a_simple_value_or_a_list_of_them() {
    let of = |element: &str| {
        let shapes = format!(
            r#", "a.b#All": {{ "type": "list", "member": {{ "target": "{element}" }} }},
              "a.b#Inner": {{ "type": "structure", "members": {{}} }}"#
        );
        let members = r#""all": { "target": "a.b#All", "traits": { "smithy.api#httpHeader": "X-All" } }"#;
        Given { model: &model("/", members, &shapes), ..Given::default() }.messages()
    };
    for element in ["smithy.api#String", "smithy.api#Integer", "smithy.api#Boolean", "smithy.api#Timestamp"] {
        assert_eq!(of(element), <[&str; 0]>::default(), "{element}");
    }
    for element in ["a.b#Inner", "a.b#Map"] {
        let messages = of(element);
        assert!(messages.len() == 1 && messages[0].starts_with("error[invalid-binding]"), "{element}: {messages:?}");
    }
}

/// The media type of what is the body, or is in a header as base64.
#[test]
fn a_media_type_counts_in_a_body_and_in_a_header() {
    let of = |target: &str, binding: &str| {
        let member = format!(
            r#""one": {{ "target": "a.b#Drawn", "traits": {{ "smithy.api#{binding}": {} }} }}"#,
            if binding == "httpPayload" { "{}" } else { "\"X-One\"" }
        );
        let shapes = format!(
            r#", "a.b#Drawn": {{ "type": "{target}", "traits": {{ "smithy.api#mediaType": "image/svg+xml" }} }}"#
        );
        let text = Given { model: &model("/", &member, &shapes), ..Given::default() }.file("operation/put.rs");
        text.contains("image/svg+xml")
    };
    assert!(of("string", "httpPayload") && of("blob", "httpPayload"));
    assert!(of("string", "httpHeader") && !of("string", "httpQuery"));
}

/// An error names the member in which it is, also that of a list or of a map.
#[test]
fn an_error_names_the_member_that_it_is_in() {
    let named = |inner: &str| {
        let shapes = format!(r#", "a.b#Inner": {{ {inner} }}"#);
        let model = model("/", r#""inner": { "target": "a.b#Inner" }"#, &shapes);
        let Err(failed) = Given { model: &model, ..Given::default() }.generate() else { panic!("it is generated") };
        failed.0[0].diagnostic.shape.as_deref().unwrap_or_default().to_owned()
    };
    let string = r#"{ "target": "smithy.api#String" }"#;
    assert_eq!(named(r#""type": "list", "member": {}"#), "a.b#Inner$member");
    assert_eq!(named(&format!(r#""type": "map", "key": {{}}, "value": {string}"#)), "a.b#Inner$key");
    assert_eq!(named(&format!(r#""type": "map", "key": {string}, "value": {{}}"#)), "a.b#Inner$value");
    assert_eq!(named(r#""type": "structure", "members": { "a/b~c": {} }"#), "a.b#Inner$a/b~c");
    assert_eq!(named(r#""type": "structure", "members": 1"#), "a.b#Inner");
}

#[test]
fn an_example_has_the_variants_of_an_enum() {
    let value =
        |value: &str| format!(r#"{{ "target": "smithy.api#Unit", "traits": {{ "smithy.api#enumValue": {value} }} }}"#);
    let shapes = format!(
        r#", "a.b#Size": {{ "type": "intEnum", "members": {{ "ONE": {}, "TWO": {} }} }},
          "a.b#Colour": {{ "type": "enum", "members": {{ "RED": {} }} }}"#,
        value("1"),
        value("2"),
        value("\"red\"")
    );
    let model = model("/", r#""size": { "target": "a.b#Size" }, "colour": { "target": "a.b#Colour" }"#, &shapes);
    let of = |input: &str| {
        let overlay = format!(
            r#"{{ "smithy": "2.0", "shapes": {{ "a.b#Put": {{ "type": "apply", "traits": {{ "smithy.api#examples": [{{
  "title": "One", "input": {input} }}] }} }} }} }}"#
        );
        let given = Given { model: &model, overlay: Some(&overlay), ..Given::default() };
        given.generate().map(|_| given.file("operation/put.rs")).map_err(|_| given.messages())
    };
    let text = of(r#"{ "size": 2, "colour": "red" }"#).expect("these values exist");
    assert!(text.contains(".size(Size::Two)") && text.contains(".colour(Colour::Red)"), "{text}");
    for input in [r#"{ "size": 3 }"#, r#"{ "colour": "green" }"#] {
        let messages = of(input).expect_err("there is no such value");
        assert!(messages.len() == 1 && messages[0].starts_with("error[invalid-example]"), "{messages:?}");
    }
}
