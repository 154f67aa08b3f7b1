//! Which services are compiled. The choice depends on the corpus alone: a list of known oddities, and of the rest some of
//! each protocol and size.

use std::str::FromStr;

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;

use super::outcome::Outcome;

/// The models that are to be compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Every service that was generated.
    All,
    /// So many.
    Number(usize),
    /// These.
    Named(Vec<String>),
}

/// How many a sample has, where it is not said.
const USUAL: usize = 40;

impl FromStr for Wanted {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let names = || text.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
        match (text, text.parse()) {
            ("all", _) => Ok(Self::All),
            ("sample", _) => Ok(Self::Number(USUAL)),
            (_, Ok(0)) => Err("a sample of none compiles nothing; leave the option out".to_owned()),
            (_, Ok(number)) => Ok(Self::Number(number)),
            _ => Ok(Self::Named(names())),
        }
    }
}

/// The list of oddities.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Oddities {
    service: Vec<Oddity>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Oddity {
    name: String,
    #[allow(dead_code, reason = "for those who read the list")]
    why: String,
}

/// The places of those that are compiled, in order. What could not be generated cannot be compiled either.
pub(super) fn choose(all: &[Outcome], wanted: &Wanted) -> Result<Vec<usize>> {
    let good: Vec<usize> = (0..all.len()).filter(|&at| all[at].errors.is_empty()).collect();
    let mut chosen = match wanted {
        Wanted::All => good,
        Wanted::Number(number) => sample(all, good, *number)?,
        Wanted::Named(names) => named(all, &good, names)?,
    };
    chosen.sort_unstable();
    Ok(chosen)
}

fn named(all: &[Outcome], good: &[usize], names: &[String]) -> Result<Vec<usize>> {
    for name in names {
        if !all.iter().any(|it| it.name == *name) {
            bail!("there is no service `{name}` to compile\n  help: services are called as their folders are");
        }
    }
    Ok(good.iter().copied().filter(|&at| names.contains(&all[at].name)).collect())
}

/// 1. Of the list, from its top, at most half of the number.
/// 2. The others in the order of their protocols, and of one protocol in that of their sizes; of these, as many as are
///    missing, equally far apart. So each protocol has a part according to its number, from small to large.
fn sample(all: &[Outcome], good: Vec<usize>, number: usize) -> Result<Vec<usize>> {
    let list: Oddities = toml::from_str(include_str!("sample.toml")).context("the list of oddities is broken")?;
    let places = list.service.iter().filter_map(|odd| good.iter().copied().find(|&at| all[at].name == odd.name));
    let mut chosen: Vec<usize> = places.take(number.div_ceil(2)).collect();
    let mut rest: Vec<usize> = good.into_iter().filter(|at| !chosen.contains(at)).collect();
    rest.sort_by_key(|&at| (all[at].protocol(), all[at].lines, at));
    let missing = (number - chosen.len()).min(rest.len());
    chosen.extend((0..missing).map(|i| rest[(2 * i + 1) * rest.len() / (2 * missing)]));
    Ok(chosen)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::super::find::Found;
    use codegen::diagnostic::Code;

    use super::*;

    fn outcome(name: &str, protocol: &str, lines: usize) -> Outcome {
        let found =
            Found { name: name.into(), version: String::new(), path: PathBuf::new(), size: 0, has_folder: true };
        let failed = Outcome::failed(&found, Code::NotJson, "wrong".into(), "");
        Outcome { protocol: Some(protocol.to_owned()), lines, errors: Vec::new(), ..failed }
    }

    fn names(all: &[Outcome], wanted: &Wanted) -> Vec<String> {
        let chosen = choose(all, wanted).expect("a choice");
        chosen.into_iter().map(|at| all[at].name.clone()).collect()
    }

    #[test]
    fn a_sample_has_oddities_and_every_protocol_and_size() {
        let mut all: Vec<Outcome> = (0..90).map(|i| outcome(&format!("rest{i}"), "x#rest", 1000 - i)).collect();
        all.extend((0..30).map(|i| outcome(&format!("json{i}"), "x#json", i)));
        all.extend([outcome("signin", "x#rest", 7), outcome("ec2", "x#ec2", 7), outcome("acm", "x#json", 7)]);
        all.push(Outcome {
            errors: Outcome::failed(&found(), Code::NotJson, "wrong".into(), "").errors,
            ..outcome("glue", "x", 1)
        });
        let chosen = names(&all, &Wanted::Number(8));
        assert_eq!(chosen, ["rest11", "rest35", "rest59", "rest83", "json12", "signin", "ec2", "acm"], "{chosen:?}");
        assert_eq!(names(&all, &Wanted::Number(1)), ["signin"]);
        assert_eq!(names(&all, &Wanted::Number(1000)).len(), all.len() - 1);
        assert_eq!(names(&all, &Wanted::All).len(), all.len() - 1);
        assert_eq!(names(&all, &Wanted::Named(vec!["json3".into(), "glue".into()])), ["json3"]);
        assert!(choose(&all, &Wanted::Named(vec!["jsn".into()])).is_err());
    }

    fn found() -> Found {
        Found { name: "a".into(), version: String::new(), path: PathBuf::new(), size: 0, has_folder: true }
    }

    #[test]
    fn what_is_wanted_is_a_word_a_number_or_names() {
        let wanted = |text: &str| text.parse::<Wanted>();
        assert_eq!(wanted("all"), Ok(Wanted::All));
        assert_eq!(wanted("sample"), Ok(Wanted::Number(USUAL)));
        assert_eq!(wanted("6"), Ok(Wanted::Number(6)));
        assert_eq!(wanted("ec2, s3"), Ok(Wanted::Named(vec!["ec2".into(), "s3".into()])));
        assert!(wanted("0").is_err());
    }

    #[test]
    fn the_list_names_each_service_once_with_a_reason() {
        let list: Oddities = toml::from_str(include_str!("sample.toml")).expect("a list");
        let mut names: Vec<&str> = list.service.iter().map(|odd| odd.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), list.service.len());
        assert!(list.service.iter().all(|odd| odd.why.len() > 10));
    }
}
