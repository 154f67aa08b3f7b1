//! Requests of `awsQuery`.

use codegen_runtime::{Blob, Operation, Timestamp};

use super::form;
use super::service::{
    Argument, AwsEmpty, AwsLists, AwsMaps, AwsNested, AwsSimple, AwsTimes, Choice, FooEnum, Lists, Maps, NestedLists,
    NestedMap, Nesting, Number, Simple, Times, greeting, map, texts,
};

#[test]
fn a_request_is_a_form_with_the_action_and_the_version() {
    let request = AwsEmpty::request(&Default::default()).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!((request.method().as_str(), request.uri().to_string().as_str()), ("POST", "/"));
    assert_eq!(request.headers()["content-type"], "application/x-www-form-urlencoded");
    assert_eq!(request.headers().len(), 1);
    assert_eq!(request.body(), b"Action=EmptyInputAndEmptyOutput&Version=2020-01-08");
}

#[test]
fn simple_values_are_texts() {
    let simple = |input| form::<AwsSimple>(&input);
    assert_eq!(simple(set!(Simple { foo: "val1".into(), bar: "val2".into() })), "&Foo=val1&Bar=val2");
    assert_eq!(simple(set!(Simple { foo: "a b&c=ä+~".into() })), "&Foo=a%20b%26c%3D%C3%A4%2B~");
    assert_eq!(simple(set!(Simple { foo: String::new() })), "&Foo=");
    assert_eq!(simple(set!(Simple { baz: true })), "&Baz=true");
    assert_eq!(simple(set!(Simple { baz: false })), "&Baz=false");
    assert_eq!(simple(set!(Simple { bam: 10 })), "&Bam=10");
    assert_eq!(simple(set!(Simple { boo: 10.8 })), "&Boo=10.8");
    assert_eq!(simple(set!(Simple { boo: 1e300 })), "&Boo=1e300");
    assert_eq!(simple(set!(Simple { big: "1e+5".parse().expect("a number") })), "&Big=1e%2B5");
    assert_eq!(simple(set!(Simple { qux: Blob::from(*b"value") })), "&Qux=dmFsdWU%3D");
    assert_eq!(simple(set!(Simple { foo_enum: FooEnum::Foo })), "&FooEnum=Foo");
    assert_eq!(simple(set!(Simple { number: Number::One })), "&IntegerEnum=1");
    assert_eq!(simple(set!(Simple { float: f32::NAN, boo: f64::NAN })), "&FloatValue=NaN&Boo=NaN");
    let infinite = set!(Simple { float: f32::INFINITY, boo: f64::NEG_INFINITY });
    assert_eq!(simple(infinite), "&FloatValue=Infinity&Boo=-Infinity");
}

#[test]
fn names_are_those_of_xml() {
    let all = set!(Simple { query_name: "1".into(), both_names: "2".into(), xml_name: "3".into() });
    assert_eq!(form::<AwsSimple>(&all), "&HasQueryName=1&hasQueryAndXmlName=2&c=3");
}

#[test]
fn structures_and_unions_lengthen_the_name() {
    let outer = set!(Argument {
        string: "foo".into(),
        other: true,
        recursive: Box::new(set!(Argument { string: "baz".into() })),
        choice: Choice::Greeting(greeting("hello")),
    });
    assert_eq!(
        form::<AwsNested>(&set!(Nesting { nested: outer })),
        "&Nested.StringArg=foo&Nested.OtherArg=true&Nested.RecursiveArg.StringArg=baz&Nested.Choice.greeting.hi=hello"
    );
}

#[test]
fn items_are_counted_from_one() {
    let lists = |input| form::<AwsLists>(&input);
    assert_eq!(
        lists(set!(Lists { list: texts(&["foo", "bar", "baz"]), complex: vec![greeting("hello"), greeting("hola")] })),
        "&ListArg.member.1=foo&ListArg.member.2=bar&ListArg.member.3=baz\
         &ComplexListArg.member.1.hi=hello&ComplexListArg.member.2.hi=hola"
    );
    assert_eq!(lists(set!(Lists { list: Vec::new() })), "&ListArg=");
    assert_eq!(lists(set!(Lists { flattened: texts(&["A", "B"]) })), "&FlattenedListArg.1=A&FlattenedListArg.2=B");
    assert_eq!(lists(set!(Lists { flattened: Vec::new() })), "&FlattenedListArg=");
    assert_eq!(
        lists(set!(Lists { named_items: texts(&["A", "B"]) })),
        "&ListArgWithXmlNameMember.item.1=A&ListArgWithXmlNameMember.item.2=B"
    );
    assert_eq!(lists(set!(Lists { named: texts(&["A", "B"]) })), "&Hi.1=A&Hi.2=B");
    let nested = set!(NestedLists { list: texts(&["A"]) });
    assert_eq!(lists(set!(Lists { nested: nested })), "&NestedWithList.ListArg.member.1=A");
}

#[test]
fn entries_of_maps_are_counted_too() {
    let maps = |input| form::<AwsMaps>(&input);
    let one = || map([("foo", "Foo".to_owned())]);
    let two = || map([("foo", "Foo".to_owned()), ("bar", "Bar".to_owned())]);
    assert_eq!(
        maps(set!(Maps { map: two() })),
        "&MapArg.entry.1.key=bar&MapArg.entry.1.value=Bar&MapArg.entry.2.key=foo&MapArg.entry.2.value=Foo"
    );
    assert_eq!(maps(set!(Maps { map: map([]) })), "");
    assert_eq!(maps(set!(Maps { renamed: one() })), "&Foo.entry.1.key=foo&Foo.entry.1.value=Foo");
    assert_eq!(
        maps(set!(Maps { complex: map([("bar", greeting("Bar"))]) })),
        "&ComplexMapArg.entry.1.key=bar&ComplexMapArg.entry.1.value.hi=Bar"
    );
    assert_eq!(
        maps(set!(Maps { named: one() })),
        "&MapWithXmlMemberName.entry.1.K=foo&MapWithXmlMemberName.entry.1.V=Foo"
    );
    assert_eq!(
        maps(set!(Maps { flattened: two() })),
        "&FlattenedMap.1.key=bar&FlattenedMap.1.value=Bar&FlattenedMap.2.key=foo&FlattenedMap.2.value=Foo"
    );
    assert_eq!(maps(set!(Maps { flattened_named: two() })), "&Hi.1.K=bar&Hi.1.V=Bar&Hi.2.K=foo&Hi.2.V=Foo");
    assert_eq!(
        maps(set!(Maps { lists: map([("foo", texts(&["A", "B"]))]) })),
        "&MapOfLists.entry.1.key=foo&MapOfLists.entry.1.value.member.1=A&MapOfLists.entry.1.value.member.2=B"
    );
    let nested = set!(NestedMap { map: map([("a&b", "c".to_owned())]) });
    assert_eq!(
        maps(set!(Maps { nested: nested })),
        "&NestedStructWithMap.MapArg.entry.1.key=a%26b&NestedStructWithMap.MapArg.entry.1.value=c"
    );
}

#[test]
fn timestamps_have_the_form_of_the_model() {
    let time = Timestamp::from_secs(1_422_172_800).expect("a time");
    assert_eq!(
        form::<AwsTimes>(&set!(Times { normal: time, epoch: time, http_date: time })),
        "&normalFormat=2015-01-25T08%3A00%3A00Z&epochMember=1422172800\
         &httpDate=Sun%2C%2025%20Jan%202015%2008%3A00%3A00%20GMT"
    );
}
