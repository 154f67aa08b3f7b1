//! Names of shapes that are the same everywhere: <https://smithy.io/2.0/spec/model.html#shape-id>.

use std::fmt;

/// A shape's absolute id: `namespace#Name`, or `namespace#Name$member`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShapeId(String);

impl ShapeId {
    /// The id of a name in a namespace.
    #[must_use]
    pub fn new(namespace: &str, name: &str) -> Self {
        Self(format!("{namespace}#{name}"))
    }

    /// An id as it is written: `None` where it has no namespace or no name.
    #[must_use]
    pub fn parse(id: &str) -> Option<Self> {
        let (namespace, name) = id.split_once('#')?;
        (!namespace.is_empty() && !name.is_empty()).then(|| Self(id.to_owned()))
    }

    /// As it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before `#`.
    #[must_use]
    pub fn namespace(&self) -> &str {
        self.0.split('#').next().unwrap_or_default()
    }

    /// The shape's name.
    #[must_use]
    pub fn name(&self) -> &str {
        // A search for a byte takes less time than one for a character, in texts as short as these.
        let place = |text: &str, mark: u8| text.bytes().position(|byte| byte == mark);
        let name = place(&self.0, b'#').and_then(|at| self.0.get(at + 1..)).unwrap_or_default();
        place(name, b'$').and_then(|at| name.get(..at)).unwrap_or(name)
    }

    /// The member's name, if the id is a member's.
    #[must_use]
    pub fn member(&self) -> Option<&str> {
        self.0.split_once('$').map(|(_, member)| member)
    }

    /// The id of the shape itself, where this is a member's.
    #[must_use]
    pub fn shape(&self) -> Self {
        Self(self.0.split('$').next().unwrap_or_default().to_owned())
    }
}

impl fmt::Display for ShapeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
