//! How does the first screen look as a picture that is pasted elsewhere? What is planned in
//! a sentence, the verdict, the runway and the four answers in two lines each.
//!
//! The words are those of the page; where they go says [`mod@board`].

use super::document::{Given, in_a_sentence, made, title};
use super::plain::{main, said};
use super::verdict::ASK;
use super::{Answer, Span, text};
use crate::charts::board::{self, Block, Board, Lanes};
use crate::workloads::resources::runway::{MARKS, PARTS, Places, SHOWN};
use crate::workloads::resources::{Lane, Runway};

/// The picture of a plan with what is said of it, and the link that opens it.
pub fn picture(
    given: Given,
    verdict: &[Span],
    answers: &[Answer; 4],
    runway: Option<&Runway>,
    link: &str,
) -> Board {
    let Given {
        scenario,
        plan,
        today,
        ..
    } = given;
    let block = |answer: &Answer| {
        let [first, _] = answer.why_in_short();
        Block {
            heading: answer.question.to_owned(),
            main: main(given, answer).trim_end_matches('.').to_owned(),
            is_known: !answer.main.is_empty(),
            about: said(given, &first),
        }
    };
    Board {
        title: title(scenario),
        question: scenario.origin().question.to_owned(),
        lead: said(given, &in_a_sentence(scenario, plan)),
        // Nobody types into a picture.
        finding: said(given, verdict.strip_suffix(&[text(ASK)]).unwrap_or(verdict)),
        lanes: runway.map(lanes),
        blocks: answers.iter().map(block).collect(),
        foot: made(today),
        link: link.to_owned(),
    }
}

/// The one of [`MARKS`] that a picture has.
const ORDER_BY: usize = 1;

/// The lanes that the page shows at first.
fn lanes(runway: &Runway) -> Lanes {
    let lane = |lane: &Lane| {
        let Places { until, marks } = runway.places(lane);
        board::Lane {
            name: lane.name.clone(),
            until,
            mark: marks[ORDER_BY],
            note: lane.note.clone(),
            is_late: lane.is_late,
        }
    };
    Lanes {
        title: runway.title.clone(),
        lanes: runway.lanes.iter().take(SHOWN).map(lane).collect(),
        ticks: runway.ticks.clone(),
        legend: [PARTS[0], PARTS[1], MARKS[ORDER_BY]],
        more: match runway.lanes.len().saturating_sub(SHOWN) {
            0 => String::new(),
            more => [&more.to_string(), " more"].concat(),
        },
    }
}
