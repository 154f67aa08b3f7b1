//! The nearest name, for "did you mean".

/// The name among `all` that is nearest to `name`, if any is near enough to have been meant.
pub(crate) fn nearest<'a>(name: &str, all: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let limit = name.chars().count() / 3 + 1;
    let name = name.to_lowercase();
    let measured = all.map(|other| (strsim::levenshtein(&name, &other.to_lowercase()), other));
    measured.filter(|(distance, _)| *distance <= limit).min().map(|(_, other)| other)
}
