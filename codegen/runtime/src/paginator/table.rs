//! The macro that implements pagination from a table.

/// Implements [`PaginatedOperation`](crate::PaginatedOperation) and [`PaginatedItems`](crate::PaginatedItems).
///
/// The table maps each page token of the input to its path in the output, and lists the paths of the item lists, each with
/// its number and the type of its items. The items of a map are its entries, of the type `(K, V)`.
///
/// - `token = next as value` copies a token of any type. Without `as value`, both members are strings or enums.
/// - `token = next | things[last].name` names alternatives: the first that is present is the token. `[last]` selects the last
///   element of a list.
/// - `more { is_truncated }` is the member that announces further pages.
/// - `until same_token` sets [`ENDS_WITH_SAME_TOKEN`](crate::PaginatedOperation::ENDS_WITH_SAME_TOKEN).
#[macro_export]
macro_rules! paginated {
    ($operation:ident {
        $($input:ident = $($($output:ident $([$last:ident])?).+)|+ $(as $form:ident)?),+ $(,)?
    } $(more { $($more:ident).+ })? $(until $same:ident)? items {
        $($key:literal = $($items:ident).+ of $item:ty),* $(,)?
    }) => {
        #[allow(deprecated, reason = "a deprecated member may still be needed for the next page")]
        impl $crate::PaginatedOperation for $operation {
            $(const ENDS_WITH_SAME_TOKEN: bool = $crate::paginated!(@is $same);)?

            #[inline]
            fn visit_tokens(
                input: &Self::Input,
                visit: &mut dyn ::core::ops::FnMut(::core::option::Option<&dyn $crate::schema::SerializeValue>),
            ) {
                $(visit($crate::page_token::dynamic(input.$input.as_ref()));)+
            }

            #[inline]
            fn set_tokens(input: &mut Self::Input, output: &Self::Output) {
                $(input.$input = $crate::paginated!(
                    @copy ($crate::paginated!(@first output, $([$($output $([$last])?).+])+)) $($form)?
                );)+
            }

            $(
                #[inline]
                fn has_more_pages(output: &Self::Output) -> ::core::option::Option<bool> {
                    $crate::paginated!(@get output, $($more).+).copied()
                }
            )?

            #[cold]
            #[inline]
            fn unreadable_token(output: &Self::Output) -> ::core::option::Option<$crate::UnreadableMember> {
                $($(
                    if let ::core::option::Option::Some(member) =
                        $crate::paginated!(@unreadable output, $($output $([$last])?).+)
                    {
                        return ::core::option::Option::Some(member);
                    }
                )+)+
                ::core::option::Option::None
            }
        }

        $(
            #[allow(deprecated, reason = "a deprecated list still has items")]
            impl $crate::PaginatedItems<$key> for $operation {
                type Item = $item;

                #[inline]
                fn into_items(page: Self::Output) -> ::std::vec::Vec<$item> {
                    $crate::paginated!(@take page, $($items).+).unwrap_or_default().into_iter().collect()
                }
            }
        )*
    };
    (@is same_token) => { true };
    (@copy ($token:expr) value) => { $token.cloned() };
    (@copy ($token:expr)) => {
        $token.map(::core::convert::AsRef::<str>::as_ref).map(::core::convert::From::from)
    };
    (@first $at:ident, [$($path:tt)+]) => {
        $crate::page_token::present($crate::paginated!(@get $at, $($path)+))
    };
    (@first $at:ident, [$($path:tt)+] $($rest:tt)+) => {
        $crate::page_token::present($crate::paginated!(@get $at, $($path)+))
            .or_else(|| $crate::paginated!(@first $at, $($rest)+))
    };
    (@get $at:ident, $last:ident) => { $at.$last.as_ref() };
    (@get $at:ident, $first:ident . $($rest:tt)+) => {
        $at.$first.as_ref().and_then(|it| $crate::paginated!(@get it, $($rest)+))
    };
    (@get $at:ident, $first:ident [last] . $($rest:tt)+) => {
        $at.$first.as_ref().and_then(|it| it.last()).and_then(|it| $crate::paginated!(@get it, $($rest)+))
    };
    (@unreadable $at:ident, $field:ident) => { $crate::page_token::unreadable_part($at, stringify!($field)) };
    (@unreadable $at:ident, $($field:ident).+) => {
        $crate::require!($at.$($field).+).err().and_then(|missing| missing.unreadable().cloned())
    };
    // Not for `[last]`, because the reports do not identify the last item.
    (@unreadable $at:ident, $($path:tt)+) => { ::core::option::Option::None };
    (@take $at:ident, $last:ident) => { $at.$last };
    (@take $at:ident, $first:ident . $($rest:ident).+) => {
        $at.$first.and_then(|it| $crate::paginated!(@take it, $($rest).+))
    };
}
