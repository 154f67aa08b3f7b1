//! What [`structure!`](crate::structure!) makes of the locations in its table. A table without any says nothing here.

/// The items of a [`Structure`](crate::Structure) that say where its members stand in HTTP messages, from all locations
/// of the table and then its rows.
#[macro_export]
macro_rules! bound_members {
    ([]) => {
        const PLACES: $crate::Places = ::core::option::Option::Some(&[]);
    };
    ([] $($row:tt)+) => {};
    ([$($any:ident)+] $($field:ident $wire:literal [$($format:ident)?] [$($location:ident $at:literal)?];)*) => {
        const PLACES: $crate::Places =
            ::core::option::Option::Some(&[$(($wire, $crate::bound_members!(@place $($location)?))),*]);

        fn write_bound(&self, to: &mut $crate::Outgoing) -> ::core::result::Result<(), $crate::BindingError> {
            $($crate::bound_members!(@bind self.$field, to, [$($format)?] [$($location $at)?]);)*
            ::core::result::Result::Ok(())
        }

        fn read_bound(&mut self, from: &$crate::Incoming<'_>) -> ::core::result::Result<(), $crate::BindingError> {
            $($crate::bound_members!(@unbind self.$field, from, [$($format)?] [$($location $at)?]);)*
            ::core::result::Result::Ok(())
        }
    };
    (@place) => { $crate::Place::Body };
    (@place json) => { $crate::Place::Payload };
    (@place text) => { $crate::Place::Payload };
    (@place bytes) => { $crate::Place::Payload };
    (@place status) => { $crate::Place::Status };
    (@place label) => { $crate::Place::Uri };
    (@place query) => { $crate::Place::Uri };
    (@place query_map) => { $crate::Place::Uri };
    (@place header) => { $crate::Place::Head };
    (@place header_prefix) => { $crate::Place::Head };
    (@place media) => { $crate::Place::Head };
    (@bind $self:ident.$field:ident, $to:ident, [$($format:ident)?] []) => {};
    (@bind $self:ident.$field:ident, $to:ident, [$($format:ident)?] [$location:ident $at:literal]) => {
        $to.$location::<_, $crate::structure!(@format $($format)?)>($at, $self.$field.as_ref())?
    };
    (@unbind $self:ident.$field:ident, $from:ident, [$($format:ident)?] []) => {};
    (@unbind $self:ident.$field:ident, $from:ident, [$($format:ident)?] [$location:ident $at:literal]) => {
        $self.$field = $from.$location::<_, $crate::structure!(@format $($format)?)>($at)?
    };
}
