//! A service of the protocol, written as the generator would.

use std::collections::BTreeMap;

use codegen_runtime as rt;
use rt::protocol::RpcV2Cbor;
use rt::{Endpoint, EndpointError, EndpointParams, Operation, RetrySafety, Service};

pub(crate) static SERVICE: Service = Service {
    id: "Rpc",
    api_version: "2020-07-14",
    signing_name: "rpc",
    protocol: &RpcV2Cbor { service: "RpcV2Protocol", query_compatible: false },
    resolve_endpoint,
};

pub(crate) static COMPATIBLE: Service = Service {
    id: "Compatible Rpc",
    api_version: "2025-06-20",
    signing_name: "rpc",
    protocol: &RpcV2Cbor { service: "QueryCompatibleRpcV2Protocol", query_compatible: true },
    resolve_endpoint,
};

fn resolve_endpoint(_: &EndpointParams) -> Result<Endpoint, EndpointError> {
    Ok(Endpoint::new("http://rpc.invalid"))
}

rt::structure! {
    /// No members.
    pub struct Empty = "Empty" {}
}

rt::structure! {
    /// Values of the simple kinds.
    pub struct Simple = "SimpleScalarStructure" {
        /// A boolean.
        true_value: bool = "trueBooleanValue",
        /// A boolean.
        false_value: bool = "falseBooleanValue",
        /// 8 bits.
        byte: i8 = "byteValue",
        /// 16 bits.
        short: i16 = "shortValue",
        /// 32 bits.
        integer: i32 = "integerValue",
        /// 64 bits.
        long: i64 = "longValue",
        /// A single-precision float.
        float: f32 = "floatValue",
        /// A double-precision float.
        double: f64 = "doubleValue",
        /// A text.
        string: String = "stringValue",
        /// Bytes.
        blob: rt::Blob = "blobValue",
    }
}

rt::structure! {
    /// Lists.
    pub struct Lists = "RpcV2CborListInputOutput" {
        /// Texts.
        strings: Vec<String> = "stringList",
        /// Numbers.
        integers: Vec<i32> = "integerList",
        /// Booleans.
        booleans: Vec<bool> = "booleanList",
        /// Times.
        timestamps: Vec<rt::Timestamp> = "timestampList",
        /// Lists of texts.
        nested: Vec<Vec<String>> = "nestedStringList",
        /// Structures.
        structures: Vec<Pair> = "structureList",
        /// Bytes.
        blobs: Vec<rt::Blob> = "blobList",
    }
}

rt::structure! {
    /// Two texts.
    pub struct Pair = "StructureListMember" {
        /// The first.
        a: String = "a",
        /// The second.
        b: String = "b",
    }
}

rt::structure! {
    /// Maps.
    pub struct Maps = "RpcV2CborDenseMapsInputOutput" {
        /// Numbers.
        numbers: BTreeMap<String, i32> = "denseNumberMap",
        /// Lists.
        sets: BTreeMap<String, Vec<String>> = "denseSetMap",
        /// Structures.
        structures: BTreeMap<String, Greeting> = "denseStructMap",
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
    /// A structure around others.
    pub struct Recursive = "RecursiveShapesInputOutput" {
        /// The first one.
        nested: First = "nested",
    }
}

rt::structure! {
    /// A structure that may hold itself.
    pub struct First = "RecursiveShapesInputOutputNested1" {
        /// A text.
        foo: String = "foo",
        /// The second one.
        nested: Second = "nested",
    }
}

rt::structure! {
    /// The other one.
    pub struct Second = "RecursiveShapesInputOutputNested2" {
        /// A text.
        bar: String = "bar",
        /// The first one again.
        recursive: Box<First> = "recursiveMember",
    }
}

rt::structure! {
    /// A time.
    pub struct Time = "FractionalSecondsOutput" {
        /// The time.
        datetime: rt::Timestamp = "datetime" [date_time],
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
    /// An error without a message.
    pub struct ComplexError = "ComplexError" {
        /// A text.
        top_level: String = "TopLevel",
        /// A structure.
        nested: Nested = "Nested",
    }
}
rt::modelled_error! { ComplexError = "ComplexError", Client, Unspecified, }

rt::structure! {
    /// A part of an error.
    pub struct Nested = "ComplexNestedErrorData" {
        /// A text.
        foo: String = "Foo",
    }
}

rt::structure! {
    /// An error that had another code once.
    pub struct CustomCodeError = "CustomCodeError" {
        /// The message.
        message: String = "message",
    }
}
rt::modelled_error! { CustomCodeError = "CustomCodeError", Client, Unspecified, message }

rt::operation_error! {
    /// The errors of all operations.
    pub(crate) enum Errors {
        InvalidGreeting(InvalidGreeting) = "InvalidGreeting",
        ComplexError(ComplexError) = "ComplexError",
        CustomCodeError(CustomCodeError) = "CustomCodeError",
    }
}

macro_rules! operations {
    ($($name:ident($shape:ident) of $service:ident $(, $has_input:literal)?;)*) => {$(
        #[derive(Debug)]
        pub(crate) struct $name;

        impl Operation for $name {
            type Input = $shape;
            type Output = $shape;
            type Error = Errors;
            const SERVICE: &'static Service = &$service;
            const NAME: &'static str = stringify!($name);
            const RETRY_SAFETY: RetrySafety = RetrySafety::NotIdempotent;
            $(const HAS_INPUT: bool = $has_input;)?
        }
    )*};
}

operations! {
    NoInputOutput(Empty) of SERVICE, false;
    EmptyInputOutput(Empty) of SERVICE;
    SimpleScalarProperties(Simple) of SERVICE;
    RpcV2CborLists(Lists) of SERVICE;
    RpcV2CborDenseMaps(Maps) of SERVICE;
    RecursiveShapes(Recursive) of SERVICE;
    FractionalSeconds(Time) of SERVICE;
    QueryCompatibleOperation(Empty) of COMPATIBLE, false;
}
