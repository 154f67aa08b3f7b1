//! A structure with members of all kinds, which is nested and recursive. The tests of the other codecs read and write it,
//! too: JSON knows none of its traits but those of timestamps.

use std::collections::BTreeMap;

use codegen_runtime as rt;

rt::string_enum! {
    /// A speed.
    pub enum Speed {
        /// Fast.
        Fast = "FAST",
        /// Slow.
        Slow = "SLOW",
    }
}

rt::int_enum! {
    /// A number of wheels.
    pub enum Wheels {
        /// A bicycle.
        Two = 2,
        /// A car.
        Four = 4,
    }
}

rt::union! {
    /// A choice.
    pub enum Choice = "Choice" {
        /// A text.
        Text(String) = "text",
        /// A number.
        Number(i64) = "number",
        /// A structure.
        Nested(Box<All>) = "nested",
        /// Several choices.
        Choices(Vec<Choice>) = "choices",
    }
}

rt::structure! {
    /// Values of all kinds.
    pub struct All = "All" {
        /// A boolean.
        flag: bool = "flag" [xml_attribute],
        /// 8 bits.
        byte: i8 = "byte",
        /// 16 bits.
        short: i16 = "short",
        /// 32 bits.
        integer: i32 = "integer",
        /// 64 bits.
        long: i64 = "long",
        /// A single-precision float.
        float: f32 = "float",
        /// A double-precision float.
        double: f64 = "double",
        /// A text.
        text: String = "text",
        /// Bytes.
        blob: rt::Blob = "blob",
        /// A time in the form of the format.
        time: rt::Timestamp = "time",
        /// A time in seconds.
        epoch: rt::Timestamp = "epoch" [epoch_seconds],
        /// A time in the form of RFC 3339.
        date_time: rt::Timestamp = "dateTime" [date_time, xml_attribute],
        /// A time in the form of RFC 9110.
        http_date: rt::Timestamp = "httpDate" [http_date],
        /// An integer of any size.
        big: rt::BigInteger = "big",
        /// A decimal number of any size.
        decimal: rt::BigDecimal = "decimal",
        /// A document.
        document: rt::Document = "document",
        /// An enum of strings.
        speed: Speed = "speed",
        /// An enum of integers.
        wheels: Wheels = "wheels",
        /// A union.
        choice: Choice = "choice",
        /// A list.
        list: Vec<String> = "list" [xml_flattened],
        /// A list of lists.
        lists: Vec<Vec<i32>> = "lists",
        /// A list with nulls.
        sparse: Vec<Option<i32>> = "sparse",
        /// A map.
        map: BTreeMap<String, i32> = "map",
        /// A map with nulls.
        sparse_map: BTreeMap<String, Option<String>> = "sparseMap" [key(&rt::Traits::NONE.xml_name("name"))],
        /// A map with an enum as its keys.
        speeds: BTreeMap<Speed, All> = "speeds" [xml_flattened],
        /// The same again.
        nested: Box<All> = "nested",
        /// Several of them.
        all: Vec<All> = "all",
    }
}
