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
    let letters = name.chars().count();
    let limit = letters / 3 + 1;
    let name = name.to_lowercase();
    // A name that is longer or shorter by more than the limit is not near, and need not be measured.
    let all = all.filter(|other| other.chars().count().abs_diff(letters) <= limit);
    let measured = all.map(|other| (strsim::levenshtein(&name, &other.to_lowercase()), other));
    measured.filter(|(distance, _)| *distance <= limit).min().map(|(_, other)| other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_many_faults_are_reported_with_a_suggestion() {
        let near = |found| nearest_of_few(found, "Thin", ["Other", "Thing"].into_iter());
        assert_eq!([near(0), near(MOST - 1), near(MOST)], [Some("Thing"), Some("Thing"), None]);
    }
}
