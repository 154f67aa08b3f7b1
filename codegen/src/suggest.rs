//! The nearest name, for "did you mean".

/// The name among `all` that is nearest to `name`, if any is near enough to have been meant.
pub(crate) fn nearest<'a>(name: &str, all: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // Measuring takes as many steps as both have letters, multiplied.
    const LONGEST: usize = 128;
    let all = all.filter(|other| other.len() <= LONGEST);
    if name.len() > LONGEST {
        return None;
    }
    let limit = name.chars().count() / 3 + 1;
    let name = name.to_lowercase();
    let measured = all.map(|other| (strsim::levenshtein(&name, &other.to_lowercase()), other));
    measured.filter(|(distance, _)| *distance <= limit).min().map(|(_, other)| other)
}
