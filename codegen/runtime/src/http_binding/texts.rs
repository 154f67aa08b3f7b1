//! Values as texts, for the URI and for headers.

use std::borrow::Cow;

use super::header_list;
use crate::Timestamp;
use crate::codec::{CodecError, Recovery, Step, json, non_finite, parse_non_finite};
use crate::schema::{
    DeserializeList, DeserializeMap, SerializeList, SerializeMap, SerializeMember, ShapeDeserializer, ShapeSerializer,
    TimestampFormat, Traits,
};

/// The text of a value, or its texts.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) enum Texts {
    /// A null, which only sparse lists and maps have.
    #[default]
    Null,
    /// A value that is not a list or a map.
    One(String),
    /// The elements of a list, without nulls.
    Many(Vec<String>),
    /// The entries of a map.
    Map(Vec<(String, Texts)>),
}

impl Texts {
    /// Returns the texts of a value.
    pub(super) fn of(value: &dyn SerializeMember, traits: &Traits) -> Result<Self, CodecError> {
        let mut serializer = TextSerializer::default();
        value.serialize(&mut serializer, traits)?;
        Ok(serializer.0)
    }

    pub(super) fn one(self) -> Result<Option<String>, CodecError> {
        match self {
            Self::Null => Ok(None),
            Self::One(text) => Ok(Some(text)),
            Self::Many(_) | Self::Map(_) => Err(CodecError::new("a list or map cannot be one text")),
        }
    }

    pub(super) fn many(self) -> Result<Vec<String>, CodecError> {
        match self {
            Self::Many(all) => Ok(all),
            other => Ok(other.one()?.into_iter().collect()),
        }
    }

    pub(super) fn entries(self) -> Result<Vec<(String, Self)>, CodecError> {
        match self {
            Self::Map(entries) => Ok(entries),
            Self::Null => Ok(Vec::new()),
            Self::One(_) | Self::Many(_) => Err(CodecError::new("expected a map")),
        }
    }

    /// Returns the line of a header. Elements of a list are quoted if they have a comma or a quote; dates are not.
    pub(super) fn line(self, traits: &Traits) -> Result<Option<String>, CodecError> {
        match self {
            Self::Many(all) => Ok(Some(header_list::join(&all, are_dates(traits)))),
            other => other.one(),
        }
    }
}

/// Returns whether the elements of a list are HTTP dates, which have a comma each.
fn are_dates(traits: &Traits) -> bool {
    matches!(traits.of_item().timestamp_format, Some(TimestampFormat::Text(form)) if form.has_comma)
}

/// Collects the texts of a value.
#[derive(Default)]
struct TextSerializer(Texts);

impl TextSerializer {
    fn put(&mut self, text: impl Into<String>) -> Result<(), CodecError> {
        self.0 = Texts::One(text.into());
        Ok(())
    }
}

impl ShapeSerializer for TextSerializer {
    fn null(&mut self) -> Result<(), CodecError> {
        self.0 = Texts::Null;
        Ok(())
    }

    fn boolean(&mut self, value: bool) -> Result<(), CodecError> {
        self.put(value.to_string())
    }

    fn integer(&mut self, value: i64) -> Result<(), CodecError> {
        self.put(value.to_string())
    }

    fn float(&mut self, value: f32) -> Result<(), CodecError> {
        if value.is_finite() { self.put(format!("{value:?}")) } else { self.put(non_finite(value.into())) }
    }

    fn double(&mut self, value: f64) -> Result<(), CodecError> {
        if value.is_finite() { self.put(format!("{value:?}")) } else { self.put(non_finite(value)) }
    }

    fn big_number(&mut self, value: &str) -> Result<(), CodecError> {
        self.put(value)
    }

    fn string(&mut self, value: &str) -> Result<(), CodecError> {
        self.put(value)
    }

    fn blob(&mut self, value: &[u8]) -> Result<(), CodecError> {
        self.put(super::payload::base64(value))
    }

    fn timestamp(&mut self, value: Timestamp, traits: &Traits) -> Result<(), CodecError> {
        match traits.timestamp_format {
            Some(TimestampFormat::Text(form)) => self.put((form.format)(value)),
            Some(TimestampFormat::EpochSeconds) | None => self.put(value.to_epoch()),
        }
    }

    fn list(&mut self, list: &dyn SerializeList, traits: &Traits) -> Result<(), CodecError> {
        let mut all = Vec::with_capacity(list.len());
        for index in 0..list.len() {
            let mut element = Self::default();
            list.serialize_element(index, &mut element, traits.of_item())?;
            all.extend(element.0.one()?);
        }
        self.0 = Texts::Many(all);
        Ok(())
    }

    fn map(&mut self, map: &dyn SerializeMap, traits: &Traits) -> Result<(), CodecError> {
        let mut entries = Vec::with_capacity(map.len());
        map.for_each(&mut |key, value| {
            let mut text = Self::default();
            value.serialize(&mut text, traits.of_item())?;
            entries.push((key.to_owned(), text.0));
            Ok(())
        })?;
        self.0 = Texts::Map(entries);
        Ok(())
    }
}

/// The form in which texts hold the elements of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Elements {
    /// Header lines: the elements of a line are separated by commas.
    Header,
    /// Whole texts: each text is an element, as in a query.
    Lines,
}

/// Reads values from the lines of a header, from the parameters of a query of one name, or from a label.
#[derive(Clone, Debug)]
pub(super) struct TextDeserializer<'a> {
    lines: Vec<Cow<'a, str>>,
    elements: Elements,
    /// The entries, if the value is a map.
    entries: Vec<(Cow<'a, str>, TextDeserializer<'a>)>,
    /// The reports of values that are left out; a strict deserializer has none.
    recovery: Option<&'a Recovery>,
}

impl<'a> TextDeserializer<'a> {
    /// Reads from one text.
    pub(super) fn one(text: impl Into<Cow<'a, str>>) -> Self {
        Self::lines(vec![text.into()], Elements::Lines)
    }

    /// Reads from several texts.
    pub(super) fn lines(lines: Vec<Cow<'a, str>>, elements: Elements) -> Self {
        Self { lines, elements, entries: Vec::new(), recovery: None }
    }

    /// Reads a map.
    pub(super) fn map(entries: Vec<(Cow<'a, str>, Self)>) -> Self {
        Self { lines: Vec::new(), elements: Elements::Lines, entries, recovery: None }
    }

    /// Makes the deserializer lenient if there is a recovery.
    pub(super) fn with_recovery(self, recovery: Option<&'a Recovery>) -> Self {
        Self { recovery, ..self }
    }

    /// Reports an element or entry that cannot be read, or returns the error.
    fn settle(&self, read: Result<(), CodecError>, step: Step) -> Result<(), CodecError> {
        match (read, self.recovery) {
            (Err(error), Some(recovery)) => {
                recovery.report(recovery.count(), error.within(step));
                Ok(())
            }
            (read, _) => read.map_err(|error| error.within(step)),
        }
    }

    fn text(&self) -> &str {
        self.lines.first().map_or("", |line| line)
    }

    fn number(&self) -> Option<f64> {
        let text = self.text();
        let is_number = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'));
        let finite = || text.parse().ok().filter(|number: &f64| is_number && number.is_finite());
        parse_non_finite(text).or_else(finite)
    }
}

impl ShapeDeserializer for TextDeserializer<'_> {
    fn boolean(&mut self) -> Result<bool, CodecError> {
        match self.text() {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(self.invalid("`true` or `false`")),
        }
    }

    fn integer(&mut self, min: i64, max: i64) -> Result<i64, CodecError> {
        let value = json::number::integer(self.text().trim()).ok_or_else(|| self.invalid("an integer of 64 bits"))?;
        if value < min || value > max {
            return Err(CodecError::new(format!("the number is not between {min} and {max}")));
        }
        Ok(value)
    }

    fn double(&mut self) -> Result<f64, CodecError> {
        self.number().ok_or_else(|| self.invalid("a number"))
    }

    fn big_number(&mut self) -> Result<String, CodecError> {
        Ok(self.text().to_owned())
    }

    fn string(&mut self) -> Result<Cow<'_, str>, CodecError> {
        Ok(Cow::Borrowed(self.text()))
    }

    fn blob(&mut self) -> Result<Vec<u8>, CodecError> {
        super::payload::from_base64(self.text()).ok_or_else(|| self.invalid("base64"))
    }

    fn timestamp(&mut self, traits: &Traits) -> Result<Timestamp, CodecError> {
        let time = Timestamp::from_text(self.text(), traits.timestamp_format);
        time.ok_or_else(|| self.invalid("a timestamp"))
    }

    fn list(&mut self, list: &mut dyn DeserializeList, traits: &Traits) -> Result<(), CodecError> {
        for line in &self.lines {
            let elements = match self.elements {
                Elements::Lines => vec![Cow::Borrowed(&**line)],
                Elements::Header => header_list::split(line, are_dates(traits))?,
            };
            for element in elements {
                let kept = list.len();
                let read = list.element(&mut TextDeserializer::one(element), traits.of_item());
                self.settle(read, Step::Element(kept))?;
            }
        }
        Ok(())
    }

    fn map(&mut self, map: &mut dyn DeserializeMap, traits: &Traits) -> Result<(), CodecError> {
        for (key, value) in &self.entries {
            let read = map.entry(key, &mut value.clone(), traits.of_item());
            self.settle(read, Step::Entry)?;
        }
        Ok(())
    }

    fn skip(&mut self) -> Result<(), CodecError> {
        Ok(())
    }

    fn invalid(&self, expected: &'static str) -> CodecError {
        CodecError::new(format!("expected {expected}"))
    }
}
