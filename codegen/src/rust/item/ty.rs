//! Types.

/// A type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// A type without parameters, by its path.
    Path(String),
    /// `Vec<_>`.
    List(Box<Type>),
    /// `BTreeMap<_, _>`.
    Map(Box<Type>, Box<Type>),
    /// `Option<_>`: an element of a sparse list or map.
    Sparse(Box<Type>),
    /// `Box<_>`: a recursive member.
    Boxed(Box<Type>),
    /// `(_, _)`: an entry of a map, where the entries are the items of a page.
    Entry(Box<Type>, Box<Type>),
}

impl Type {
    /// Returns the type `String`.
    #[must_use]
    pub fn string() -> Self {
        Self::Path("String".to_owned())
    }
}
