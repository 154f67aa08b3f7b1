//! Documents about which the codec and serde_json do not agree, and why. A difference that is not listed is a fault.

/// A reader beside the codec.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reader {
    /// `serde_json::from_slice::<Value>`, which says whether it is JSON.
    Value,
    /// `serde_json::from_slice::<All>`, which is the adapter to serde.
    Adapter,
}

/// A difference, by a part of the message of the one that refuses.
#[derive(Debug)]
pub(crate) struct Difference {
    pub(crate) name: &'static str,
    /// Which of serde_json's readers disagree.
    pub(crate) readers: &'static [Reader],
    /// True if the codec reads the document.
    pub(crate) codec_reads: bool,
    pub(crate) messages: &'static [&'static str],
    pub(crate) reason: &'static str,
}

const BOTH: &[Reader] = &[Reader::Value, Reader::Adapter];

pub(crate) const DIFFERENCES: &[Difference] = &[
    Difference {
        name: "surrogate in an unknown member",
        readers: &[Reader::Value],
        codec_reads: true,
        messages: &["lone leading surrogate", "lone surrogate", "unexpected end of hex escape"],
        reason: "what is passed over is not decoded; as a known value it is refused by both",
    },
    Difference {
        name: "bytes that are not UTF-8 in an unknown member",
        readers: &[Reader::Value],
        codec_reads: true,
        messages: &["invalid unicode code point"],
        reason: "what is passed over is not decoded; as a known value it is refused by both",
    },
    Difference {
        name: "name of a member that is not Unicode",
        readers: &[Reader::Adapter],
        codec_reads: true,
        messages: &[
            "lone leading surrogate",
            "lone surrogate",
            "unexpected end of hex escape",
            "invalid unicode code point",
        ],
        reason: "a name that is not Unicode is none that the model has, and its member is passed over; serde decodes it",
    },
    Difference {
        name: "number beyond 64 bits",
        readers: BOTH,
        codec_reads: true,
        messages: &["number out of range"],
        reason: "serde_json reads numbers to doubles; the codec keeps the text of numbers of any size, and reads no \
                 number that is passed over",
    },
    Difference {
        name: "depth",
        readers: BOTH,
        codec_reads: true,
        messages: &["recursion limit exceeded"],
        reason: "serde_json counts 127 levels of everything; the codec counts 128 levels of known shapes, passes over \
                 values of any depth, and gives a document 127 levels of its own",
    },
    Difference {
        name: "body without a value",
        readers: BOTH,
        codec_reads: true,
        messages: &["EOF while parsing a value at line", "invalid type: null, expected an object"],
        reason: "services send an empty body or a null for an output without members",
    },
    Difference {
        name: "integer beyond 53 bits with a fraction or an exponent",
        readers: &[Reader::Adapter],
        codec_reads: true,
        messages: &["expected an integer of 64 bits"],
        reason: "serde_json reads such a number to a double, which stands for several integers; the codec reads its digits",
    },
    Difference {
        name: "fraction that a double does not keep",
        readers: &[Reader::Adapter],
        codec_reads: false,
        messages: &["the number is not an integer of 64 bits"],
        reason: "serde_json reads 1.00000000000000000001 to the double 1; the codec reads its digits",
    },
];

/// Returns the difference that explains a message.
pub(crate) fn find(reader: Reader, codec_reads: bool, message: &str) -> Option<&'static Difference> {
    DIFFERENCES.iter().find(|one| {
        one.codec_reads == codec_reads
            && one.readers.contains(&reader)
            && one.messages.iter().any(|part| message.contains(part))
    })
}
