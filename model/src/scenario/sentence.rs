//! How does a scenario read in a sentence or two, and which of its inputs stand in them?
//!
//! A visitor who knows one number needs nothing else: the sentence names what
//! the workloads that are on ask for first.

use super::growth::Shape;
use super::web::Switch;
use super::{Field, Scenario, demand, fields, flow, growth, web, work};

/// A part of the sentence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// Words.
    Words(&'static str),
    /// An input, to be changed in place.
    Input(&'static Field),
}

/// The scenario in a sentence or two, part by part: how many there are and how they grow,
/// then what decides how much that takes.
pub fn sentence(scenario: &Scenario) -> Vec<Part> {
    use Part::{Input, Words};
    let on = |switch| switch == Switch::On;
    let mut parts = vec![
        Words("We have "),
        Input(scenario.demand.anchor.field()),
        Words(" "),
        Input(&demand::fields::anchor),
    ];
    if on(scenario.growth.workload) {
        parts.extend(growing(scenario.growth.shape));
    }
    parts.push(Words("."));
    let serves = on(scenario.inference.workload);
    let flows = on(scenario.flow.workload);
    let others = scenario.growth.is_planned() || on(scenario.money.workload) || flows || serves;
    if on(scenario.web.workload) || !others {
        parts.extend([
            Words(" Each user sends "),
            Input(&demand::fields::requests_per_user_minute),
            Words(" requests a minute at the peak; nodes are "),
            Input(&web::fields::node_type),
            Words("."),
        ]);
    }
    if serves {
        parts.extend(serving(scenario));
    }
    if flows {
        parts.extend(flowing());
    }
    parts
}

/// What users ask of a pipeline and pay.
fn flowing() -> Vec<Part> {
    use Part::{Input, Words};
    vec![
        Words(" Each sends "),
        Input(&demand::fields::messages_per_user_day),
        Words(" messages a day and, once they pay, pays $"),
        Input(&flow::fields::user_price),
        Words(" a month."),
    ]
}

/// An input by its id: those of a later part of the program are not named here, so that
/// their choices arrive with it.
fn input(id: &str) -> Part {
    fields::field(id).map_or(Part::Words(""), Part::Input)
}

/// What serves the models.
fn serving(scenario: &Scenario) -> Vec<Part> {
    use super::inference::Method;
    use Part::{Input, Words};
    let is_predictions = work::is_predictions(scenario);
    let mut parts = vec![
        Words(" The peak is "),
        Input(&demand::fields::peak_to_average),
        Words(" times that, with "),
        Input(&demand::fields::recompute_multiplier),
        Words(if scenario.demand.recompute_multiplier > 1.0 {
            " calls"
        } else {
            " call"
        }),
        Words(if is_predictions {
            " of the model for each prediction"
        } else {
            " of the model for each output"
        }),
    ];
    if !scenario.models.is_empty() {
        parts.push(Words(", routed to several models."));
        return parts;
    }
    parts.extend(match scenario.inference.method {
        _ if is_predictions => vec![
            Words(", on "),
            input("inference.gpu"),
            Words(" GPUs that make "),
            input("inference.throughput_per_gpu"),
            Words(" predictions a second each"),
        ],
        Method::Requests => vec![
            Words(", on "),
            input("inference.gpu"),
            Words(" GPUs that serve "),
            input("inference.throughput_per_gpu"),
            Words(" calls a second each"),
        ],
        Method::Tokens => vec![
            Words(", on instances with "),
            input("inference.gpu"),
            Words(" GPUs that carry "),
            input("inference.instance_throughput"),
            Words(" tokens a second each"),
        ],
        Method::Estimated => vec![
            Words(": "),
            input("inference.model"),
            Words(" on "),
            input("inference.gpu"),
            Words(" GPUs, "),
            input("inference.input_tokens"),
            Words(" tokens in and "),
            input("inference.output_tokens"),
            Words(" out, the first within "),
            input("inference.ttft_target"),
            Words(" ms"),
        ],
    });
    parts.extend([
        Words(", keeping "),
        input("inference.headroom"),
        Words(" % free."),
    ]);
    parts
}

/// How customers grow.
fn growing(shape: Shape) -> Vec<Part> {
    use Part::{Input, Words};
    match shape {
        Shape::Exponential => vec![
            Words(", growing "),
            Input(&growth::fields::rate),
            Words(" % a month"),
        ],
        Shape::Linear => vec![
            Words(", winning "),
            Input(&growth::fields::added_customers),
            Words(" customers a month"),
        ],
        Shape::Logistic => vec![
            Words(", growing "),
            Input(&growth::fields::rate),
            Words(" % a month at first, up to "),
            Input(&growth::fields::ceiling),
            Words(" customers"),
        ],
        Shape::Table => vec![Words(", growing by your own figures")],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Anchor;
    use crate::scenario::preset::preset;

    fn read(scenario: &Scenario) -> String {
        let words = |part: Part| match part {
            Part::Words(words) => words.to_owned(),
            Part::Input(field) => ["[", field.id, "]"].concat(),
        };
        sentence(scenario).into_iter().map(words).collect()
    }

    #[test]
    fn each_preset_begins_with_its_load_and_growth() {
        for (id, load, words) in [
            (
                "chat-1",
                "concurrent_users",
                " Each user sends [demand.requests_per_user_minute] requests a minute at the peak; nodes \
                 are [web.node_type].",
            ),
            ("saas-1", "customers", ""),
            (
                "coach-1",
                "daily_active_users",
                " Each sends [demand.messages_per_user_day] messages a day and, once they pay, pays \
                 $[flow.user_price] a month.",
            ),
            (
                "gpu-1",
                "requests_per_day",
                " The peak is [demand.peak_to_average] times that, with [demand.recompute_multiplier] calls of \
                 the model for each output, on [inference.gpu] GPUs that serve \
                 [inference.throughput_per_gpu] calls a second each, keeping [inference.headroom] % free.",
            ),
            (
                "sale-1",
                "requests_per_day",
                " The peak is [demand.peak_to_average] times that, with [demand.recompute_multiplier] call of \
                 the model for each prediction, on [inference.gpu] GPUs that make \
                 [inference.throughput_per_gpu] predictions a second each, keeping [inference.headroom] % free.",
            ),
        ] {
            let begins = format!(
                "We have [demand.{load}] [demand.anchor], growing [growth.rate] % a month."
            );
            let scenario = preset(id).unwrap().scenario();
            assert_eq!(read(&scenario), [&begins, words].concat());
        }
    }

    #[test]
    fn workloads_and_the_shape_of_growth_decide() {
        let mut scenario = preset("saas-1").unwrap().scenario();
        scenario.web.workload = Switch::On;
        scenario.growth.shape = Shape::Logistic;
        let words = read(&scenario);
        assert!(words.contains("growing [growth.rate] % a month at first, up to [growth.ceiling]"));
        scenario.growth.workload = Switch::Off;
        scenario.demand.anchor = Anchor::PeakRate;
        let words = read(&scenario);
        assert!(words.starts_with("We have [demand.peak_rate] [demand.anchor]. Each"));
        assert!(words.ends_with("nodes are [web.node_type]."), "{words}");
    }
}
