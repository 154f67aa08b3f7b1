//! A service of each protocol, written as the generator would.

use std::collections::BTreeMap;

use codegen_runtime as rt;
use rt::protocol::{AwsQuery, Ec2Query};
use rt::schema::Traits;
use rt::{Endpoint, EndpointError, EndpointParams, Operation, RetrySafety, Service};

pub(crate) static AWS: Service = Service {
    id: "Query",
    api_version: "2020-01-08",
    signing_name: "query",
    protocol: &AwsQuery { version: "2020-01-08" },
    resolve_endpoint,
};

pub(crate) static EC2: Service = Service {
    id: "Ec2",
    api_version: "2020-01-08",
    signing_name: "ec2",
    protocol: &Ec2Query { version: "2020-01-08" },
    resolve_endpoint,
};

fn resolve_endpoint(_: &EndpointParams) -> Result<Endpoint, EndpointError> {
    Ok(Endpoint::new("http://query.invalid"))
}

rt::structure! {
    /// No members.
    pub struct Empty = "Empty" {}
}

rt::string_enum! {
    /// An enum.
    pub enum FooEnum {
        /// A value.
        Foo = (plain "Foo"),
    }
}

rt::int_enum! {
    /// An enum of integers.
    pub enum Number {
        /// A value.
        One = 1,
    }
}

rt::structure! {
    /// Simple values.
    pub struct Simple = "SimpleInputParamsInput" {
        /// A text.
        foo: String = "Foo",
        /// A text.
        bar: String = "Bar",
        /// A boolean.
        baz: bool = "Baz",
        /// An integer.
        bam: i32 = "Bam",
        /// A single-precision float.
        float: f32 = "FloatValue",
        /// A double-precision float.
        boo: f64 = "Boo",
        /// Bytes.
        qux: rt::Blob = "Qux",
        /// An enum.
        foo_enum: FooEnum = "FooEnum",
        /// An enum of integers.
        number: Number = "IntegerEnum",
        /// A number of any size.
        big: rt::BigDecimal = "Big",
        /// A document.
        document: rt::Document = "Document",
        /// A name for `ec2Query`.
        query_name: String = "HasQueryName" [query_name("A")],
        /// Names for both protocols.
        both_names: String = "HasQueryAndXmlName" [query_name("B"), xml_name("hasQueryAndXmlName")],
        /// A name for XML.
        xml_name: String = "UsesXmlName" [xml_name("c")],
    }
}

rt::structure! {
    /// Structures in structures.
    pub struct Nesting = "NestedStructuresInput" {
        /// The outer one.
        nested: Argument = "Nested",
    }
}

rt::structure! {
    /// A structure that may hold itself.
    pub struct Argument = "StructArg" {
        /// A text.
        string: String = "StringArg",
        /// A boolean.
        other: bool = "OtherArg",
        /// The same again.
        recursive: Box<Argument> = "RecursiveArg",
        /// A union.
        choice: Choice = "Choice",
    }
}

rt::union! {
    /// A choice.
    pub enum Choice = "Choice" {
        /// A text.
        Text(String) = "text",
        /// A greeting.
        Greeting(Greeting) = "greeting",
    }
}

rt::structure! {
    /// A greeting.
    pub struct Greeting = "GreetingStruct" {
        /// The text.
        hi: String = "hi",
    }
}

rt::structure! {
    /// Lists.
    pub struct Lists = "QueryListsInput" {
        /// Texts.
        list: Vec<String> = "ListArg",
        /// Structures.
        complex: Vec<Greeting> = "ComplexListArg",
        /// Texts without an element around them.
        flattened: Vec<String> = "FlattenedListArg" [xml_flattened],
        /// Items with a name.
        named_items: Vec<String> = "ListArgWithXmlNameMember" [item(&ITEM)],
        /// A list with a name.
        named: Vec<String> = "FlattenedListArgWithXmlName" [xml_flattened, xml_name("Hi"), item(&ITEM)],
        /// A list in a structure.
        nested: NestedLists = "NestedWithList",
        /// A list with nulls.
        sparse: Vec<Option<i32>> = "Sparse",
    }
}

const ITEM: Traits = Traits::NONE.xml_name("item");

rt::structure! {
    /// A list.
    pub struct NestedLists = "NestedStructWithList" {
        /// Texts.
        list: Vec<String> = "ListArg",
    }
}

rt::structure! {
    /// Maps.
    pub struct Maps = "QueryMapsInput" {
        /// Texts.
        map: BTreeMap<String, String> = "MapArg",
        /// A map with a name.
        renamed: BTreeMap<String, String> = "RenamedMapArg" [xml_name("Foo")],
        /// Structures.
        complex: BTreeMap<String, Greeting> = "ComplexMapArg",
        /// Keys and values with names.
        named: BTreeMap<String, String> = "MapWithXmlMemberName" [key(&K), item(&V)],
        /// A map without an element around its entries.
        flattened: BTreeMap<String, String> = "FlattenedMap" [xml_flattened],
        /// The same with names.
        flattened_named: BTreeMap<String, String> = "FlattenedMapWithXmlName"
            [xml_flattened, xml_name("Hi"), key(&K), item(&V)],
        /// Lists.
        lists: BTreeMap<String, Vec<String>> = "MapOfLists",
        /// A map in a structure.
        nested: NestedMap = "NestedStructWithMap",
    }
}

const K: Traits = Traits::NONE.xml_name("K");
const V: Traits = Traits::NONE.xml_name("V");

rt::structure! {
    /// A map.
    pub struct NestedMap = "NestedStructWithMap" {
        /// Texts.
        map: BTreeMap<String, String> = "MapArg",
    }
}

rt::structure! {
    /// Times.
    pub struct Times = "QueryTimestampsInput" {
        /// The protocol's own form.
        normal: rt::Timestamp = "normalFormat",
        /// A number.
        epoch: rt::Timestamp = "epochMember" [epoch_seconds],
        /// Another form.
        http_date: rt::Timestamp = "httpDate" [http_date],
    }
}

rt::structure! {
    /// An error with a message.
    pub struct InvalidGreeting = "InvalidGreeting" {
        /// The message.
        message: String = "Message",
    }
}
rt::modelled_error! { InvalidGreeting = "InvalidGreeting", Client, Unspecified, message }

rt::structure! {
    /// An error with another code than its name.
    pub struct CustomCodeError = "CustomCodeError" {
        /// The message.
        message: String = "Message",
    }
}
rt::modelled_error! { CustomCodeError = "Customized", Client, Unspecified, message }

rt::structure! {
    /// An error without a message.
    pub struct ComplexError = "ComplexError" {
        /// A text.
        top_level: String = "TopLevel",
        /// A structure.
        nested: NestedError = "Nested",
    }
}
rt::modelled_error! { ComplexError = "ComplexError", Client, Unspecified, }

rt::structure! {
    /// A part of an error.
    pub struct NestedError = "ComplexNestedErrorData" {
        /// A text.
        foo: String = "Foo",
    }
}

rt::operation_error! {
    /// The errors of all operations.
    pub(crate) enum Errors {
        InvalidGreeting(InvalidGreeting) = "InvalidGreeting",
        CustomCodeError(CustomCodeError) = "Customized",
        ComplexError(ComplexError) = "ComplexError",
    }
}

macro_rules! operations {
    ($($name:ident = $wire:literal ($shape:ident) of $service:ident;)*) => {$(
        #[derive(Debug)]
        pub(crate) struct $name;

        impl Operation for $name {
            type Input = $shape;
            type Output = $shape;
            type Error = Errors;
            const SERVICE: &'static Service = &$service;
            const NAME: &'static str = $wire;
            const RETRY_SAFETY: RetrySafety = RetrySafety::NotIdempotent;
        }
    )*};
}

operations! {
    AwsEmpty = "EmptyInputAndEmptyOutput" (Empty) of AWS;
    AwsSimple = "SimpleInputParams" (Simple) of AWS;
    AwsNested = "NestedStructures" (Nesting) of AWS;
    AwsLists = "QueryLists" (Lists) of AWS;
    AwsMaps = "QueryMaps" (Maps) of AWS;
    AwsTimes = "QueryTimestamps" (Times) of AWS;
    Ec2Empty = "EmptyInputAndEmptyOutput" (Empty) of EC2;
    Ec2Simple = "SimpleInputParams" (Simple) of EC2;
    Ec2Nested = "NestedStructures" (Nesting) of EC2;
    Ec2Lists = "QueryLists" (Lists) of EC2;
    Ec2Maps = "QueryMaps" (Maps) of EC2;
    Ec2Times = "QueryTimestamps" (Times) of EC2;
}

/// Returns texts as a list.
pub(crate) fn texts(all: &[&str]) -> Vec<String> {
    all.iter().map(|&text| text.to_owned()).collect()
}

/// Returns texts as a map.
pub(crate) fn map<V>(all: impl IntoIterator<Item = (&'static str, V)>) -> BTreeMap<String, V> {
    all.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// Returns a greeting.
pub(crate) fn greeting(hi: &str) -> Greeting {
    set!(Greeting { hi: hi.into() })
}
