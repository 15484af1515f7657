//! How is a plan handed on in a few lines: as a text for a chat, and as a frame for
//! another page?

use super::document::{Given, title};
use super::plain::{answered, said};
use super::{Answer, Span};

/// Name, verdict, the four answers in a line each, and the link.
pub fn summary(given: Given, verdict: &[Span], answers: &[Answer; 4], link: &str) -> String {
    let mut lines = vec![title(given.scenario), said(given, verdict), String::new()];
    lines.extend(answers.iter().map(|answer| {
        let [first, _] = answer.why_in_short();
        let short = Answer {
            why: first,
            ..answer.clone()
        };
        [answer.question, " ", &answered(given, &short)].concat()
    }));
    lines.push(String::new());
    lines.push(link.to_owned());
    lines.join("\n")
}

/// How a scenario is shown within another page.
#[derive(Clone, PartialEq, Debug)]
pub struct Frame {
    /// Ids of the inputs that can be changed there.
    pub inputs: Vec<String>,
    /// How high it is, in pixels.
    pub height: u32,
    /// Whether a script of the other page has it as high as what it shows.
    pub is_fitted: bool,
}

impl Default for Frame {
    fn default() -> Self {
        Self {
            inputs: Vec::new(),
            height: 720,
            is_fitted: false,
        }
    }
}

/// What the other page does when the frame tells its height: no other message is taken, and
/// none is sent.
const FITTED: &str = "\n<script>addEventListener(\"message\", function (event) {
  document.querySelectorAll(\"iframe\").forEach(function (frame) {
    var told = event.data && event.data.headroom;
    if (told && event.source === frame.contentWindow) frame.height = told.height;
  });
});</script>";

impl Frame {
    /// Where the frame finds the scenario of a link.
    pub fn address(&self, link: &str) -> String {
        let (page, fragment) = link.split_once('#').unwrap_or((link, ""));
        let page = page.split('?').next().unwrap_or(page);
        let inputs = match self.inputs.as_slice() {
            [] => String::new(),
            inputs => ["=", &inputs.join(",")].concat(),
        };
        [page, "?embed", &inputs, "#", fragment].concat()
    }

    /// What shows the scenario of a link within another page.
    pub fn code(&self, link: &str, name: &str) -> String {
        [
            "<iframe src=\"",
            &escaped(&self.address(link)),
            "\" title=\"Headroom: ",
            &escaped(name),
            "\" width=\"100%\" height=\"",
            &self.height.to_string(),
            "\" loading=\"lazy\" sandbox=\"allow-scripts\"></iframe>",
            if self.is_fitted { FITTED } else { "" },
        ]
        .concat()
    }
}

/// Text within an attribute of HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::plan;
    use crate::quantity::date::Date;
    use crate::report::{answers, verdict};
    use crate::review::review;
    use crate::scenario::preset::{preset, presets};

    #[test]
    fn a_chat_is_told_the_verdict_the_answers_and_the_way_to_them() {
        let mut scenario = preset("saas-1").unwrap().scenario();
        scenario.name = "Spring".to_owned();
        let plan = plan(&scenario);
        let findings = review(&scenario, &plan);
        let today = Date::new(2026, 11, 28).unwrap();
        let answers = answers(&scenario, &plan, &findings, today);
        let given = Given {
            scenario: &scenario,
            plan: &plan,
            findings: &findings,
            today,
            typed: &[],
        };
        let verdict = verdict(&given.basis(), &answers);
        let text = summary(given, &verdict, &answers, "https://example.com/#1x");
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 9, "{text}");
        assert!(lines[0].contains("Spring"), "{text}");
        assert!(lines[1].starts_with("Order GPU nodes by "), "{text}");
        assert!(lines[3].starts_with("Can we serve more? "), "{text}");
        assert_eq!(lines[8], "https://example.com/#1x");
    }

    #[test]
    fn each_answer_begins_as_a_sentence_does() {
        for preset in presets() {
            let scenario = preset.scenario();
            let plan = plan(&scenario);
            let given = Given {
                scenario: &scenario,
                plan: &plan,
                findings: &[],
                today: Date::new(2026, 11, 28).unwrap(),
                typed: &[],
            };
            let answers = answers(&scenario, &plan, &[], given.today);
            for answer in &answers {
                let text = answered(given, answer);
                let first = text.chars().next();
                assert!(
                    !first.is_some_and(char::is_lowercase),
                    "{}: {text}",
                    preset.id
                );
            }
        }
    }

    #[test]
    fn a_frame_shows_the_link_without_chrome_and_keeps_to_its_attributes() {
        let link = "https://example.com/plan/?other#1a\"b";
        let code = Frame::default().code(link, "A \"<b>\" & c");
        assert!(code.starts_with("<iframe src=\"https://example.com/plan/?embed#1a&quot;b\" title=\"Headroom: A &quot;&lt;b>&quot; &amp; c\""));
        assert!(
            code.ends_with("height=\"720\" loading=\"lazy\" sandbox=\"allow-scripts\"></iframe>")
        );
        let fitted = Frame {
            inputs: vec!["growth.rate".to_owned(), "tier.pro.price".to_owned()],
            height: 500,
            is_fitted: true,
        };
        let code = fitted.code(link, "");
        assert!(
            code.contains("?embed=growth.rate,tier.pro.price#1a"),
            "{code}"
        );
        assert!(code.contains("height=\"500\"") && code.ends_with("</script>"));
    }
}
