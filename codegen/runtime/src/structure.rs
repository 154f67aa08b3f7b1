//! Structures and unions: the traits behind them and the macros that implement the wire form and the
//! accessors of a generated type from one table of its members.

use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{self, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_core::ser::{SerializeMap, Serializer};

use crate::http_binding::{Place, Places};
use crate::wire::{KeySeed, Nullable, Out};
use crate::{BindingError, Incoming, Outgoing, Wire, WireNames};

/// A structure of a service's API. Implemented by [`structure!`](crate::structure!).
pub trait Structure: Default + Send + Sync + 'static {
    /// The shape's name in the model, for messages.
    const NAME: &'static str;

    /// The operation whose answer it is, if it is one.
    const ANSWERS: Option<&'static str> = None;

    /// Its fields, each with its name on the wire, for messages.
    const MEMBERS: &'static [(&'static str, &'static str)];

    /// What it and its members are called in messages, asked of a value whose type nobody has to name.
    fn wire_names(&self) -> WireNames {
        WireNames { of: Self::ANSWERS.unwrap_or(Self::NAME), members: Self::MEMBERS }
    }

    /// Writes each member that is set.
    ///
    /// # Errors
    /// Those of the serializer.
    fn write_members<M: SerializeMap>(&self, to: &mut Members<M>) -> Result<(), M::Error>;

    /// Reads one member's value by its wire name, and skips it where the name is unknown.
    ///
    /// # Errors
    /// Those of the deserializer, and a value of another type than the model's.
    fn read_member<'de, A: MapAccess<'de>>(&mut self, name: &str, from: &mut Entry<'_, A>) -> Result<(), A::Error>;

    /// Where its members stand if it is the input, the output or an error of a rest protocol's operation.
    const PLACES: Places = None;

    /// Writes the members that are set and not in the body's JSON object.
    ///
    /// # Errors
    /// A value that cannot stand where the model has it.
    fn write_bound(&self, _to: &mut Outgoing) -> Result<(), BindingError> {
        Ok(())
    }

    /// Reads the members that are not in the body's JSON object.
    ///
    /// # Errors
    /// A value of another type than the model's.
    fn read_bound(&mut self, _from: &Incoming<'_>) -> Result<(), BindingError> {
        Ok(())
    }
}

/// The places of a structure's members, and which of them are in the body's JSON object, of a request or of an answer.
pub(crate) type InBody = (Places, fn(Place) -> bool);

/// All members are.
const WHOLE: InBody = (None, Place::in_request);

/// Where a structure writes its members.
#[derive(Debug)]
pub struct Members<M> {
    map: M,
    /// What is written: the other members are left out.
    written: InBody,
}

impl<M: SerializeMap> Members<M> {
    /// Writes a member in format `F` if it is set. An absent member is left out, never null.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn put<T: Wire<F>, F>(&mut self, name: &'static str, value: Option<&T>) -> Result<(), M::Error> {
        match value {
            Some(_) if !self.has(name) => Ok(()),
            Some(value) => self.map.serialize_entry(name, &Out(value, PhantomData::<F>)),
            None => Ok(()),
        }
    }

    fn has(&self, name: &str) -> bool {
        let (places, in_body) = self.written;
        places.is_none_or(|all| all.iter().any(|(member, place)| *member == name && in_body(*place)))
    }
}

/// A member's value that is about to be read.
#[derive(Debug)]
pub struct Entry<'a, A>(&'a mut A);

impl<'a, A> Entry<'a, A> {
    pub(crate) fn over(map: &'a mut A) -> Self {
        Self(map)
    }
}

impl<'de, A: MapAccess<'de>> Entry<'_, A> {
    /// Reads the value in format `F`; null leaves the member absent.
    ///
    /// # Errors
    /// Those of the deserializer; the message begins with the member's name.
    pub fn take<T: Wire<F>, F>(&mut self, name: &'static str) -> Result<Option<T>, A::Error> {
        let value = self.0.next_value_seed(Nullable::<T, F>::NEW);
        value.map_err(|e| de::Error::custom(format_args!("{name}: {e}")))
    }

    /// Passes over a member that the model did not have when the code was generated.
    ///
    /// # Errors
    /// Those of the deserializer.
    pub fn skip(&mut self) -> Result<(), A::Error> {
        self.0.next_value::<IgnoredAny>().map(drop)
    }

    /// As [`skip`](Self::skip), and tells whether there was a value.
    ///
    /// # Errors
    /// Those of the deserializer.
    pub fn skip_unless_null(&mut self) -> Result<bool, A::Error> {
        self.0.next_value::<Option<IgnoredAny>>().map(|value| value.is_some())
    }
}

/// Writes a structure as a JSON object.
///
/// # Errors
/// Those of the serializer.
pub fn write<T: Structure, S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
    write_some(value, WHOLE, to)
}

/// Writes a structure as the JSON object that is a request's or an answer's body: the members that belong there.
pub(crate) fn write_some<T: Structure, S: Serializer>(value: &T, written: InBody, to: S) -> Result<S::Ok, S::Error> {
    let mut members = Members { map: to.serialize_map(None)?, written };
    value.write_members(&mut members)?;
    members.map.end()
}

/// Reads a structure from a JSON object. Unknown members are passed over and nulls are absent.
///
/// # Errors
/// Those of the deserializer, and members of another type than the model's.
pub fn read<'de, T: Structure, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    let mut value = T::default();
    read_into(&mut value, WHOLE, from)?;
    Ok(value)
}

/// Reads the members that belong into the body of an answer or a request from the JSON object that it is.
pub(crate) fn read_into<'de, T: Structure, D: Deserializer<'de>>(
    value: &mut T,
    read: InBody,
    from: D,
) -> Result<(), D::Error> {
    from.deserialize_map(StructureVisitor { value, read })
}

struct StructureVisitor<'a, T> {
    value: &'a mut T,
    read: InBody,
}

impl<T> StructureVisitor<'_, T> {
    fn passes_over(&self, name: &str) -> bool {
        let (places, in_body) = self.read;
        places.is_some_and(|all| all.iter().any(|(member, place)| *member == name && !in_body(*place)))
    }
}

impl<'de, T: Structure> Visitor<'de> for StructureVisitor<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a JSON object ({})", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key_seed(KeySeed)? {
            let mut entry = Entry::over(&mut map);
            if self.passes_over(name.as_str()) {
                entry.skip()?;
            } else {
                self.value.read_member(name.as_str(), &mut entry)?;
            }
        }
        Ok(())
    }
}

/// Implements the wire form of a generated structure and its accessors.
///
/// A line of the table is a member: its field, how the accessor gives it (`str`, `copy[bool]`,
/// `list[Device]`, `borrow[Device]`), its name on the wire, its timestamp format where that is not
/// the protocol's own, and its location in HTTP messages where that is not the body's JSON object.
///
/// ```
/// # use codegen_runtime::{DateTime, Timestamp};
/// /// A report.
/// #[derive(Clone, Debug, Default, PartialEq)]
/// pub struct Report {
///     /// Its title.
///     pub title: Option<String>,
///     /// Its pages.
///     pub pages: Option<Vec<String>>,
///     /// When it was written.
///     pub written: Option<Timestamp>,
/// }
///
/// codegen_runtime::structure! { Report = "Report" {
///     title: str = "title", pages: list[String] = "pageTexts",
///     written: copy[Timestamp] = "written" as DateTime,
/// } }
///
/// let report: Report = serde_json::from_str(r#"{"pageTexts": ["a", null], "new": 1}"#).unwrap();
/// assert_eq!(report.pages(), ["a"]);
/// assert_eq!(report.title(), None);
/// assert_eq!(serde_json::to_string(&report).unwrap(), r#"{"pageTexts":["a"]}"#);
/// ```
///
/// Behind the shape's name may stand the operation whose answer it is, as `answers GetReport`, and the name of the builder that
/// it has for tests only, with the feature `test-util`, as `built by ReportBuilder`.
///
/// The locations are `label`, `query`, `header`, `media` (a header in base64), each with a name there, `header_prefix`
/// with the prefix, `query_map` and `status` with nothing, and the bodies `json`, `text` and `bytes` with their media
/// type. They are for the operations of rest protocols; serde's traits write and read all members alike.
///
/// ```
/// # use codegen_runtime::{HttpDate, Timestamp};
/// /// A question.
/// #[derive(Clone, Debug, Default, PartialEq)]
/// pub struct Question {
///     /// Who is asked.
///     pub who: Option<String>,
///     /// What is asked.
///     pub what: Option<String>,
///     /// Since when.
///     pub since: Option<Timestamp>,
/// }
///
/// codegen_runtime::structure! { Question = "Question" {
///     who: str = "who" in label "who", what: str = "what",
///     since: copy[Timestamp] = "since" as HttpDate in header "If-Modified-Since",
/// } }
///
/// let question = Question { who: Some("you".into()), what: Some("Why?".into()), since: Timestamp::from_secs(0) };
/// let json = r#"{"who":"you","what":"Why?","since":"Thu, 01 Jan 1970 00:00:00 GMT"}"#;
/// assert_eq!(serde_json::to_string(&question).unwrap(), json);
/// ```
///
/// ```compile_fail
/// # #[derive(Clone, Debug, Default)]
/// # pub struct Question { pub who: Option<String> }
/// codegen_runtime::structure! { Question = "Question" { who: str = "who" in hedaer "who" } }
/// ```
#[macro_export]
macro_rules! structure {
    (@format) => { $crate::Plain };
    (@format $format:ident) => { $crate::$format };
    (@access $(#[$attr:meta])* $field:ident str) => {
        #[doc = concat!("The field [`", stringify!($field), "`](#structfield.", stringify!($field), "), borrowed.")]
        $(#[$attr])*
        #[must_use]
        pub fn $field(&self) -> Option<&str> {
            self.$field.as_deref()
        }
    };
    (@access $(#[$attr:meta])* $field:ident copy $ty:ty) => {
        #[doc = concat!("The field [`", stringify!($field), "`](#structfield.", stringify!($field), ").")]
        $(#[$attr])*
        #[must_use]
        pub fn $field(&self) -> Option<$ty> {
            self.$field
        }
    };
    (@access $(#[$attr:meta])* $field:ident list $ty:ty) => {
        #[doc = concat!("The field [`", stringify!($field), "`](#structfield.", stringify!($field), "), empty where it is absent.")]
        $(#[$attr])*
        #[must_use]
        pub fn $field(&self) -> &[$ty] {
            self.$field.as_deref().unwrap_or_default()
        }
    };
    (@access $(#[$attr:meta])* $field:ident borrow $ty:ty) => {
        #[doc = concat!("The field [`", stringify!($field), "`](#structfield.", stringify!($field), "), borrowed.")]
        $(#[$attr])*
        #[must_use]
        pub fn $field(&self) -> Option<&$ty> {
            self.$field.as_ref()
        }
    };
    (@access $(#[$attr:meta])* $field:ident boxed $ty:ty) => {
        #[doc = concat!("The field [`", stringify!($field), "`](#structfield.", stringify!($field), "), borrowed.")]
        $(#[$attr])*
        #[must_use]
        pub fn $field(&self) -> Option<&$ty> {
            self.$field.as_deref()
        }
    };
    (@type str) => { ::std::string::String };
    (@type copy $ty:ty) => { $ty };
    (@type list $ty:ty) => { ::std::vec::Vec<$ty> };
    (@type borrow $ty:ty) => { $ty };
    (@type boxed $ty:ty) => { ::std::boxed::Box<$ty> };
    ($name:ident = $shape:literal $(answers $operation:ident)? $(built by $builder:ident)? { $(
        $(#[$attr:meta])* $field:ident : $access:ident $([$ty:ty])? = $wire:literal $(as $format:ident)? $(in $location:ident $at:literal)?
    ),* $(,)? }) => {
        #[allow(deprecated, reason = "a deprecated member still has a wire form")]
        impl $crate::Structure for $name {
            const NAME: &'static str = $shape;
            $(const ANSWERS: ::core::option::Option<&'static str> =
                ::core::option::Option::Some(<$operation as $crate::Operation>::NAME);)?
            const MEMBERS: &'static [(&'static str, &'static str)] = &[$((stringify!($field), $wire)),*];

            fn write_members<M: $crate::serde_core::ser::SerializeMap>(
                &self,
                _to: &mut $crate::Members<M>,
            ) -> ::core::result::Result<(), M::Error> {
                $(_to.put::<_, $crate::structure!(@format $($format)?)>($wire, self.$field.as_ref())?;)*
                ::core::result::Result::Ok(())
            }

            fn read_member<'de, A: $crate::serde_core::de::MapAccess<'de>>(
                &mut self,
                name: &str,
                from: &mut $crate::Entry<'_, A>,
            ) -> ::core::result::Result<(), A::Error> {
                match name {
                    $($wire => self.$field = from.take::<_, $crate::structure!(@format $($format)?)>($wire)?,)*
                    _ => from.skip()?,
                }
                ::core::result::Result::Ok(())
            }

            $crate::bound_members!([$($($location)?)*] $($field $wire [$($format)?] [$($location $at)?];)*);
        }

        $crate::structure!(@members $name { $($(#[$attr])* $field $access $($ty)?;)* });
        $crate::structure!(@builder [$($builder)?] $name { $($(#[$attr])* $field $access $($ty)?;)* });
        $crate::wire_form!($name, $crate::structure_write, $crate::structure_read, const STRUCTURE: bool = true;);
    };
    (@builder [] $($rest:tt)*) => {};
    (@builder [$builder:ident] $name:ident { $($(#[$attr:meta])* $field:ident $access:ident $($ty:ty)?;)* }) => {
        $crate::test_util! {
            $crate::builder! { $builder<|> builds $name {
                $($(#[$attr])* $field: $crate::structure!(@type $access $($ty)?)),*
            } }
        }
    };
    (@members $name:ident { }) => {};
    (@members $name:ident { $($(#[$attr:meta])* $field:ident $access:ident $($ty:ty)?;)+ }) => {
        #[allow(deprecated, reason = "the accessor of a deprecated member is deprecated itself")]
        impl $name {
            $($crate::structure!(@access $(#[$attr])* $field $access $($ty)?);)+
        }
    };
}

/// Implements [`Wire`] and serde's traits for a generated type from a function that writes it and one
/// that reads it.
#[macro_export]
macro_rules! wire_form {
    ($name:ident, $write:path, $read:path $(, $($item:tt)+)?) => {
        impl $crate::Wire for $name {
            $($($item)+)?

            fn write<S: $crate::serde_core::Serializer>(&self, to: S) -> ::core::result::Result<S::Ok, S::Error> {
                $write(self, to)
            }

            fn read<'de, D: $crate::serde_core::Deserializer<'de>>(from: D) -> ::core::result::Result<Self, D::Error> {
                $read(from)
            }
        }

        impl $crate::serde_core::Serialize for $name {
            fn serialize<S: $crate::serde_core::Serializer>(&self, to: S) -> ::core::result::Result<S::Ok, S::Error> {
                $write(self, to)
            }
        }

        impl<'de> $crate::serde_core::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde_core::Deserializer<'de>>(
                from: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $read(from)
            }
        }
    };
}
