//! The relative links, anchors and pictures of the pages in this repository.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Folders without pages for people: guides are rustdoc's to check.
const LEFT_ALONE: [&str; 6] = ["target", ".git", "fixtures", "golden", "guide", "vectors"];

/// The pages below a folder, relative to it.
pub(crate) fn pages(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    find(root, &mut found);
    found.sort();
    found.into_iter().map(|path| path.strip_prefix(root).expect("it is below").to_path_buf()).collect()
}

fn find(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
        let path = entry.expect("an entry").path();
        let is_left_alone = LEFT_ALONE.iter().any(|name| path.file_name().is_some_and(|it| it == *name));
        if path.is_dir() && !path.is_symlink() && !is_left_alone {
            find(&path, found);
        } else if path.extension().is_some_and(|it| it == "md") {
            found.push(path);
        }
    }
}

/// The links of a page that lead nowhere. `count` grows by all links that were looked at.
pub(crate) fn broken(root: &Path, page: &Path, count: &mut usize) -> Vec<String> {
    let text = read(&root.join(page));
    let targets = targets(&text);
    let targets = targets.iter().filter(|it| !it.contains("://") && !it.starts_with("mailto:"));
    let is_broken = |target: &&String| {
        *count += 1;
        let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
        let at = root.join(page).parent().expect("a page is in a folder").join(path);
        let at = if path.is_empty() { root.join(page) } else { at };
        !at.exists() || (!anchor.is_empty() && !anchors(&read(&at)).contains(&anchor.to_owned()))
    };
    targets.filter(is_broken).map(|target| format!("{}: {target}", page.display())).collect()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The targets of links and pictures, those in HTML included.
fn targets(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    for event in Parser::new_ext(text, Options::all()) {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => all.push(dest_url.into_string()),
            Event::Html(html) | Event::InlineHtml(html) => {
                for attribute in ["src=\"", "srcset=\"", "href=\""] {
                    let values = html.split(attribute).skip(1).filter_map(|rest| rest.split('"').next());
                    all.extend(values.map(str::to_owned));
                }
            }
            _ => {}
        }
    }
    all
}

/// The anchors of a page's headings, as GitHub makes them.
fn anchors(text: &str) -> Vec<String> {
    let (mut all, mut heading, mut seen) = (Vec::new(), None::<String>, BTreeMap::<String, usize>::new());
    for event in Parser::new_ext(text, Options::empty()) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::Text(text) | Event::Code(text) => heading.iter_mut().for_each(|it| it.push_str(&text)),
            Event::End(TagEnd::Heading(_)) => {
                let slug = slug(&heading.take().unwrap_or_default());
                let number = seen.entry(slug.clone()).or_default();
                all.push(if *number == 0 { slug } else { format!("{slug}-{number}") });
                *number += 1;
            }
            _ => {}
        }
    }
    all
}

fn slug(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}
