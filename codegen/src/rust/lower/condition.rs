//! Lowering of a waiter's conditions: JMESPath with the types of the model.

use super::Lower;
use super::context::Walk;
use crate::model::{Comparison, Expression, Kind, Literal, Shape, ShapeId, Step};
use crate::rust::item::{Condition, Count, Hop, Scalar, Type};

/// The conditions on values of one shape.
pub(super) struct Conditions<'l, 'a> {
    lower: &'l Lower<'a>,
    root: Option<&'l ShapeId>,
    /// True if one of the fields is deprecated.
    pub(super) is_deprecated: bool,
    /// The unions on the paths.
    pub(super) unions: Vec<Type>,
}

/// A path with the shape at its end.
pub(super) struct Reached<'l> {
    pub(super) hops: Vec<Hop>,
    /// True if the path selects several values.
    pub(super) many: bool,
    pub(super) end: &'l Shape,
}

impl Reached<'_> {
    fn is_text(&self) -> bool {
        !self.many && matches!(self.end.kind, Kind::String | Kind::Enum(_))
    }
}

impl<'l, 'a> Conditions<'l, 'a> {
    pub(super) fn new(lower: &'l Lower<'a>, root: Option<&'l ShapeId>) -> Self {
        Self { lower, root, is_deprecated: false, unions: Vec::new() }
    }

    /// Lowers an expression in the place of a condition. Returns `None` for members that the model does not have, and for
    /// comparisons of different types.
    pub(super) fn condition(&mut self, expression: &Expression) -> Option<Condition> {
        let boxed = |condition: Condition| Box::new(condition);
        match expression {
            Expression::And(a, b) => Some(Condition::And(boxed(self.condition(a)?), boxed(self.condition(b)?))),
            Expression::Or(a, b) => Some(Condition::Or(boxed(self.condition(a)?), boxed(self.condition(b)?))),
            Expression::Not(inner) => Some(Condition::Not(boxed(self.condition(inner)?))),
            Expression::Compare(a, comparison, b) => self.compare(a, *comparison, b),
            Expression::Contains(list, value) => self.contains(list, value),
            Expression::Path(steps) => {
                let reached = self.elements(steps)?;
                Some(match reached.end.kind {
                    _ if reached.many => Condition::Any(reached.hops),
                    Kind::Map(..) => {
                        Condition::Counts(Count::Elements(reached.hops), Comparison::Greater, Count::Literal(0))
                    }
                    Kind::Boolean => Condition::Flag(reached.hops),
                    Kind::String | Kind::Enum(_) => Condition::Present(reached.hops, true),
                    _ => Condition::Present(reached.hops, false),
                })
            }
            // The length of something, which is a number, is not a condition.
            Expression::Length(_) | Expression::Literal(_) => None,
        }
    }

    fn contains(&mut self, list: &Expression, value: &Expression) -> Option<Condition> {
        let (Expression::Path(steps), Expression::Literal(Literal::Text(text))) = (list, value) else { return None };
        let reached = self.elements(steps)?;
        let is_text = matches!(reached.end.kind, Kind::String | Kind::Enum(_));
        (reached.many && is_text).then(|| Condition::Contains(reached.hops, text.clone()))
    }

    fn compare(&mut self, a: &Expression, comparison: Comparison, b: &Expression) -> Option<Condition> {
        let is_count = |it: &Expression| matches!(it, Expression::Length(_));
        if is_count(a) || is_count(b) {
            let (a, b) = (self.count(a)?, self.count(b)?);
            return Some(match (a, comparison, b) {
                (Count::Values(hops), Comparison::Greater, Count::Literal(0)) => Condition::Any(hops),
                (Count::Values(hops), Comparison::Equal, Count::Literal(0)) => {
                    Condition::Not(Box::new(Condition::Any(hops)))
                }
                (a, comparison, b) => Condition::Counts(a, comparison, b),
            });
        }
        if let (Expression::Path(steps), Expression::Literal(Literal::Null)) = (a, b) {
            let reached = self.reach(steps).filter(|reached| !reached.many)?;
            let is_null = Condition::IsNull(reached.hops);
            return match comparison {
                Comparison::Equal => Some(is_null),
                Comparison::NotEqual => Some(Condition::Not(Box::new(is_null))),
                _ => None,
            };
        }
        use Scalar::{Flag, FlagLiteral, Number, NumberLiteral, Text, TextLiteral};
        let (a, b) = (self.scalar(a)?, self.scalar(b)?);
        let is_equality = matches!(comparison, Comparison::Equal | Comparison::NotEqual);
        let is_possible = match (&a, &b) {
            (Text(_) | TextLiteral(_), Text(_) | TextLiteral(_)) => is_equality,
            (Flag(_) | FlagLiteral(_), Flag(_) | FlagLiteral(_)) => is_equality,
            (Number(..) | NumberLiteral(_), Number(..) | NumberLiteral(_)) => true,
            _ => false,
        };
        is_possible.then_some(Condition::Scalars(a, comparison, b))
    }

    fn count(&mut self, expression: &Expression) -> Option<Count> {
        let inner = match expression {
            Expression::Literal(Literal::Number(number)) => return u32::try_from(*number).ok().map(Count::Literal),
            Expression::Length(inner) => inner,
            _ => return None,
        };
        // `length(a || '')` is 0 where `a` is absent, and so is `length(a)` here.
        let inner = match &**inner {
            Expression::Or(path, other) if **other == Expression::Literal(Literal::Text(String::new())) => path,
            inner => inner,
        };
        let Expression::Path(steps) = inner else { return None };
        let reached = self.elements(steps)?;
        Some(match reached.end.kind {
            _ if reached.many => Count::Values(reached.hops),
            Kind::Map(..) => Count::Elements(reached.hops),
            Kind::String | Kind::Enum(_) => Count::Characters(reached.hops),
            _ => return None,
        })
    }

    fn scalar(&mut self, expression: &Expression) -> Option<Scalar> {
        let steps = match expression {
            Expression::Literal(Literal::Text(text)) => return Some(Scalar::TextLiteral(text.clone())),
            Expression::Literal(Literal::Number(number)) => return Some(Scalar::NumberLiteral(*number)),
            Expression::Literal(Literal::Flag(flag)) => return Some(Scalar::FlagLiteral(*flag)),
            Expression::Path(steps) => steps,
            _ => return None,
        };
        let reached = self.reach(steps).filter(|reached| !reached.many)?;
        Some(match reached.end.kind {
            _ if reached.is_text() => Scalar::Text(reached.hops),
            Kind::Boolean => Scalar::Flag(reached.hops),
            Kind::Byte | Kind::Short | Kind::Integer => Scalar::Number(reached.hops, false),
            Kind::Long => Scalar::Number(reached.hops, true),
            _ => return None,
        })
    }

    /// Resolves a path. The elements of a list at its end are selected one by one, unless it is a list for each of several
    /// values.
    pub(super) fn elements(&mut self, steps: &[Step]) -> Option<Reached<'l>> {
        let reached = self.reach(steps)?;
        if reached.many || !matches!(reached.end.kind, Kind::List(_)) {
            return Some(reached);
        }
        self.reach(&[steps, &[Step::Each]].concat())
    }

    /// Resolves a path to fields, and to the shape at its end.
    pub(super) fn reach(&mut self, steps: &[Step]) -> Option<Reached<'l>> {
        let mut walk = Walk::from(self.lower, self.root);
        let hops = steps.iter().map(|step| walk.step(step)).collect::<Option<Vec<Hop>>>()?;
        self.is_deprecated |= walk.is_deprecated();
        let (many, end) = (walk.is_many(), walk.shape()?);
        self.unions.append(&mut walk.into_unions());
        Some(Reached { hops, many, end })
    }
}
