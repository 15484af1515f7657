//! Which other ways would meet the targets, what would they cost, and why do some
//! not do?

use super::roofline::{Regime, Weights};
use super::search::{Among, Candidate, Reason, every_gpu, ranked, splits};
use super::stated;
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::format::shown;
use crate::report::{Node, Row, Span, text};
use crate::scenario::Scenario;

/// How many ways that do, and that do not, are listed.
const LISTED: usize = 12;
const MONTHLY: Unit = Unit::Of("USD/month");

/// Every GPU and precision with its best split: what it comes to, or why not.
pub(super) fn alternatives(scenario: &Scenario, plan: &Plan) -> Option<Node> {
    let of = &scenario.inference;
    let model = stated::model(of, of.model).ok()?;
    let calls = plan.demand.as_ref()?.inference_rate.or_zero();
    let mut gpus = every_gpu();
    if of.gpu.id() == "custom" {
        gpus.extend(stated::gpus(of, of.gpu).ok()?);
    }
    let among = Among {
        gpus,
        weights: Weights::ALL.to_vec(),
        splits: splits(of.gpus_per_node),
    };
    let mut asked = stated::asked(of, calls, plan.number("inference.spare")?);
    // What is stated of one GPU's price says nothing of the others'.
    asked.gpu_hour = None;
    let mut seen: Vec<(usize, Weights)> = Vec::new();
    let mut kept: Vec<Candidate> = Vec::new();
    for candidate in ranked(&asked, &model, &among) {
        let key = (candidate.place, candidate.weights);
        if !seen.contains(&key) {
            seen.push(key);
            kept.push(candidate);
        }
    }
    let (good, bad): (Vec<_>, Vec<_>) = kept.iter().partition(|it| it.result.is_ok());
    let rows = good
        .into_iter()
        .take(LISTED)
        .chain(bad.into_iter().take(LISTED));
    Some(Node::table(
        "Other ways to meet the targets, the cheapest first, and why some do not",
        &["Way", "GPUs", "A month", "A replica serves", "Remark"],
        rows.map(way).collect(),
    ))
}

fn way(candidate: &Candidate) -> Row {
    let split = shown(candidate.split, Unit::Of("gpu"));
    let label = [
        candidate.gpu.label,
        ", ",
        candidate.weights.label(),
        ", ",
        &split,
    ]
    .concat();
    let said = |words: String| Span::Text(words.into());
    let cells = match &candidate.result {
        Ok(sized) => vec![
            said(shown(sized.gpus, Unit::Of("1"))),
            said(
                sized
                    .per_month()
                    .map_or_else(|| "no price".to_owned(), |month| shown(month, MONTHLY)),
            ),
            said(shown(sized.most, Unit::Of("req/s"))),
            text(match sized.replica.regime {
                Regime::Carried => "not validated on this GPU",
                Regime::Dense | Regime::Experts => "",
            }),
        ],
        Err(reason) => vec![text(""), text(""), text(""), said(why_not(*reason))],
    };
    Row {
        label: label.into(),
        cells,
    }
}

/// `KV memory: needs 41 GiB, 33 free`.
pub fn why_not(reason: Reason) -> String {
    let gib = |value: f64| shown(value, Unit::Of("GiB"));
    let ms = |seconds: f64| shown(seconds * 1000.0, Unit::Of("ms"));
    match reason {
        Reason::Precision => "no units for this precision".to_owned(),
        Reason::Heads => "the heads cannot be dealt out evenly".to_owned(),
        Reason::Weights(needs, free) => {
            ["weights: need ", &gib(needs), ", ", &gib(free), " free"].concat()
        }
        Reason::Context(needs, free) => {
            ["KV memory: needs ", &gib(needs), ", ", &gib(free), " free"].concat()
        }
        Reason::Tpot(seconds) => ["time per token: ", &ms(seconds), " at the least"].concat(),
        Reason::Ttft(seconds) => ["first token: up to ", &ms(seconds), " when idle"].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_that_does_not_do_says_what_it_lacks() {
        let context = Reason::Context(41.0, 33.0);
        assert_eq!(why_not(context), "KV memory: needs 41 GiB, 33 GiB free");
    }
}
