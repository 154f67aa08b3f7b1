//! The nearest name, for "did you mean".

/// The maximum number of errors of a run with a suggestion. A search takes time in proportion to the number of names,
/// and later errors are seldom read.
const MOST: usize = 20;

/// Returns the sentence that suggests a name.
#[must_use]
pub fn did_you_mean(near: &str) -> String {
    format!("did you mean `{near}`?")
}

/// Returns the result of [`nearest`], or `None` if the run has `found` many errors already.
pub(crate) fn nearest_of_few<'a>(found: usize, name: &str, all: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if found < MOST { nearest(name, all) } else { None }
}

/// Returns the name among `all` that is nearest to `name`, if any is near enough to be a suggestion.
///
/// Names such as `namespace#Shape$member` are compared part by part. Compared as a whole, two members of a shape with a long
/// name would be near, whatever they are called.
pub fn nearest<'a>(name: &str, all: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // The time to compute a distance is the product of the lengths of both names.
    const LONGEST: usize = 128;
    // No published model has as many names. In a larger model, errors are reported faster, and seldom without a
    // suggestion.
    const NAMES: usize = 20_000;
    let all = all.take(NAMES).filter(|other| other.len() <= LONGEST);
    if name.len() > LONGEST {
        return None;
    }
    let wanted: Vec<Part> = name.split(SEPARATORS).map(Part::new).collect();
    all.filter_map(|other| Some((distance(&wanted, other)?, other))).min().map(|(_, other)| other)
}

/// The characters between a namespace, a shape and a member.
const SEPARATORS: [char; 2] = ['#', '$'];

/// A part of the name to which others are compared.
struct Part {
    lower: String,
    letters: usize,
}

impl Part {
    fn new(text: &str) -> Self {
        Self { lower: text.to_lowercase(), letters: text.chars().count() }
    }

    /// Returns the distance to the same part of another name; `None` if that is not near.
    fn distance(&self, other: &str) -> Option<usize> {
        let limit = self.letters / 3 + 1;
        // A part that is longer or shorter by more than the limit is not near, and need not be measured.
        if other.chars().count().abs_diff(self.letters) > limit {
            return None;
        }
        Some(strsim::levenshtein(&self.lower, &other.to_lowercase())).filter(|distance| *distance <= limit)
    }
}

/// Returns the distance between names with the same number of parts; `None` if a part is not near.
fn distance(wanted: &[Part], other: &str) -> Option<usize> {
    let mut others = other.split(SEPARATORS);
    let distance = wanted.iter().map(|part| part.distance(others.next()?)).sum::<Option<usize>>()?;
    others.next().is_none().then_some(distance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_many_faults_are_reported_with_a_suggestion() {
        let near = |found| nearest_of_few(found, "Thin", ["Other", "Thing"].into_iter());
        assert_eq!([near(0), near(MOST - 1), near(MOST)], [Some("Thing"), Some("Thing"), None]);
    }

    #[test]
    fn composed_names_are_compared_part_by_part() {
        let near = |name| nearest(name, ["RemoteAccessSession$clientId", "com.amazonaws.devicefarm#Job"].into_iter());
        for name in ["RemoteAccessSession$clientID", "RemoteAccesSession$clientid", "RemoteAccessSession$cliendId"] {
            assert_eq!(near(name), Some("RemoteAccessSession$clientId"), "{name}");
        }
        for name in
            ["RemoteAccessSession$hostAddress", "RemoteAccessSession$arn", "RemoteAccessSession", "Session$clientId"]
        {
            assert_eq!(near(name), None, "{name}");
        }
        assert_eq!(near("com.amazonaws.devicefarm#Jobs"), Some("com.amazonaws.devicefarm#Job"));
        assert_eq!(near("com.amazon.devicefarm#Job"), Some("com.amazonaws.devicefarm#Job"));
        for name in ["com.amazonaws.devicefarm#Run", "com.amazonaws.devicefarm#Job$arn", "Job"] {
            assert_eq!(near(name), None, "{name}");
        }
    }
}
