//! Forms that a service, whose part a test takes, cannot read or reads in spite of something.

use codegen_runtime::codec::MAX_DEPTH;
use codegen_runtime::{CodecError, Operation};

use super::service::{AwsLists, AwsMaps, AwsNested, AwsSimple, AwsTimes, Ec2Lists, Ec2Simple};

fn read<O: Operation>(form: &str) -> Result<O::Input, CodecError> {
    let request = http::Request::new(format!("Action={}&{form}", O::NAME).into_bytes());
    let mut input = O::Input::default();
    let read = O::SERVICE.protocol.server().deserialize_request(O::DESCRIPTOR, &request, &mut input);
    read.expect("the operation").map(|()| input)
}

/// Checks that a form is refused with the path and the place of the value.
#[track_caller]
fn refused<O: Operation>(form: &str, path: &str, value: &str)
where
    O::Input: std::fmt::Debug,
{
    let error = read::<O>(form).expect_err("a form that cannot be read");
    let at = "Action=&".len() + O::NAME.len() + form.find(value).expect("the value");
    assert_eq!((error.path().as_str(), error.offset()), (path, Some(at)), "{error}");
}

#[test]
fn values_of_another_kind_are_refused_at_their_member_and_place() {
    refused::<AwsSimple>("Foo=a&Baz=yes", "Baz", "yes");
    refused::<AwsSimple>("Bam=2147483648", "Bam", "2147");
    refused::<AwsSimple>("Bam=1.5", "Bam", "1.5");
    refused::<AwsSimple>("Boo=1e400", "Boo", "1e400");
    refused::<AwsSimple>("Qux=%41", "Qux", "%41");
    refused::<AwsSimple>("Big=0x1", "Big", "0x1");
    refused::<Ec2Simple>("IntegerEnum=1x", "IntegerEnum", "1x");
    refused::<AwsTimes>("normalFormat=1x", "normalFormat", "1x");
    refused::<AwsLists>("Sparse.member.1=1&Sparse.member.2=x", "Sparse[1]", "x");
    refused::<AwsNested>(
        "Nested.RecursiveArg.RecursiveArg.OtherArg=1",
        "Nested.RecursiveArg.RecursiveArg.OtherArg",
        "1",
    );
    let keyless = read::<AwsMaps>("MapArg.entry.1.value=a").expect_err("an entry without a key");
    assert_eq!(keyless.path(), "MapArg{}");
}

#[test]
fn what_nobody_asks_for_is_passed_over() {
    let form = "&&=&New=1&New.member.1=2&Foo=a&foo=b&Foo%2Ebar=c&Bar";
    let input = read::<AwsSimple>(form).expect("a form");
    assert_eq!((input.foo(), input.bar()), (Some("a"), Some("")));
    assert_eq!(read::<AwsLists>("ListArg.member.2=b").expect("a form").list(), <[String; 0]>::default());
    let gap = read::<Ec2Lists>("ListArg.1=a&ListArg.3=c&ListArg.01=d&ListArg.x=e").expect("a form");
    assert_eq!(gap.list(), ["a"]);
}

#[test]
fn the_last_of_several_values_counts() {
    assert_eq!(read::<AwsSimple>("Foo=a&Foo=b").expect("a form").foo(), Some("b"));
}

#[test]
fn several_members_of_a_union_are_refused() {
    let error = read::<AwsNested>("Nested.Choice.text=a&Nested.Choice.greeting.hi=b").expect_err("two members");
    assert_eq!(error.path(), "Nested.Choice");
}

#[test]
fn broken_escapes_and_bytes() {
    for (form, text) in
        [("Foo=%", "%"), ("Foo=%4", "%4"), ("Foo=%zz", "%zz"), ("Foo=%FF", "\u{FFFD}"), ("Foo=a=b", "a=b")]
    {
        assert_eq!(read::<AwsSimple>(form).expect("a form").foo(), Some(text), "{form}");
    }
    let request = http::Request::new([b"Action=SimpleInputParams&Foo=".as_slice(), b"\xFF"].concat());
    let mut input = <AwsSimple as Operation>::Input::default();
    let server = AwsSimple::SERVICE.protocol.server();
    assert!(server.deserialize_request(AwsSimple::DESCRIPTOR, &request, &mut input).is_none());
}

#[test]
fn nesting_is_limited() {
    let form = format!("Nested{}.OtherArg=true", ".RecursiveArg".repeat(10_000));
    let request = http::Request::new(format!("Action={}&{form}", AwsNested::NAME).into_bytes());
    let mut input = <AwsNested as Operation>::Input::default();
    let server = AwsNested::SERVICE.protocol.server();
    assert!(server.deserialize_request(AwsNested::DESCRIPTOR, &request, &mut input).is_none());
    // A list or a map adds up to three parts to a name.
    for (parts, is_read) in [(3 * MAX_DEPTH + 1, true), (3 * MAX_DEPTH + 2, false)] {
        let form = format!("Action={}&{}=1", AwsNested::NAME, vec!["New"; parts].join("."));
        let read =
            server.deserialize_request(AwsNested::DESCRIPTOR, &http::Request::new(form.into_bytes()), &mut input);
        assert_eq!(read.is_some_and(|read| read.is_ok()), is_read, "{parts}");
    }
}

#[test]
fn a_form_that_breaks_off_is_never_a_panic() {
    let form = "Nested.StringArg=a%26b&Nested.OtherArg=true&Nested.Choice.greeting.hi=c%C3%A9&New.member.1=";
    assert!(read::<AwsNested>(form).is_ok());
    for length in 0..form.len() {
        if let Err(error) = read::<AwsNested>(&form[..length]) {
            assert!(error.offset().is_some_and(|offset| offset <= length + "Action=&".len() + AwsNested::NAME.len()));
        }
    }
}
