//! The agreement of the rules on retries with the traits of a model.

use codegen::model::retry::Agreement;
use codegen::source::Source;
use codegen::{Inputs, Options, Selection, generate};

/// The figures of a model with these operations: the name, the HTTP method, and the trait, if it has one.
fn of(operations: &[(&str, &str, &str)]) -> Agreement {
    let operation = |(name, method, marked): &(&str, &str, &str)| {
        let marked = if marked.is_empty() { String::new() } else { format!(r#", "{marked}": true"#) };
        format!(
            r#""{name}": {{ "name": "{name}", "http": {{ "method": "{method}", "requestUri": "/{name}" }}{marked} }}"#
        )
    };
    let operations = operations.iter().map(operation).collect::<Vec<_>>().join(", ");
    let model = format!(
        r#"{{ "metadata": {{ "apiVersion": "1", "endpointPrefix": "t", "protocol": "rest-json", "serviceId": "T" }},
  "operations": {{ {operations} }}, "shapes": {{}} }}"#
    );
    let models = [Source { name: "model.json", text: model.as_bytes() }];
    let inputs = Inputs { models: &models, ..Inputs::default() };
    let (package, module, command, label) = ("test", "things", "test", "model");
    let options = Options { package, module, service: None, operations: Selection::All, command, label };
    generate(&inputs, &options).unwrap_or_else(|failed| panic!("{failed}")).summary.agreement
}

#[test]
fn names_are_compared_with_the_trait_readonly() {
    let figures = of(&[
        ("GetThing", "POST", "readonly"),
        ("ListThings", "POST", "idempotent"),
        ("QueryThings", "POST", ""),
        ("TestThing", "POST", "readonly"),
        ("TagThing", "POST", "idempotent"),
    ]);
    let expected = Agreement { read_only: 2, read_only_and_reads: 1, marked_and_reads: 2, ..Agreement::default() };
    assert_eq!(figures, expected);
}

#[test]
fn names_are_compared_in_models_that_mark_each_get() {
    let figures = |read: &str| {
        let agreement = of(&[
            ("GetThing", "GET", "readonly"),
            ("HeadThing", "HEAD", read),
            ("ListThings", "POST", "idempotent"),
            ("ListOthers", "POST", ""),
        ]);
        (agreement.reads_where_marked_and_retryable, agreement.reads_where_marked)
    };
    assert_eq!(figures("readonly"), (3, 4));
    assert_eq!(figures(""), (0, 0), "not each is marked");
    let without = of(&[("ListThings", "POST", "readonly")]);
    assert_eq!((without.reads_where_marked_and_retryable, without.reads_where_marked), (0, 0), "there is none");
}

#[test]
fn put_is_compared_in_models_that_mark_each_delete() {
    let figures = |operations: &[(&str, &str, &str)]| {
        let agreement = of(operations);
        (agreement.sets_where_marked_and_retryable, agreement.sets_where_marked)
    };
    let all = [
        ("DeleteThing", "DELETE", "idempotent"),
        ("PutThing", "PUT", "idempotent"),
        ("UpdateThing", "PUT", ""),
        ("CreateThing", "PUT", "idempotent"),
        ("PutOther", "POST", "idempotent"),
    ];
    assert_eq!(figures(&all), (1, 2));
    assert_eq!(figures(&all[1..]), (0, 0), "there is none");
    let unmarked = [("DeleteOther", "DELETE", ""), all[0], all[1]];
    assert_eq!(figures(&unmarked), (0, 0), "not each is marked");
}

#[test]
fn the_figures_of_several_models_are_added() {
    let one = || {
        of(&[
            ("GetThing", "GET", "readonly"),
            ("ListThings", "GET", "readonly"),
            ("Look", "GET", "readonly"),
            ("DeleteThing", "DELETE", "idempotent"),
            ("PutThing", "PUT", "idempotent"),
            ("UpdateThing", "PUT", ""),
        ])
    };
    let mut sum = one();
    sum += one();
    sum += one();
    for ((name, agreeing, all), (_, one_agreeing, one_of_all)) in sum.figures().into_iter().zip(one().figures()) {
        assert_eq!((agreeing, all), (3 * one_agreeing, 3 * one_of_all), "{name}");
        assert!(one_of_all > 0, "{name}");
    }
}
