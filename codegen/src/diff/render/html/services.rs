//! The page of several services: a table of all, then a section for each that has a report.

use std::fmt::Write as _;

use super::markup::{badge, escape};
use super::{changes, counts, filters, numbers, page, verdict};
use crate::diff::change::{Effect, Level};
use crate::diff::overview::Overview;
use crate::diff::report::Report;

impl Overview {
    /// Returns the overview as one page of HTML: the verdict on all services, a table with a row for each, and a section for
    /// each that both sides list. The page of one service alone is that of its report.
    #[must_use]
    pub fn html(&self) -> String {
        if let ([report], []) = (self.reports.as_slice(), self.services.as_slice()) {
            return report.html();
        }
        let all = self.reports.len() + self.services.len();
        let services = format!("{all} {}", if all == 1 { "service" } else { "services" });
        let title = format!("{services}: {}", self.level());
        let mut body = format!("<header class=verdict>\n<h1>{services}: {}</h1>\n<p>", badge(self.level()));
        body.push_str(&counts(|level| self.count(level), |effect| self.count_effect(effect)));
        body.push_str("</p>\n</header>\n");
        body.push_str(&self.table());
        body.push_str(&filters(&self.reports.iter().collect::<Vec<_>>()));
        for (index, report) in self.reports.iter().enumerate() {
            let _ = writeln!(body, "<section class=service id=\"s{index}\">");
            body.push_str(&verdict(report, "h2", &named(report)));
            let prefix = format!("s{index}-");
            body.push_str(&changes::operations(report, &prefix));
            body.push_str(&changes::groups(report, &prefix));
            body.push_str("</section>\n");
        }
        page(&title, &body)
    }

    /// A row for each service, the gravest first.
    fn table(&self) -> String {
        let reports = self.reports.iter().enumerate().map(|(index, report)| (report.level(), of_report(index, report)));
        let services = self.services.iter().map(|service| {
            let (name, level) = (escape(service.name()), service.level());
            let text = format!("the service was {}", service.change());
            (level, row(level, &format!("<code>{name}</code>"), &text, ""))
        });
        let mut rows: Vec<(Level, String)> = reports.chain(services).collect();
        rows.sort_by_key(|(level, _)| std::cmp::Reverse(*level));
        let rows: String = rows.into_iter().map(|(_, row)| row).collect();
        format!(
            "<table class=services>\n<thead><tr><th scope=col>service</th><th scope=col>verdict</th><th scope=col>Rust \
             API</th><th scope=col>on the wire</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"
        )
    }
}

/// The name of a service with its module, by which a manifest and the paths of Rust know it.
fn named(report: &Report) -> String {
    format!("{} {} ({})", report.new.service, report.new.api_version, report.module)
}

fn of_report(index: usize, report: &Report) -> String {
    let link = format!("<a href=\"#s{index}\">{}</a>", escape(&named(report)));
    let or_nothing = |text: String| if text.is_empty() { "nothing".to_owned() } else { text };
    let levels = numbers(&Level::ALL, |level| report.count(level));
    let effects = numbers(&Effect::ALL, |effect| report.count_effect(effect));
    row(report.level(), &link, &or_nothing(levels), &or_nothing(effects))
}

fn row(level: Level, service: &str, api: &str, wire: &str) -> String {
    format!("<tr><th scope=row>{service}</th><td>{}</td><td>{api}</td><td>{wire}</td></tr>\n", badge(level))
}
