//! The accessors of structures.

/// Returns the text of a member.
///
/// The accessor of each text calls it, because the compiler checks one call faster than a method with its conversions.
#[doc(hidden)]
#[must_use]
#[inline]
pub fn text(member: &Option<String>) -> Option<&str> {
    member.as_deref()
}

/// Returns the elements of a list, of which an absent one has none.
#[doc(hidden)]
#[must_use]
#[inline]
pub fn list<T>(member: &Option<Vec<T>>) -> &[T] {
    member.as_deref().unwrap_or_default()
}

/// Defines the accessor of a field, by the type of the field.
#[doc(hidden)]
#[macro_export]
macro_rules! accessor {
    ($(#[$attr:meta])* $field:ident [String] []) => {
        $(#[$attr])*
        #[must_use]
        #[inline]
        pub fn $field(&self) -> ::core::option::Option<&str> {
            $crate::schema::text(&self.$field)
        }
    };
    ($(#[$attr:meta])* $field:ident [Vec] [$item:ty]) => {
        $(#[$attr])*
        #[must_use]
        #[inline]
        pub fn $field(&self) -> &[$item] {
            $crate::schema::list(&self.$field)
        }
    };
    ($(#[$attr:meta])* $field:ident [Box] [$target:ty]) => {
        $(#[$attr])*
        #[must_use]
        #[inline]
        pub fn $field(&self) -> ::core::option::Option<&$target> {
            self.$field.as_deref()
        }
    };
    ($(#[$attr:meta])* $field:ident [bool] []) => { $crate::accessor!(@copy $(#[$attr])* $field bool); };
    ($(#[$attr:meta])* $field:ident [i8] []) => { $crate::accessor!(@copy $(#[$attr])* $field i8); };
    ($(#[$attr:meta])* $field:ident [i16] []) => { $crate::accessor!(@copy $(#[$attr])* $field i16); };
    ($(#[$attr:meta])* $field:ident [i32] []) => { $crate::accessor!(@copy $(#[$attr])* $field i32); };
    ($(#[$attr:meta])* $field:ident [i64] []) => { $crate::accessor!(@copy $(#[$attr])* $field i64); };
    ($(#[$attr:meta])* $field:ident [f32] []) => { $crate::accessor!(@copy $(#[$attr])* $field f32); };
    ($(#[$attr:meta])* $field:ident [f64] []) => { $crate::accessor!(@copy $(#[$attr])* $field f64); };
    ($(#[$attr:meta])* $field:ident [rt Timestamp] []) => {
        $crate::accessor!(@copy $(#[$attr])* $field $crate::Timestamp);
    };
    ($(#[$attr:meta])* $field:ident [$($path:ident)+] [$($argument:ty),*]) => {
        $(#[$attr])*
        #[must_use]
        #[inline]
        pub fn $field(&self) -> ::core::option::Option<&$($path)::+<$($argument),*>> {
            self.$field.as_ref()
        }
    };
    (@copy $(#[$attr:meta])* $field:ident $ty:ty) => {
        $(#[$attr])*
        #[must_use]
        #[inline]
        pub fn $field(&self) -> ::core::option::Option<$ty> {
            self.$field
        }
    };
}
