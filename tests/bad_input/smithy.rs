//! Models in Smithy's format that cannot be read, or that say of their shapes what cannot be.

use super::case::{Case, SMITHY, check};
use super::smithy_traits;

/// A model of one file of these shapes.
pub(crate) fn shapes(shapes: &str) -> String {
    format!("{{\n  \"smithy\": \"2.0\",\n  \"shapes\": {{\n    {shapes}\n  }}\n}}\n")
}

/// Files that are not a model, or not of one service.
fn files() -> Vec<Case> {
    let good = "\"smithy\": \"2.0\",";
    let other = r#""com.example#Others": { "type": "service", "version": "1" }"#;
    vec![
        Case::smithy("an unknown version").edit(good, "\"smithy\": \"3.0\","),
        Case::smithy("a version that is a number").edit(good, "\"smithy\": 2.0,"),
        Case::smithy("a file without a version").beside("{ \"shapes\": {} }"),
        Case::smithy("a file that is a list").beside("[]"),
        Case::smithy("a file that is botocore's").beside(super::case::MODEL),
        Case::smithy("shapes that are a list").beside("{ \"smithy\": \"2.0\", \"shapes\": [] }"),
        Case::smithy("a shape twice in one file").edit(
            "\"com.example#PartResource\": { \"type\": \"resource\" },",
            "\"com.example#PartResource\": { \"type\": \"resource\" },\n    \"com.example#Thing\": { \"type\": \"string\" },",
        ),
        Case::smithy("a member twice").edit(
            "\"after\": { \"target\"",
            "\"after\": { \"target\": \"smithy.api#Integer\" },\n        \"a\\u0066ter\": { \"target\"",
        ),
        Case::smithy("a shape that another file defines differently")
            .beside(shapes("\"com.example#Tags\": { \"type\": \"string\" }")),
        Case::smithy("no service").model(shapes("\"com.example#Text\": { \"type\": \"string\" }")),
        Case::smithy("only a service that is a mixin").edit(
            "\"smithy.api#documentation\": \"Keeps things.\"",
            "\"smithy.api#mixin\": {}",
        ),
        Case::smithy("several services, and none is named").beside(shapes(other)),
        Case::smithy("a service that is nearly there").beside(shapes(other)).service("Thing"),
        Case::smithy("a service that is not there").service("Zzzzzzzzzzz"),
        Case::smithy("a service where there is none").model(shapes("")).service("Things"),
        Case::smithy("a service that is a structure").service("com.example#Thing"),
    ]
}

/// Ids, types and targets.
fn ids() -> Vec<Case> {
    let text = |id: &str| shapes(&format!("\"{id}\": {{ \"type\": \"string\" }}"));
    let member = "\"size\": { \"target\": \"com.example#Size\" }";
    let size = |target: &str| Case::smithy("").edit(member, &format!("\"size\": {{ \"target\": {target} }}"));
    vec![
        Case::smithy("an id without a namespace").beside(text("Text")),
        Case::smithy("an id without a name").beside(text("com.example#")),
        Case::smithy("an id that is a path").beside(text("com.example#../../x")),
        Case::smithy("an id with quotes").beside(text("com.example#a\\\"b")),
        Case::smithy("a namespace that is a path").beside(text("../com#x")),
        Case::smithy("an id that begins with a digit").beside(text("com.example#1st")),
        Case::smithy("a member by itself").beside(text("com.example#Thing$more")),
        Case::smithy("a member whose name is none").edit("\"size\": {", "\"si ze\": {"),
        Case::smithy("an unknown type").edit("\"type\": \"intEnum\"", "\"type\": \"intEnam\""),
        Case::smithy("a type of botocore's").beside(shapes("\"com.example#C\": { \"type\": \"character\" }")),
        Case::smithy("no type").beside(shapes("\"com.example#C\": { \"traits\": {} }")),
        Case::smithy("a shape that is a text").beside(shapes("\"com.example#C\": \"string\"")),
        size("\"com.example#Sizes\"").called("a target that is nearly there"),
        size("\"smithy.api#Strin\"").called("a target that the prelude does not have"),
        size("\"Size\"").called("a target without a namespace"),
        size("\"com.example#Thing$size\"").called("a target that is a member"),
        size("{}").called("a target that is not text"),
        size("\"com.example#GetThing\"").called("a member that is an operation"),
        size("\"com.example#ThingResource\"").called("a member that is a resource"),
        size("\"com.example#Things\"").called("a member that is a service"),
        Case::smithy("a member without a target").edit(member, "\"size\": {}"),
        Case::smithy("a member that is a text").edit(member, "\"size\": \"com.example#Size\""),
        Case::smithy("a list of nothing")
            .edit("\"type\": \"list\", \"member\": { \"target\": \"com.example#Thing\" }", "\"type\": \"list\""),
        Case::smithy("a map without keys").edit("\"key\": { \"target\": \"smithy.api#String\" },", ""),
        Case::smithy("a map by numbers")
            .edit("\"key\": { \"target\": \"smithy.api#String\" },", "\"key\": { \"target\": \"com.example#Size\" },"),
        Case::smithy("a list of itself").edit(
            "\"member\": { \"target\": \"com.example#Thing\" }",
            "\"member\": { \"target\": \"com.example#ThingList\" }",
        ),
    ]
}

/// So many mixins with a member each, each mixed into the next.
fn chain(count: usize) -> String {
    let mixed = |i: usize| {
        let mixins = if i == 0 {
            String::new()
        } else {
            format!("\"mixins\": [{{ \"target\": \"com.example#M{}\" }}], ", i - 1)
        };
        format!(
            "\"com.example#M{i}\": {{ \"type\": \"structure\", {mixins}\"traits\": {{ \"smithy.api#mixin\": {{}} }}, \
             \"members\": {{ \"m{i}\": {{ \"target\": \"smithy.api#String\" }} }} }}"
        )
    };
    (0..count).map(mixed).collect::<Vec<_>>().join(",\n")
}

/// Shapes that are mixed into themselves, contain themselves, or are applied to nothing.
fn composition() -> Vec<Case> {
    let mixin = "\"mixins\": [{ \"target\": \"com.example#Identified\" }],";
    let identified = "\"com.example#Identified\": {\n      \"type\": \"structure\",";
    let apply = |target: &str, traits: &str| {
        shapes(&format!("\"com.example#{target}\": {{ \"type\": \"apply\", \"traits\": {traits} }}"))
    };
    let part = "\"com.example#PartResource\": { \"type\": \"resource\" }";
    let part_of = |id: &str| {
        format!(
            "\"com.example#PartResource\": {{ \"type\": \"resource\", \"resources\": [{{ \"target\": \"com.example#{id}\" }}] }}"
        )
    };
    let word = "{ \"smithy.api#documentation\": \"x\" }";
    vec![
        Case::smithy("a chain of 1,100 mixins with a member each").beside(shapes(&chain(1100))),
        Case::smithy("a mixin that is mixed into itself").edit(identified, &format!("{identified} {mixin}")),
        Case::smithy("mixins that are mixed into each other")
            .edit(identified, &format!("{identified} {}", mixin.replace("Identified", "Other")))
            .beside(shapes(&format!(
                "\"com.example#Other\": {{ \"type\": \"structure\", {mixin} \"traits\": {{ \"smithy.api#mixin\": {{}} }} }}"
            ))),
        Case::smithy("a mixin that is none").edit(mixin, &mixin.replace("Identified", "Thing")),
        Case::smithy("a mixin of another type")
            .edit(mixin, &mixin.replace("Identified", "Word"))
            .beside(shapes("\"com.example#Word\": { \"type\": \"string\", \"traits\": { \"smithy.api#mixin\": {} } }")),
        Case::smithy("a mixin that is not there").edit(mixin, &mixin.replace("Identified", "Identfied")),
        Case::smithy("mixins that are not a list").edit(mixin, "\"mixins\": {},"),
        Case::smithy("a resource that contains itself").edit(part, &part_of("PartResource")),
        Case::smithy("a resource that contains itself through another").edit(part, &part_of("ThingResource")),
        Case::smithy("resources that contain each other, both of them the service's")
            .edit(
                "\"resources\": [{ \"target\": \"com.example#ThingResource\" }]",
                "\"resources\": [{ \"target\": \"com.example#ThingResource\" }, { \"target\": \"com.example#PartResource\" }]",
            )
            .edit(part, &part_of("ThingResource")),
        Case::smithy("a resource that is a structure")
            .edit("[{ \"target\": \"com.example#ThingResource\" }]", "[{ \"target\": \"com.example#Thing\" }]"),
        Case::smithy("an operation that is a resource").edit(
            "\"read\": { \"target\": \"com.example#GetThing\" }",
            "\"read\": { \"target\": \"com.example#PartResource\" }",
        ),
        Case::smithy("an operation that is nearly there")
            .edit("[{ \"target\": \"com.example#ListThings\" }]", "[{ \"target\": \"com.example#ListThing\" }]"),
        Case::smithy("operations that are not a list")
            .edit("[{ \"target\": \"com.example#ListThings\" }]", "{ \"target\": \"com.example#ListThings\" }"),
        Case::smithy("traits for a shape that is not there").beside(apply("Thingg", word)),
        Case::smithy("traits for a member that is not there").beside(apply("Thing$sizes", word)),
        Case::smithy("traits for a member that no mixin brings").beside(apply("GetThingInput$name", word)),
        Case::smithy("a number beyond all numbers where one is read")
            .edit("\"smithy.api#enumValue\": 2", "\"smithy.api#enumValue\": 2e999"),
        Case::smithy("an apply whose traits are a list").beside(apply("Thing", "[]")),
        Case::smithy("traits that are there with another value").beside(apply("Thing$size", word)),
    ]
}

/// Names that a service gives to shapes of other namespaces.
fn renames() -> Vec<Case> {
    vec![
        Case::smithy("another name for a shape that is not there").edit(
            "\"version\": \"2020-01-01\",",
            "\"version\": \"2020-01-01\", \"rename\": { \"com.example#Thingg\": \"Object\" },",
        ),
        Case::smithy("another name that is none").edit(
            "\"version\": \"2020-01-01\",",
            "\"version\": \"2020-01-01\", \"rename\": { \"com.example#Thing\": \"../Object\", \"com.example#Tags\": 1 },",
        ),
        Case::smithy("another name that is taken").edit(
            "\"version\": \"2020-01-01\",",
            "\"version\": \"2020-01-01\", \"rename\": { \"com.example#Thing\": \"Tags\" },",
        ),
    ]
}

fn all() -> Vec<Case> {
    [files(), ids(), composition(), renames(), smithy_traits::cases(), smithy_traits::operations()].concat()
}

#[test]
fn what_is_wrong_with_a_smithy_model_is_explained() {
    check("smithy.txt", &all());
}

/// A mistake that concerns no shape is about the file or the run.
#[test]
fn every_error_has_its_place_and_help_and_names_the_shape_that_it_is_about() {
    for case in all() {
        let Err(failed) = case.generate() else { panic!("{} is generated", case.diagnostics()) };
        for located in failed.0 {
            let diagnostic = &located.diagnostic;
            assert!(diagnostic.help.is_some(), "no help:\n{located}");
            assert!(located.file.is_some(), "no place:\n{located}");
            let text = located.to_string();
            assert_eq!(text.contains("= at: /shapes/"), diagnostic.shape.is_some(), "{text}");
        }
    }
}

#[test]
fn a_shape_that_two_files_define_alike_is_one() {
    let tags = SMITHY.split("\"com.example#Tags\": ").nth(1).and_then(|rest| rest.split("},\n    \"com").next());
    let tags = format!("\"com.example#Tags\": {}}}", tags.expect("the model has it"));
    let made = Case::smithy("twice").beside(shapes(&tags)).generate();
    made.unwrap_or_else(|failed| panic!("{failed}"));
}

#[test]
fn an_empty_statement_and_a_number_that_nobody_reads_change_nothing() {
    let good = Case::smithy("good").generate().unwrap_or_else(|failed| panic!("{failed}"));
    let empty = shapes("\"com.example#Thing\": { \"type\": \"apply\" }");
    let ignored =
        shapes("\"com.example#Thing\": { \"type\": \"apply\", \"traits\": { \"com.example#odds\": [1e999, -1e999] } }");
    for more in [empty, ignored] {
        let made = Case::smithy("more").beside(more.clone()).generate();
        assert!(made.unwrap_or_else(|failed| panic!("{more}\n{failed}")).files == good.files, "{more}");
    }
}
