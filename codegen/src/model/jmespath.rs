//! The subset of JMESPath that waiters use: paths of members, projections, filters, comparisons and `length`.
//! <https://jmespath.org/specification.html>
//!
//! This module does not depend on shapes. Lowering resolves the names and the types.

/// An expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    /// A path from the current value.
    Path(Vec<Step>),
    /// A literal.
    Literal(Literal),
    /// `length(..)`.
    Length(Box<Expression>),
    /// `contains(list, value)`.
    Contains(Box<Expression>, Box<Expression>),
    /// A comparison.
    Compare(Box<Expression>, Comparison, Box<Expression>),
    /// `a && b`.
    And(Box<Expression>, Box<Expression>),
    /// `a || b`.
    Or(Box<Expression>, Box<Expression>),
    /// `!a`.
    Not(Box<Expression>),
}

/// A literal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Literal {
    /// A string: `'a'`, or `` `"a"` ``.
    Text(String),
    /// An integer: `` `1` ``.
    Number(i64),
    /// A boolean: `` `true` ``.
    Flag(bool),
    /// `` `null` ``.
    Null,
}

/// A comparison of two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl Comparison {
    /// All comparisons. A longer operator comes before its prefixes, as `<=` before `<`.
    const ALL: &[(&str, Self)] = &[
        ("==", Self::Equal),
        ("!=", Self::NotEqual),
        ("<=", Self::LessOrEqual),
        (">=", Self::GreaterOrEqual),
        ("<", Self::Less),
        (">", Self::Greater),
    ];
}

/// The supported forms, for messages.
pub(crate) const FORMS: &str = "paths such as `a.b`, `a[].b[].c`, `a[*].b`, `a.*.b` and `a[?b == 'c'].d` of up to 32 members, \
                                comparisons, `&&`, `||`, `!`, `contains(a, 'b')` and ``length(a) > `0` ``";

/// The maximum number of steps of a path, and of levels of nested expressions. Published paths have up to six. In Rust,
/// each step is an expression around those before it.
const LIMIT: usize = 32;

impl Expression {
    /// Parses an expression. Returns `None` for what is not supported.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut parser = Parser { rest: text, depth: 0 };
        let expression = parser.or()?;
        parser.rest.trim().is_empty().then_some(expression)
    }
}

struct Parser<'a> {
    rest: &'a str,
    depth: usize,
}

impl<'a> Parser<'a> {
    /// Consumes a token if it comes next.
    fn take(&mut self, token: &str) -> bool {
        let rest = self.rest.trim_start().strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn or(&mut self) -> Option<Expression> {
        self.depth += 1;
        if self.depth > LIMIT {
            return None;
        }
        let mut left = self.and()?;
        for _ in 0..LIMIT {
            if !self.take("||") {
                self.depth -= 1;
                return Some(left);
            }
            left = Expression::Or(Box::new(left), Box::new(self.and()?));
        }
        None
    }

    fn and(&mut self) -> Option<Expression> {
        let mut left = self.comparison()?;
        for _ in 0..LIMIT {
            if !self.take("&&") {
                return Some(left);
            }
            left = Expression::And(Box::new(left), Box::new(self.comparison()?));
        }
        None
    }

    fn comparison(&mut self) -> Option<Expression> {
        let left = self.operand()?;
        let found = Comparison::ALL.iter().find(|(token, _)| self.take(token));
        let Some((_, comparison)) = found else { return Some(left) };
        Some(Expression::Compare(Box::new(left), *comparison, Box::new(self.operand()?)))
    }

    fn operand(&mut self) -> Option<Expression> {
        if self.take("!") {
            self.depth += 1;
            let inner = (self.depth <= LIMIT).then(|| self.operand())??;
            self.depth -= 1;
            return Some(Expression::Not(Box::new(inner)));
        }
        if self.take("(") {
            let inner = self.or()?;
            // Steps after parentheses are not supported.
            return (self.take(")") && !self.rest.starts_with(['.', '['])).then_some(inner);
        }
        if self.take("length(") {
            let inner = self.or()?;
            return self.take(")").then(|| Expression::Length(Box::new(inner)));
        }
        if self.take("contains(") {
            let list = self.or()?;
            let value = self.take(",").then(|| self.or())??;
            return self.take(")").then(|| Expression::Contains(Box::new(list), Box::new(value)));
        }
        self.literal().map(Expression::Literal).or_else(|| self.path().map(Expression::Path))
    }

    fn literal(&mut self) -> Option<Literal> {
        let text = self.rest.trim_start();
        let quote = text.chars().next().filter(|quote| matches!(quote, '\'' | '`'))?;
        let (inner, rest) = text[1..].split_once(quote)?;
        // Escapes are not supported.
        if inner.contains('\\') {
            return None;
        }
        let literal = match (quote, inner.trim()) {
            ('\'', _) => Literal::Text(inner.to_owned()),
            (_, "null") => Literal::Null,
            (_, "true") => Literal::Flag(true),
            (_, "false") => Literal::Flag(false),
            (_, json) => match json.strip_prefix('"').and_then(|json| json.strip_suffix('"')) {
                Some(text) => Literal::Text(text.to_owned()),
                None => Literal::Number(json.parse().ok()?),
            },
        };
        self.rest = rest;
        Some(literal)
    }

    fn path(&mut self) -> Option<Vec<Step>> {
        self.rest = self.rest.trim_start();
        let mut steps = vec![Step::Member(self.name()?)];
        // A projection inside of a projection selects lists of lists, whereas `[]` flattens them to one list.
        let mut is_projection = false;
        let mut is_flat = false;
        loop {
            if steps.iter().filter(|step| !matches!(step, Step::Each)).count() > LIMIT {
                return None;
            }
            let rest = self.rest;
            if rest.starts_with("[]") && !is_flat {
                self.rest = &rest[2..];
                (is_projection, is_flat) = (true, true);
                steps.push(Step::Each);
            } else if rest.starts_with("[*]") && !is_projection {
                self.rest = &rest[3..];
                (is_projection, is_flat) = (true, true);
                steps.push(Step::Each);
            } else if rest.starts_with("[?") && !is_projection {
                self.rest = &rest[2..];
                let condition = self.or()?;
                (is_projection, is_flat) = (true, true);
                steps.extend([Step::Each, Step::Filter(Box::new(condition))]);
                self.take("]").then_some(())?;
            } else if rest.starts_with(".*") && !is_projection {
                self.rest = &rest[2..];
                (is_projection, is_flat) = (true, true);
                steps.push(Step::Values);
            } else if let Some(rest) = rest.strip_prefix('.') {
                self.rest = rest;
                is_flat = false;
                steps.push(Step::Member(self.name()?));
            } else {
                return (!rest.starts_with('[')).then_some(steps);
            }
        }
    }

    fn name(&mut self) -> Option<String> {
        let text = self.rest;
        let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len());
        let (name, rest) = text.split_at(end);
        // A missing name, or a function that is not supported.
        if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) || rest.starts_with('(') {
            return None;
        }
        self.rest = rest;
        Some(name.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(name: &str) -> Step {
        Step::Member(name.to_owned())
    }

    fn path(steps: &[Step]) -> Expression {
        Expression::Path(steps.to_vec())
    }

    fn text(text: &str) -> Box<Expression> {
        Box::new(Expression::Literal(Literal::Text(text.to_owned())))
    }

    fn number(number: i64) -> Box<Expression> {
        Box::new(Expression::Literal(Literal::Number(number)))
    }

    #[test]
    fn paths_are_members_projections_and_filters() {
        let is_new = Expression::Compare(Box::new(path(&[member("b")])), Comparison::Equal, text("new"));
        for (text, steps) in [
            ("a", vec![member("a")]),
            ("a.b_1", vec![member("a"), member("b_1")]),
            ("a[].b[].c", vec![member("a"), Step::Each, member("b"), Step::Each, member("c")]),
            ("a[*].b", vec![member("a"), Step::Each, member("b")]),
            ("a[*].b[]", vec![member("a"), Step::Each, member("b"), Step::Each]),
            ("a.*.b", vec![member("a"), Step::Values, member("b")]),
            ("a[?b == 'new'].c", vec![member("a"), Step::Each, Step::Filter(Box::new(is_new)), member("c")]),
        ] {
            assert_eq!(Expression::parse(text), Some(path(&steps)), "{text}");
        }
    }

    #[test]
    fn operators_bind_as_in_jmespath() {
        let [a, b, c] = ["a", "b", "c"].map(|name| Box::new(path(&[member(name)])));
        let both = Expression::And(b.clone(), Box::new(Expression::Not(c.clone())));
        assert_eq!(Expression::parse("a || b && !c"), Some(Expression::Or(a.clone(), Box::new(both))));
        let either = Expression::Or(b.clone(), c);
        assert_eq!(Expression::parse("(a && ( b||c ))"), Some(Expression::And(a.clone(), Box::new(either))));
        let length = Box::new(Expression::Length(Box::new(path(&[member("a"), Step::Each]))));
        let compared = |comparison| Some(Expression::Compare(length.clone(), comparison, number(0)));
        assert_eq!(Expression::parse("length(a[]) > `0`"), compared(Comparison::Greater));
        assert_eq!(Expression::parse(" length( a[] )  >= `0` "), compared(Comparison::GreaterOrEqual));
        let contained = Expression::Contains(a, text("x"));
        assert_eq!(Expression::parse("contains(a, 'x')"), Some(contained));
        assert_eq!(Expression::parse("`null`"), Some(Expression::Literal(Literal::Null)));
        assert_eq!(Expression::parse("`\"x\"`"), Some(*text("x")));
    }

    #[test]
    fn other_forms_are_not_supported() {
        let deep = format!("{}a{}", "(".repeat(50), ")".repeat(50));
        let long = vec!["a"; 34].join(".");
        for text in [
            "",
            "a.",
            ".a",
            "a[0]",
            "a[].b[*].c",
            "a[*].b[*].c",
            "a[].b[?c].d",
            "a[?b",
            "a[][]",
            "a b",
            "a ||",
            "(a",
            "(a).b",
            "length(a",
            "sort(a)",
            "a == `1.5`",
            "a == 'b\\'c'",
            "@",
            "1",
            &deep,
            &long,
            &"!".repeat(1_000_000),
            &vec!["a"; 10_000].join(" || "),
        ] {
            assert_eq!(Expression::parse(text), None, "{text:.40}");
        }
    }
}

/// A step of a path through values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Selects a member of a structure: `.name`.
    Member(String),
    /// Selects each element of a list: `[*]`.
    Each,
    /// Selects each key of a map: `keys(..)`.
    Keys,
    /// Selects each value of a map: `.*`. Only waiters use it.
    Values,
    /// Selects the values for which a condition holds: `[?..]`, after [`Each`](Self::Each). Only waiters use it.
    Filter(Box<Expression>),
    /// Selects the values at several paths of members: `.[a.b, c][]`.
    Select(Vec<Vec<String>>),
}

/// Returns the text of a path.
#[must_use]
pub(crate) fn path_text(steps: &[Step]) -> String {
    let mut text = String::new();
    for step in steps {
        match step {
            Step::Member(name) if text.is_empty() => text.push_str(name),
            Step::Member(name) => text.extend([".", name]),
            Step::Each => text.push_str("[*]"),
            Step::Keys => text = format!("keys({text})"),
            Step::Values => text.push_str(".*"),
            // Paths of endpoint parameters have no filters.
            Step::Filter(_) => text.push_str("[?..]"),
            Step::Select(paths) => {
                let paths: Vec<String> = paths.iter().map(|path| path.join(".")).collect();
                text.push_str(&format!(".[{}][]", paths.join(", ")));
            }
        }
    }
    text
}
