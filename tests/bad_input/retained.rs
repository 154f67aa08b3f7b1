//! Errors in a `retained.json`: records that say nothing, items that the model has, and things that cannot be kept.

use super::case::Case;

/// The trait of an item that the service removed, with a good record.
const REMOVED: &str = "\"codegen.retained#removed\": { \"since\": \"2024-05-06\", \"lastModel\": \"botocore 1.2.3\", \
                       \"reason\": \"the service ignores it.\" }";

/// A structure that keeps one member.
fn member(name: &str, target: &str, traits: &str) -> String {
    format!(
        "{{ \"type\": \"structure\", \"members\": {{\n    \"{name}\": {{ \"target\": \"{target}\", \"traits\": {{ {traits} \
         }} }} }} }}"
    )
}

fn of_text(traits: &str) -> String {
    member("gone", "smithy.api#String", traits)
}

/// Records that are none.
pub(crate) fn records() -> Vec<Case> {
    let record = |from: &str, to: &str| of_text(&REMOVED.replace(from, to));
    vec![
        Case::new("retained items that are not JSON").retained("{\n  \"smithy\": }"),
        Case::new("retained items that are a list").retained("[]"),
        Case::new("retained items without shapes").retained("{ \"smithy\": \"2.0\" }"),
        Case::new("a retained member without a record").retain("Thing", &of_text("")),
        Case::new("a record that is a text").retain("Thing", &of_text("\"codegen.retained#removed\": \"2024\"")),
        Case::new("a record without a date").retain("Thing", &record("since", "until")),
        Case::new("a record whose date is none").retain("Thing", &record("2024-05-06", "May 2024")),
        Case::new("a record of a month that is none").retain("Thing", &record("2024-05", "2024-13")),
        Case::new("a record without the last model").retain("Thing", &record("\"lastModel\": \"botocore 1.2.3\",", "")),
        Case::new("a record with an empty reason").retain("Thing", &record("the service ignores it.", " ")),
        Case::new("a trait of retained items that is unknown").retain("Thing", &record("#removed", "#remove")),
        Case::new("a retained value without a record")
            .retain("Colour", "{ \"type\": \"enum\", \"members\": { \"BLUE\": { \"target\": \"smithy.api#Unit\" } } }"),
        Case::new("a retained error without a record").retain(
            "GetThing",
            "{ \"type\": \"operation\", \"errors\": [{ \"target\": \"com.amazonaws.things#ThingException\" }] }",
        ),
    ]
}

/// Items that the model has, in one form or another.
pub(crate) fn existing() -> Vec<Case> {
    let whole = |kind: &str| format!("{{ \"type\": \"{kind}\", \"members\": {{}}, \"traits\": {{ {REMOVED} }} }}");
    let held = |name: &str| REMOVED.replace("removed", name);
    let error = format!(
        "{{ \"type\": \"operation\", \"errors\": [{{ \"target\": \"com.amazonaws.things#ThingException\", \"traits\": {{ \
         {REMOVED} }} }}] }}"
    );
    let value = format!(
        "{{ \"type\": \"enum\", \"members\": {{ \"RED\": {{ \"target\": \"smithy.api#Unit\", \"traits\": {{ {REMOVED} }} }} }} }}"
    );
    vec![
        Case::new("a retained member that is there").retain("Thing", &of_text(REMOVED).replace("gone", "made")),
        Case::new("a retained structure that is there").retain("Thing", &whole("structure")),
        Case::new("a retained structure that is an enum").retain("Colour", &whole("structure")),
        Case::new("a retained member of what is an enum").retain("Colour", &of_text(REMOVED)),
        Case::new("a retained value that is there").retain("Colour", &value),
        Case::new("a retained operation that is there")
            .retain("GetThing", &format!("{{ \"type\": \"operation\", \"traits\": {{ {REMOVED} }} }}")),
        Case::new("a retained error that is there").retain("GetThing", &error),
        Case::new("a member that is optional anyway")
            .retain("GetThingRequest", &member("colour", "com.amazonaws.things#Colour", &held("optional"))),
        Case::new("a member that is required anyway")
            .retain("GetThingRequest", &member("thingId", "com.amazonaws.things#ThingId", &held("required"))),
        Case::new("a member that has its type anyway")
            .retain("GetThingRequest", &member("colour", "com.amazonaws.things#Colour", &held("type"))),
    ]
}

/// An operation whose pages keep methods.
fn page_items(items: &str) -> String {
    let record = REMOVED.replace("removed", "pageItems").replacen('{', &format!("{{ {items}"), 1);
    format!("{{ \"type\": \"operation\", \"traits\": {{ {record} }} }}")
}

/// Items that cannot be retained.
pub(crate) fn strange() -> Vec<Case> {
    let both = format!("{REMOVED}, {}", REMOVED.replace("removed", "optional"));
    vec![
        Case::new("a retained member of an unknown structure").retain("Thingg", &of_text(REMOVED)),
        Case::new("a retained member of an unknown type")
            .retain("Thing", &of_text(REMOVED).replace("smithy.api#String", "com.amazonaws.things#Strin")),
        Case::new("an unknown type of a member that stays optional").retain(
            "GetThingRequest",
            &member("thingId", "com.amazonaws.things#ThingI", &REMOVED.replace("removed", "optional")),
        ),
        Case::new("items of pages that the operation has not")
            .retain("GetThing", &page_items("\"items\": { \"items\": \"things\" },")),
        Case::new("items of pages without a path").retain("GetThing", &page_items("\"items\": {},")),
        Case::new("items of pages with a method that is none")
            .retain("GetThing", &page_items("\"items\": { \"a-b\": \"things\" },")),
        Case::new("a retained member whose name is none")
            .retain("Thing", &of_text(REMOVED).replace("gone", "*/\\nfn evil() {} /*")),
        Case::new("something kept of a member that is not there")
            .retain("Thing", &of_text(&REMOVED.replace("removed", "optional"))),
        Case::new("a member that is removed and optional").retain("Thing", &of_text(&both)),
        Case::new("something kept of an unknown operation").retain("GetThin", "{ \"type\": \"operation\" }"),
        Case::new("a retained service").retain("Things2", "{ \"type\": \"service\", \"version\": \"1\" }"),
        Case::new("retained items of another namespace")
            .retained("{ \"smithy\": \"2.0\", \"shapes\": { \"com.example#Thing\": { \"type\": \"string\" } } }"),
        Case::new("a retained list of nothing").retain("Gone", "{ \"type\": \"list\" }"),
    ]
}
