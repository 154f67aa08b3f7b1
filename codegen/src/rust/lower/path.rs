//! Paths through an operation's input or output, and a waiter's conditions: JMESPath with the types of the model.

use super::members::member_names;
use super::{FileScope, Lower};
use crate::model::{self, Comparison, Expression, Kind, Literal, Member, ParameterKind, Shape, ShapeId, Step};
use crate::rust::item::{self, Condition, Count, Hop, HopField, Scalar, Type};

/// The resolution of a path through an operation's input or output.
pub(super) struct Walk<'l, 'a> {
    lower: &'l Lower<'a>,
    /// The current shape.
    at: Option<&'l ShapeId>,
    many: bool,
    is_deprecated: bool,
    /// The unions on the path.
    unions: Vec<Type>,
}

impl<'l, 'a> Walk<'l, 'a> {
    pub(super) fn new(lower: &'l Lower<'a>, operation: &'l model::Operation) -> Self {
        Self::from(lower, operation.input.as_ref())
    }

    /// Begins a path at a shape.
    pub(super) fn from(lower: &'l Lower<'a>, at: Option<&'l ShapeId>) -> Self {
        Self { lower, at, many: false, is_deprecated: false, unions: Vec::new() }
    }

    /// Returns whether a member on the path is deprecated.
    pub(super) fn is_deprecated(&self) -> bool {
        self.is_deprecated
    }

    /// Returns whether the path selects several values.
    pub(super) fn is_many(&self) -> bool {
        self.many
    }

    /// Returns the unions on the path, which the file has to import.
    pub(super) fn into_unions(self) -> Vec<Type> {
        self.unions
    }

    /// Resolves a path to fields, and returns the type at its end; `None` if the path leads to no value of a suitable
    /// type.
    pub(super) fn reach(mut self, path: &[Step], wanted: ParameterKind) -> Option<(item::Reached, ParameterKind)> {
        let mut hops = path.iter().map(|step| self.step(step)).collect::<Option<Vec<Hop>>>()?;
        if wanted == ParameterKind::Texts && !self.many {
            hops.push(self.step(&Step::Each)?);
        }
        let end = self.shape().filter(|_| self.unions.is_empty())?;
        let kind = match (&end.kind, self.many) {
            (Kind::String | Kind::Enum(_), false) => ParameterKind::Text,
            (Kind::String | Kind::Enum(_), true) => ParameterKind::Texts,
            (Kind::Boolean, false) => ParameterKind::Flag,
            _ => return None,
        };
        let reached = item::Reached {
            hops,
            copied: kind == ParameterKind::Flag,
            is_string: matches!(end.kind, Kind::String),
            many: self.many,
            is_deprecated: self.is_deprecated,
        };
        Some((reached, kind))
    }

    /// Returns the current shape.
    pub(super) fn shape(&self) -> Option<&'l Shape> {
        self.lower.model.shapes.get(self.at?)
    }

    /// Resolves one step; `None` if it leads to no value.
    pub(super) fn step(&mut self, step: &Step) -> Option<Hop> {
        match step {
            Step::Member(name) => match &self.shape()?.kind {
                Kind::Union(members) => self.variant(members, name),
                _ => self.member(name).map(Hop::Field),
            },
            Step::Each => {
                let shape = self.shape()?;
                let Kind::List(element) = &shape.kind else { return None };
                self.at = Some(&element.target);
                self.many = true;
                Some(Hop::Each { sparse: shape.traits.sparse })
            }
            Step::Keys => {
                let Kind::Map(key, _) = &self.shape()?.kind else { return None };
                self.at = Some(&key.target);
                self.many = true;
                Some(Hop::Keys)
            }
            Step::Values => {
                let shape = self.shape()?;
                let Kind::Map(_, value) = &shape.kind else { return None };
                self.at = Some(&value.target);
                self.many = true;
                Some(Hop::Values { sparse: shape.traits.sparse })
            }
            Step::Filter(condition) => {
                let mut conditions = Conditions::new(self.lower, self.at);
                let condition = conditions.condition(condition)?;
                self.is_deprecated |= conditions.is_deprecated;
                self.unions.append(&mut conditions.unions);
                Some(Hop::Filter(Box::new(condition)))
            }
            Step::Select(paths) => {
                let from = self.at;
                let ways = paths.iter().map(|path| {
                    self.at = from;
                    let fields = path.iter().map(|name| self.member(name)).collect::<Option<Vec<_>>>()?;
                    Some((fields, self.at))
                });
                let (ways, ends): (Vec<_>, Vec<_>) = ways.collect::<Option<Vec<_>>>()?.into_iter().unzip();
                self.many = true;
                // The values are in one array, so that they must have the same type.
                let is_one = ends.windows(2).all(|pair| self.lower.is_same(pair[0], pair[1]));
                is_one.then_some(Hop::Select(ways))
            }
        }
    }

    /// Resolves a step to the value of a member of the current union.
    fn variant(&mut self, members: &'l [Member], name: &str) -> Option<Hop> {
        let shape = self.shape()?;
        let at = members.iter().position(|member| member.name == name)?;
        let member = &members[at];
        let union = self.lower.types.of_shape(self.lower.model, &shape.id, FileScope::Operation(""));
        let Type::Path(path) = &union else { return None };
        let ty = self.lower.types.of_member(self.lower.model, shape, member, FileScope::Types);
        let (path, boxed) = (path.clone(), matches!(ty, Type::Boxed(_)));
        self.at = Some(&member.target);
        self.is_deprecated |= member.traits.deprecated.is_some();
        self.unions.push(union);
        Some(Hop::Variant { union: path, variant: member_names(self.lower.model, shape).swap_remove(at), boxed })
    }

    fn member(&mut self, name: &str) -> Option<HopField> {
        let shape = self.shape()?;
        let Kind::Structure(members) = &shape.kind else { return None };
        let at = members.iter().position(|member| member.name == name)?;
        let member: &Member = &members[at];
        self.at = Some(&member.target);
        self.is_deprecated |= member.traits.deprecated.is_some();
        let ty = self.lower.types.of_member(self.lower.model, shape, member, FileScope::Types);
        let name = member_names(self.lower.model, shape).swap_remove(at);
        Some(HopField { name, boxed: matches!(ty, Type::Boxed(_)) })
    }
}

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
pub(super) struct ResolvedPath<'l> {
    pub(super) hops: Vec<Hop>,
    /// True if the path selects several values.
    pub(super) many: bool,
    pub(super) end: &'l Shape,
}

impl ResolvedPath<'_> {
    fn is_text(&self) -> bool {
        !self.many && matches!(self.end.kind, Kind::String | Kind::Enum(_))
    }
}

impl<'l, 'a> Conditions<'l, 'a> {
    pub(super) fn new(lower: &'l Lower<'a>, root: Option<&'l ShapeId>) -> Self {
        Self { lower, root, is_deprecated: false, unions: Vec::new() }
    }

    /// Lowers an expression that is used as a condition. Returns `None` for members that the model does not have, and
    /// for comparisons of different types.
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
            // A number, such as a length, is not a condition.
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

    /// Resolves a path. If the path ends at a list, the elements of the list are selected, unless the path selects
    /// several lists.
    pub(super) fn elements(&mut self, steps: &[Step]) -> Option<ResolvedPath<'l>> {
        let reached = self.reach(steps)?;
        if reached.many || !matches!(reached.end.kind, Kind::List(_)) {
            return Some(reached);
        }
        self.reach(&[steps, &[Step::Each]].concat())
    }

    /// Resolves a path to fields, and to the shape at its end.
    pub(super) fn reach(&mut self, steps: &[Step]) -> Option<ResolvedPath<'l>> {
        let mut walk = Walk::from(self.lower, self.root);
        let hops = steps.iter().map(|step| walk.step(step)).collect::<Option<Vec<Hop>>>()?;
        self.is_deprecated |= walk.is_deprecated();
        let (many, end) = (walk.is_many(), walk.shape()?);
        self.unions.append(&mut walk.into_unions());
        Some(ResolvedPath { hops, many, end })
    }
}
