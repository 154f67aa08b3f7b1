//! A random model, before it is written in a format.

use std::collections::HashSet;

use super::random::Random;
use super::words;

/// The protocols, by botocore's name, by Smithy's, and whether they bind members to HTTP.
pub const PROTOCOLS: &[(&str, &str, bool)] = &[
    ("json", "aws.protocols#awsJson1_1", false),
    ("rest-json", "aws.protocols#restJson1", true),
    ("rest-xml", "aws.protocols#restXml", true),
    ("query", "aws.protocols#awsQuery", false),
    ("ec2", "aws.protocols#ec2Query", false),
    ("smithy-rpc-v2-cbor", "smithy.protocols#rpcv2Cbor", false),
];

/// A model.
#[derive(Debug)]
pub struct Model {
    pub protocol: usize,
    pub shapes: Vec<Shape>,
    pub operations: Vec<Operation>,
}

/// A shape.
#[derive(Debug)]
pub struct Shape {
    pub name: String,
    pub kind: Kind,
    pub members: Vec<Member>,
    pub is_deprecated: bool,
    pub is_sensitive: bool,
}

/// The kind of a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    String,
    Boolean,
    Integer,
    Long,
    Float,
    Double,
    Blob,
    Timestamp,
    Enum,
    List,
    Map,
    Structure,
    Union,
    Error,
}

/// A member; of an enum, a value.
#[derive(Debug)]
pub struct Member {
    pub name: String,
    pub target: usize,
    pub is_required: bool,
    pub is_deprecated: bool,
    pub is_token: bool,
    pub has_docs: bool,
}

/// An operation, with pages and waiters where its output allows them.
#[derive(Debug)]
pub struct Operation {
    pub name: String,
    pub input: Option<usize>,
    pub output: Option<usize>,
    pub errors: Vec<usize>,
    /// The members of tokens in input and output, and of what is listed.
    pub pages: Option<(String, String, String)>,
    /// The waiter's name, and a member of the output that is a string or an enum, or no member.
    pub waiter: Option<(String, Option<String>)>,
}

const SCALARS: &[Kind] =
    &[Kind::String, Kind::Boolean, Kind::Integer, Kind::Long, Kind::Float, Kind::Double, Kind::Blob, Kind::Timestamp];

impl Model {
    /// Makes a model.
    pub fn random(random: &mut Random) -> Self {
        let protocol = random.below(PROTOCOLS.len());
        let mut names = HashSet::new();
        let mut kinds: Vec<Kind> = SCALARS.to_vec();
        for _ in 0..2 + random.below(8) {
            kinds.push(*random.of(&[
                Kind::Structure,
                Kind::Structure,
                Kind::Structure,
                Kind::Union,
                Kind::Enum,
                Kind::List,
                Kind::Map,
                Kind::Error,
                Kind::String,
            ]));
        }
        let mut shapes: Vec<Shape> = kinds
            .into_iter()
            .map(|kind| Shape {
                name: fresh(random, &mut names),
                kind,
                members: Vec::new(),
                is_deprecated: random.one_in(10),
                is_sensitive: random.one_in(12),
            })
            .collect();
        for at in 0..shapes.len() {
            shapes[at].members = members(random, &shapes, at);
        }
        let mut model = Self { protocol, shapes, operations: Vec::new() };
        for _ in 0..1 + random.below(6) {
            let operation = model.operation(random, &mut names);
            model.operations.push(operation);
        }
        model
    }

    fn operation(&mut self, random: &mut Random, names: &mut HashSet<String>) -> Operation {
        let own = |model: &mut Self, random: &mut Random, names: &mut HashSet<String>| {
            let name = fresh(random, names);
            model.shapes.push(Shape {
                name,
                kind: Kind::Structure,
                members: Vec::new(),
                is_deprecated: false,
                is_sensitive: false,
            });
            let at = model.shapes.len() - 1;
            model.shapes[at].members = members(random, &model.shapes, at);
            at
        };
        let end = |model: &mut Self, random: &mut Random, names: &mut HashSet<String>| match random.below(5) {
            0 => None,
            1 => model.shapes.iter().position(|shape| shape.kind == Kind::Structure),
            _ => Some(own(model, random, names)),
        };
        let (input, output) = (end(self, random, names), end(self, random, names));
        let errors: Vec<usize> = (0..self.shapes.len()).filter(|&at| self.shapes[at].kind == Kind::Error).collect();
        let errors = errors.into_iter().filter(|_| random.one_in(2)).collect();
        Operation {
            name: fresh(random, names),
            pages: self.pages(input, output),
            waiter: output.filter(|_| !random.one_in(4)).map(|output| {
                let texts = self.members_of(output, &[Kind::String, Kind::Enum]);
                (words::name(random), texts.first().cloned())
            }),
            input,
            output,
            errors,
        }
    }

    fn pages(&self, input: Option<usize>, output: Option<usize>) -> Option<(String, String, String)> {
        let first = |of: usize, kinds: &[Kind]| self.members_of(of, kinds).first().cloned();
        let token = first(input?, &[Kind::String])?;
        Some((token, first(output?, &[Kind::String])?, first(output?, &[Kind::List])?))
    }

    /// The members of a structure whose targets are of some kind.
    fn members_of(&self, structure: usize, kinds: &[Kind]) -> Vec<String> {
        let members = self.shapes[structure].members.iter();
        members.filter(|it| kinds.contains(&self.shapes[it.target].kind)).map(|it| it.name.clone()).collect()
    }
}

/// A name that no shape has, in any case: botocore has one list for shapes and one for operations, Smithy one for both.
fn fresh(random: &mut Random, names: &mut HashSet<String>) -> String {
    loop {
        let name = words::name(random);
        if names.insert(name.to_lowercase()) {
            return name;
        }
    }
}

fn members(random: &mut Random, shapes: &[Shape], owner: usize) -> Vec<Member> {
    let count = match shapes[owner].kind {
        Kind::Enum => 1 + random.below(6),
        Kind::List => 1,
        Kind::Map => 2,
        Kind::Union => 1 + random.below(5),
        Kind::Structure | Kind::Error => match random.below(100) {
            0..5 => 0,
            5 => 13 + random.below(12),
            // The text of a builder grows with the square of its required members.
            6 if random.one_in(8) => 70 + random.below(31),
            _ => 1 + random.below(6),
        },
        _ => 0,
    };
    let mut names = HashSet::new();
    let all_required = count > 12 && random.one_in(2);
    let mut members = Vec::new();
    while members.len() < count {
        let is_enum = shapes[owner].kind == Kind::Enum;
        let plain = if is_enum { words::value(random) } else { words::name(random) };
        // There are not as many words as members.
        let name = if members.len() > 20 { format!("{plain}{}", members.len()) } else { plain };
        if !names.insert(if is_enum { name.clone() } else { name.to_lowercase() }) {
            continue;
        }
        members.push(Member {
            name,
            target: target(random, shapes, owner, members.len()),
            is_required: all_required || random.one_in(4),
            is_deprecated: random.one_in(12),
            is_token: random.one_in(8),
            has_docs: random.one_in(4),
        });
    }
    members
}

/// The target of a member. Lists and maps hold only what comes before them, structures or unions, so that no cycle consists of
/// lists and maps.
fn target(random: &mut Random, shapes: &[Shape], owner: usize, number: usize) -> usize {
    let is_collection = matches!(shapes[owner].kind, Kind::List | Kind::Map);
    loop {
        let at = random.below(shapes.len());
        let kind = shapes[at].kind;
        let is_key = shapes[owner].kind == Kind::Map && number == 0;
        let fits = match kind {
            Kind::Error => false,
            _ if is_key => matches!(kind, Kind::String),
            Kind::List | Kind::Map if is_collection => at < owner,
            _ => true,
        };
        if fits {
            return at;
        }
    }
}
