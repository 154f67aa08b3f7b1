//! Documents for [`All`](super::shapes::All): mostly such as services send, and now and then with an unusual form, a
//! value of another kind, a name that the model does not have, or a member twice.

use std::fmt::Write as _;

use super::random::Random;

/// The members by the kind of their values.
const MEMBERS: &[(&str, Kind)] = &[
    ("flag", Kind::Flag),
    ("byte", Kind::Integer),
    ("short", Kind::Integer),
    ("integer", Kind::Integer),
    ("long", Kind::Integer),
    ("float", Kind::Number),
    ("double", Kind::Number),
    ("text", Kind::Text),
    ("blob", Kind::Blob),
    ("time", Kind::Epoch),
    ("epoch", Kind::Epoch),
    ("dateTime", Kind::Date),
    ("httpDate", Kind::Date),
    ("big", Kind::Integer),
    ("decimal", Kind::Number),
    ("document", Kind::Any),
    ("speed", Kind::Text),
    ("wheels", Kind::Integer),
    ("choice", Kind::Choice),
    ("list", Kind::List(&Kind::Text)),
    ("lists", Kind::List(&Kind::List(&Kind::Integer))),
    ("sparse", Kind::List(&Kind::Integer)),
    ("map", Kind::Map(&Kind::Integer)),
    ("sparseMap", Kind::Map(&Kind::Text)),
    ("speeds", Kind::Map(&Kind::All)),
    ("nested", Kind::All),
    ("all", Kind::List(&Kind::All)),
    ("new", Kind::Any),
    ("", Kind::Any),
];

/// The members of the union.
const CHOICES: &[(&str, Kind)] = &[
    ("text", Kind::Text),
    ("number", Kind::Integer),
    ("nested", Kind::All),
    ("choices", Kind::List(&Kind::Choice)),
    ("__type", Kind::Text),
    ("new", Kind::Any),
];

const SIMPLE: &[Kind] = &[Kind::Flag, Kind::Integer, Kind::Number, Kind::Text, Kind::Blob, Kind::Epoch, Kind::Date];

#[derive(Clone, Copy)]
enum Kind {
    Flag,
    Integer,
    Number,
    Text,
    Blob,
    Epoch,
    Date,
    All,
    Choice,
    Any,
    List(&'static Kind),
    Map(&'static Kind),
}

/// Returns a document.
pub(crate) fn document(random: &mut Random) -> Vec<u8> {
    let mut writer = Writer { random, text: String::new(), depth: 4 };
    writer.value(Kind::All);
    writer.text.into_bytes()
}

struct Writer<'a> {
    random: &'a mut Random,
    text: String,
    /// The number of levels that may be within the current value.
    depth: usize,
}

impl Writer<'_> {
    fn space(&mut self) {
        if self.random.once_in(12) {
            let space = self.random.pick(&[" ", "\n", "\t", "\r\n", "   "]);
            self.text.push_str(space);
        }
    }

    fn value(&mut self, kind: Kind) {
        self.space();
        match self.random.below(150) {
            0 => self.text.push_str("null"),
            1 => self.of_kind(self.depth, Kind::Any),
            _ => self.of_kind(self.depth, kind),
        }
        self.space();
    }

    fn of_kind(&mut self, depth: usize, kind: Kind) {
        match kind {
            Kind::Flag => {
                let flag = self.random.pick(&["true", "false"]);
                self.text.push_str(flag);
            }
            Kind::Integer => self.integer(),
            Kind::Number => self.number(),
            Kind::Text => self.string(),
            Kind::Blob => {
                let blob = self.random.pick(&["", "AA==", "dmFsdWU=", "/+8=", "AAAA", "dmFsdWV=", "a"]);
                let _ = write!(self.text, "\"{blob}\"");
            }
            Kind::Epoch => self.epoch(),
            Kind::Date => self.date(),
            _ if depth == 0 => self.text.push_str("{}"),
            Kind::All => self.object(MEMBERS, 6),
            Kind::Choice => self.object(CHOICES, 1),
            Kind::Any => self.any(),
            Kind::List(item) => self.list(*item),
            Kind::Map(item) => self.map(*item),
        }
    }

    fn any(&mut self) {
        let kind = self.random.pick(SIMPLE);
        match self.random.below(4) {
            0 => self.list(Kind::Any),
            1 => self.map(Kind::Any),
            _ => self.of_kind(self.depth, kind),
        }
    }

    fn separated(&mut self, open: char, close: char, most: usize, mut write: impl FnMut(&mut Self)) {
        self.depth = self.depth.saturating_sub(1);
        self.text.push(open);
        let count = if self.depth == 0 { 0 } else { self.random.below(most + 1) };
        for index in 0..count {
            self.text.push_str(if index > 0 { "," } else { "" });
            write(self);
        }
        self.space();
        self.text.push(close);
        self.depth += 1;
    }

    fn list(&mut self, item: Kind) {
        self.separated('[', ']', 4, |to| {
            let null = to.random.once_in(8);
            if null { to.text.push_str("null") } else { to.value(item) }
        });
    }

    fn map(&mut self, item: Kind) {
        self.separated('{', '}', 4, |to| {
            to.space();
            to.string();
            to.space();
            to.text.push(':');
            let null = to.random.once_in(8);
            if null { to.text.push_str("null") } else { to.value(item) }
        });
    }

    fn object(&mut self, members: &[(&str, Kind)], most: usize) {
        let most = if self.random.once_in(20) { most + 1 } else { most };
        self.separated('{', '}', most, |to| {
            let (name, kind) = to.random.pick(members);
            to.space();
            let escaped = name.replacen('e', "\\u0065", 1);
            let name = if to.random.once_in(30) { &escaped } else { name };
            let _ = write!(to.text, "\"{name}\"");
            to.space();
            to.text.push(':');
            to.value(kind);
        });
    }

    fn integer(&mut self) {
        let bits = self.random.below(64);
        let value = i64::from_ne_bytes((self.random.next() >> bits).to_ne_bytes());
        let value = if self.random.once_in(3) { value.wrapping_neg() } else { value };
        let form = self.random.below(60);
        let small = value % 100;
        let _ = match form {
            0 => write!(self.text, "{value}.0"),
            1 => write!(self.text, "{small}e{}", bits % 20),
            2 => write!(self.text, "{small}00E-2"),
            3 => write!(self.text, "{value}.50e1"),
            4 => write!(self.text, "-0"),
            5 => write!(self.text, "{value}0"),
            6 => write!(self.text, "{value}.00000000000000000001"),
            _ if bits < 40 => write!(self.text, "{small}"),
            _ => write!(self.text, "{value}"),
        };
    }

    fn number(&mut self) {
        let double = f64::from_bits(self.random.next());
        let digits = self.random.next();
        let single = f32::from_bits(u32::try_from(digits >> 32).unwrap_or_default());
        let _ = match self.random.below(12) {
            0 if double.is_finite() => write!(self.text, "{double:?}"),
            1 if double.is_finite() => write!(self.text, "{double:e}"),
            2 if single.is_finite() => write!(self.text, "{single:?}"),
            3 => write!(self.text, "0.{digits}{digits}"),
            4 => write!(self.text, "{digits}{digits}.{digits}e-{}", digits % 350),
            5 => write!(self.text, "-{}E+{}", digits % 1000, digits % 320),
            6 => write!(
                self.text,
                "{}",
                self.random.pick(&["\"NaN\"", "\"Infinity\"", "\"-Infinity\"", "-0.0", "1e400"])
            ),
            7 => return self.integer(),
            _ => write!(self.text, "{}.{}", digits % 1000, digits % 97),
        };
    }

    fn string(&mut self) {
        let plain =
            ["", "a", "FAST", "device", "arn:aws:devicefarm:us-west-2:123456789012:project:EXAMPLE", "\u{E4}\u{20AC}"];
        let special = [
            r#"\""#,
            r"\\",
            r"\/",
            r"\b\f\n\r\t",
            r"\u0000",
            r"\u00e9",
            r"\ud83d\ude00",
            r"\u2028",
            "\u{1F600}",
            "\u{7F}",
            "\u{2028}",
            r"\ud800",
            r"\udc00",
            r"\ud800\u0041",
        ];
        self.text.push('"');
        let text = self.random.pick(&plain);
        self.text.push_str(text);
        while self.random.once_in(4) {
            // Half of a pair is not Unicode, and makes most of a document worthless.
            let known = if self.random.once_in(50) { special.len() } else { special.len() - 3 };
            let text = self.random.pick(&special[..known]);
            self.text.push_str(text);
            let text = self.random.pick(&plain);
            self.text.push_str(text);
        }
        self.text.push('"');
    }

    fn epoch(&mut self) {
        let seconds = self.random.next() % 300_000_000_000;
        let _ = match self.random.below(20) {
            0 => write!(self.text, "{seconds}.{}", seconds % 9973),
            1 => write!(self.text, "-{}", seconds % 70_000_000_000),
            2 => write!(self.text, "{}e-{}", seconds, seconds % 5),
            3 => write!(self.text, "\"{seconds}\""),
            4 => write!(self.text, "{seconds}000"),
            5 => return self.date(),
            _ => write!(self.text, "{}.{:03}", seconds % 5_000_000_000, seconds % 1000),
        };
    }

    fn date(&mut self) {
        let date = self.random.pick(&[
            "1985-04-12T23:20:50.52Z",
            "1985-04-12T23:20:50.520000001+01:00",
            "9999-12-31T23:59:59Z",
            "20150101T000000Z",
            "Tue, 29 Apr 2014 18:30:38 GMT",
            "Sun Nov  6 08:49:37 1994",
            "0001-01-01T00:00:00Z",
            "tomorrow",
        ]);
        let _ = write!(self.text, "\"{date}\"");
    }
}
