//! Structures: their trait, and the macro that defines a type, its accessors, its builder and its schema in one
//! definition.

use super::{Schema, ShapeDeserializer, ShapeSerializer, ShapeValue, Traits};
use crate::codec::{CodecError, UnreadableMember, UnreadableMembers};
use crate::require::PathOwner;

/// A structure of a service's API. Implemented by [`structure!`](crate::structure!).
pub trait Structure: ShapeValue + Default {
    /// Returns the schema of the structure and its members. Only [`shared_schema`](Self::shared_schema) calls it.
    ///
    /// It is a function, because the compiler evaluates a constant in each check, and this only where it is used.
    #[doc(hidden)]
    fn define_schema() -> &'static Schema;

    /// Returns the schema of the structure and its members. Every use calls this function, which is never inlined.
    /// Otherwise a program would have a copy of the schema in each codegen unit.
    #[doc(hidden)]
    #[inline(never)]
    fn shared_schema() -> &'static Schema {
        Self::define_schema()
    }

    /// Returns the schema of the type of this value.
    fn schema(&self) -> &'static Schema {
        Self::shared_schema()
    }

    /// Returns the members of the response that could not be read and are absent in this output. Empty for an output that
    /// is not from a response, and for every other structure.
    fn unreadable_members(&self) -> &[UnreadableMember] {
        self.unreadable_member_reports().map(UnreadableMembers::as_slice).unwrap_or_default()
    }

    /// Returns the reports that an output carries; `None` for every other structure.
    #[doc(hidden)]
    fn unreadable_member_reports(&self) -> Option<&UnreadableMembers> {
        None
    }

    /// Returns the owner of the members and the reports for [`require!`](crate::require!). No member has the name of this method.
    #[doc(hidden)]
    fn __require(&self) -> (PathOwner, Option<UnreadableMembers>) {
        (PathOwner::Structure(Self::shared_schema()), self.unreadable_member_reports().cloned())
    }
}

/// A structure of any type, to be serialized. Protocols use this trait, so that they are compiled once.
pub trait SerializeStructure {
    /// Returns the schema of the structure.
    fn schema(&self) -> &'static Schema;

    /// Writes the structure.
    ///
    /// # Errors
    /// Those of the serializer.
    fn serialize(&self, to: &mut dyn ShapeSerializer) -> Result<(), CodecError>;
}

/// A structure of any type, to be deserialized.
pub trait DeserializeStructure {
    /// Returns the schema of the structure.
    fn schema(&self) -> &'static Schema;

    /// Reads the structure's members.
    ///
    /// # Errors
    /// Those of the deserializer.
    fn deserialize(&mut self, from: &mut dyn ShapeDeserializer) -> Result<(), CodecError>;

    /// Stores the reports of the members that could not be read, if the structure is an output.
    fn report(&mut self, unreadable: &UnreadableMembers);
}

impl<T: Structure> SerializeStructure for T {
    #[inline]
    fn schema(&self) -> &'static Schema {
        T::shared_schema()
    }

    #[inline]
    fn serialize(&self, to: &mut dyn ShapeSerializer) -> Result<(), CodecError> {
        ShapeValue::serialize(self, to, &Traits::NONE)
    }
}

impl<T: Structure> DeserializeStructure for T {
    #[inline]
    fn schema(&self) -> &'static Schema {
        T::shared_schema()
    }

    #[inline]
    fn deserialize(&mut self, from: &mut dyn ShapeDeserializer) -> Result<(), CodecError> {
        self.deserialize_members(from)
    }

    #[inline]
    fn report(&mut self, unreadable: &UnreadableMembers) {
        if let Some(reports) = self.unreadable_member_reports() {
            reports.set(unreadable);
        }
    }
}

/// Defines a structure of a service's API: its type, accessors, builder, schema and serde form.
///
/// A line of the definition is a member: its documentation, its field, its type and its name in the body of a message.
/// Every member is optional, so that the field is an `Option` of that type. The field, its accessor and its setter have
/// the documentation of the member. Accessors borrow: a `String` as `Option<&str>`, a `Vec` as a slice that is empty
/// where the member is absent, and everything else but numbers and booleans as `Option<&_>`.
///
/// ```
/// use codegen_runtime as rt;
///
/// rt::structure! {
///     /// A report.
///     pub struct Report = "Report" {
///         /// The title.
///         title: String = "title",
///
///         /// The text of each page.
///         pages: Vec<String> = "pageTexts",
///
///         /// The time of writing.
///         written: rt::Timestamp = "written" [date_time],
///     }
/// }
///
/// let report: Report = serde_json::from_str(r#"{"pageTexts": ["a", null], "new": 1}"#).unwrap();
/// assert_eq!(report.pages(), ["a"]);
/// assert_eq!(report.title, None);
/// assert_eq!(serde_json::to_string(&report).unwrap(), r#"{"pageTexts":["a"]}"#);
/// ```
///
/// The brackets hold the [`Traits`] of the member, each by the name of its method. The same brackets may follow
/// the name of the shape.
///
/// ```
/// # use codegen_runtime as rt;
/// rt::structure! {
///     /// A question.
///     pub struct Question = "Question" {
///         /// The person to ask.
///         who: String = "who" [label("who")],
///         /// The time of the question.
///         since: rt::Timestamp = "since" [http_date, header("If-Modified-Since")],
///         /// A password, which `Debug` does not show.
///         password: String = "password" [sensitive],
///     }
/// }
///
/// let question = Question { since: rt::Timestamp::from_secs(0), password: Some("open sesame".into()), who: None };
/// assert!(format!("{question:?}").contains("password: Some(*** redacted ***)"));
/// ```
///
/// ```compile_fail
/// # use codegen_runtime as rt;
/// rt::structure! {
///     /// A question.
///     pub struct Question = "Question" {
///         /// The person to ask.
///         who: String = "who" [hedaer("who")],
///     }
/// }
/// ```
///
/// A builder is named after the members, with a type parameter for each required member and the trait that the
/// parameter implements once the member is set. The row of a required member says which builder its setter returns. A
/// builder that can send what it builds says `sends GetReport through Sender`; `Sender` is then its first parameter.
///
/// ```
/// # use codegen_runtime as rt;
/// /// `to` is set.
/// pub trait To {}
/// impl To for rt::Set {}
///
/// rt::structure! {
///     /// A letter.
///     pub struct Letter = "Letter" {
///         /// The person who gets it.
///         to: String = "to" required(rt::Set),
///         /// The text.
///         text: String = "text",
///     }
///     builder LetterBuilder<HasTo: To>
/// }
///
/// let letter = Letter::builder().text("Hello").to("you").build();
/// assert_eq!(letter.to(), Some("you"));
/// ```
///
/// ```compile_fail
/// # use codegen_runtime as rt;
/// # pub trait To {}
/// # impl To for rt::Set {}
/// # rt::structure! {
/// #     /// A letter.
/// #     pub struct Letter = "Letter" {
/// #         /// The person who gets it.
/// #         to: String = "to" required(rt::Set),
/// #         /// The text.
/// #         text: String = "text",
/// #     }
/// #     builder LetterBuilder<HasTo: To>
/// # }
/// let letter = Letter::builder().text("Hello").build(); // `to` is not set
/// ```
///
/// `test_builder ReportBuilder` instead names a builder that exists only with the feature `test-util`. `output of
/// GetReport` names the operation whose output the structure is.
#[macro_export]
macro_rules! structure {
    (
        $(#[$meta:meta])*
        $vis:vis struct $name:ident = $shape:literal $([$($trait:ident $(($($trait_argument:tt)*))?),* $(,)?])? {
            $(
                $(#[$attr:meta])*
                $field:ident: $($ty:ident)::+ $(<$($argument:ty),+>)? = $wire:literal
                    $([$($member_trait:ident $(($($member_argument:tt)*))?),* $(,)?])?
                    $(required($($after:ty),+ $(,)?))?
            ),* $(,)?
        }
        $(output of $operation:ident)?
        $(builder $($builder:tt)+)?
        $(test_builder $test_builder:ident)?
    ) => {
        $(#[$meta])*
        #[derive(Clone)]
        #[non_exhaustive]
        $vis struct $name {
            $($(#[$attr])* pub $field: ::core::option::Option<$($ty)::+ $(<$($argument),+>)?>,)*
            $(
                #[doc(hidden)]
                pub unreadable_member_reports: $crate::structure!(@reports $operation),
            )?
        }

        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::codec::equal(self, other)
            }
        }

        #[allow(
            deprecated,
            clippy::needless_update,
            reason = "a deprecated member is a member, and a member with traits says all"
        )]
        impl $crate::schema::Structure for $name {
            #[inline]
            fn define_schema() -> &'static $crate::schema::Schema {
                &$crate::schema::Schema {
                    type_name: stringify!($name),
                    name: $shape,
                    $(output_of: ::core::option::Option::Some(<$operation as $crate::Operation>::NAME),)?
                    members: &[$($crate::schema::Member {
                        field: stringify!($field),
                        name: $wire,
                        $(traits: {
                            const TRAITS: &$crate::schema::Traits =
                                &$crate::schema::Traits::NONE$(.$member_trait($($($member_argument)*)?))*;
                            TRAITS
                        },)?
                        ..$crate::schema::Member::PLAIN
                    }),*],
                    $(traits: {
                        const TRAITS: &$crate::schema::Traits =
                            &$crate::schema::Traits::NONE$(.$trait($($($trait_argument)*)?))*;
                        TRAITS
                    },)?
                    ..$crate::schema::Schema::PLAIN
                }
            }

            $($crate::structure!(@report_methods $operation);)?
        }

        #[allow(deprecated, reason = "a deprecated member is a member")]
        impl $crate::schema::ShapeValue for $name {
            type Kind = $crate::schema::StructureKind;

            #[inline]
            fn serialize(
                &self,
                to: &mut dyn $crate::schema::ShapeSerializer,
                _: &$crate::schema::Traits,
            ) -> ::core::result::Result<(), $crate::CodecError> {
                to.structure(<Self as $crate::schema::Structure>::shared_schema(), &[$(&self.$field),*])
            }

            #[inline]
            fn deserialize_members(
                &mut self,
                from: &mut dyn $crate::schema::ShapeDeserializer,
            ) -> ::core::result::Result<(), $crate::CodecError> {
                from.structure(<Self as $crate::schema::Structure>::shared_schema(), &mut [$(&mut self.$field),*])
            }
        }

        #[allow(deprecated, reason = "a deprecated member is a member")]
        impl ::core::default::Default for $name {
            #[inline]
            fn default() -> Self {
                Self {
                    $($field: ::core::option::Option::None,)*
                    $(unreadable_member_reports: <$crate::structure!(@reports $operation)>::none(),)?
                }
            }
        }

        $crate::structure!(@accessors $name { $($(#[$attr])* $field [$($ty)+] [$($($argument),+)?];)* });

        $crate::value_impls!($name);
        $crate::builder!({ $(builder $($builder)+)? $(test_builder $test_builder)? } $name {
            $($(#[$attr])* $field: $($ty)::+ $(<$($argument),+>)? $(=> [$($after),+])?;)*
        });
    };
    (@reports $operation:ident) => { $crate::codec::UnreadableMembers };
    (@report_methods $operation:ident) => {
        #[inline]
        fn unreadable_member_reports(&self) -> ::core::option::Option<&$crate::codec::UnreadableMembers> {
            ::core::option::Option::Some(&self.unreadable_member_reports)
        }
    };
    (@accessors $name:ident { }) => {};
    (@accessors $name:ident { $($(#[$attr:meta])* $field:ident $ty:tt $arguments:tt;)+ }) => {
        #[allow(deprecated, reason = "a deprecated member is a member")]
        impl $name {
            $($crate::accessor!($(#[$attr])* $field $ty $arguments);)+
        }
    };
}
