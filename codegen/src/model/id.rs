//! Absolute shape ids: <https://smithy.io/2.0/spec/model.html#shape-id>.

use std::fmt;

/// A shape's absolute id: `namespace#Name`, or `namespace#Name$member`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShapeId(String);

impl ShapeId {
    /// Creates the id of a name in a namespace.
    #[must_use]
    pub fn new(namespace: &str, name: &str) -> Self {
        Self(format!("{namespace}#{name}"))
    }

    /// Parses an id. `None` if it has no namespace or no name.
    #[must_use]
    pub fn parse(id: &str) -> Option<Self> {
        let (namespace, name) = id.split_once('#')?;
        (!namespace.is_empty() && !name.is_empty()).then(|| Self(id.to_owned()))
    }

    /// Returns the text of the id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the namespace, which is the part before `#`.
    #[must_use]
    pub fn namespace(&self) -> &str {
        self.0.split('#').next().unwrap_or_default()
    }

    /// Returns the shape's name.
    #[must_use]
    pub fn name(&self) -> &str {
        // Searching for a byte is faster than for a character in texts as short as these.
        let place = |text: &str, mark: u8| text.bytes().position(|byte| byte == mark);
        let name = place(&self.0, b'#').and_then(|at| self.0.get(at + 1..)).unwrap_or_default();
        place(name, b'$').and_then(|at| name.get(..at)).unwrap_or(name)
    }

    /// Returns the member's name. `None` for the id of a shape.
    #[must_use]
    pub fn member(&self) -> Option<&str> {
        self.0.split_once('$').map(|(_, member)| member)
    }

    /// Returns the id of the shape. For the id of a member, it is the shape that has the member.
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
