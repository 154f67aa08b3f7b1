//! Requests of `ec2Query`, where they are other than those of `awsQuery`.

use codegen_runtime::{Operation, Timestamp};

use super::form;
use super::service::{
    Argument, Choice, Ec2Empty, Ec2Lists, Ec2Nested, Ec2Simple, Ec2Times, Lists, Nesting, Simple, Times, greeting,
    texts,
};

#[test]
fn a_request_is_a_form_with_the_action_and_the_version() {
    let request = Ec2Empty::request(&Default::default()).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(request.headers()["content-type"], "application/x-www-form-urlencoded");
    assert_eq!(request.body(), b"Action=EmptyInputAndEmptyOutput&Version=2020-01-08");
}

#[test]
fn names_begin_with_a_capital_letter_unless_they_are_for_the_protocol() {
    let all = set!(Simple { query_name: "1".into(), both_names: "2".into(), xml_name: "3".into() });
    assert_eq!(form::<Ec2Simple>(&all), "&A=1&B=2&C=3");
    let argument = set!(Argument { choice: Choice::Greeting(greeting("hello")) });
    assert_eq!(form::<Ec2Nested>(&set!(Nesting { nested: argument })), "&Nested.Choice.Greeting.Hi=hello");
    let time = Timestamp::from_secs(1_422_172_800).expect("a time");
    assert_eq!(
        form::<Ec2Times>(&set!(Times { normal: time, epoch: time })),
        "&NormalFormat=2015-01-25T08%3A00%3A00Z&EpochMember=1422172800"
    );
}

#[test]
fn lists_are_flattened_and_left_out_where_they_are_empty() {
    let lists = |input| form::<Ec2Lists>(&input);
    assert_eq!(
        lists(set!(Lists { list: texts(&["foo", "bar"]), complex: vec![greeting("hello"), greeting("hola")] })),
        "&ListArg.1=foo&ListArg.2=bar&ComplexListArg.1.Hi=hello&ComplexListArg.2.Hi=hola"
    );
    assert_eq!(lists(set!(Lists { list: Vec::new(), flattened: Vec::new() })), "");
    assert_eq!(
        lists(set!(Lists { named_items: texts(&["A", "B"]) })),
        "&ListArgWithXmlNameMember.1=A&ListArgWithXmlNameMember.2=B"
    );
    assert_eq!(lists(set!(Lists { named: texts(&["A", "B"]) })), "&Hi.1=A&Hi.2=B");
}
