//! How does a scenario read as one sentence, and which of its inputs stand in
//! it?
//!
//! A visitor who knows one number needs nothing else: the sentence names what
//! the workloads that are on ask for first.

use super::growth::Shape;
use super::web::Switch;
use super::{Anchor, Field, Scenario, demand, fields, flow, growth, web, work};

/// A part of the sentence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// Words.
    Words(&'static str),
    /// An input, to be changed in place.
    Input(&'static Field),
}

/// The scenario as one sentence, part by part.
pub fn sentence(scenario: &Scenario) -> Vec<Part> {
    use Part::{Input, Words};
    let anchor = scenario.demand.anchor;
    let on = |switch| switch == Switch::On;
    let grows = scenario.growth.is_planned();
    let earns = on(scenario.money.workload);
    let serves = on(scenario.inference.workload);
    let mut parts = vec![
        Words(scenario.origin().subject),
        Words(" with "),
        Input(anchor.field()),
        Words(work::said(scenario, rung(anchor))),
    ];
    let flows = on(scenario.flow.workload);
    if on(scenario.web.workload) || !(grows || earns || flows || serves) {
        parts.extend([
            Words(", each sending "),
            Input(&demand::fields::requests_per_user_minute),
            Words(" requests a minute at the peak, on "),
            Input(&web::fields::node_type),
            Words(" nodes with "),
            Input(&web::fields::node_rule),
            Words(" for pods"),
        ]);
    }
    if serves {
        parts.extend(serving(scenario));
    }
    if flows {
        parts.extend(flowing());
    }
    if on(scenario.growth.workload) {
        parts.extend(growing(scenario.growth.shape));
    }
    if grows {
        parts.extend([
            Words(", planned "),
            Input(&growth::fields::months_projected),
            Words(" months ahead"),
        ]);
    }
    parts.push(Words("."));
    parts
}

/// What users ask of a pipeline and pay, inside the sentence.
fn flowing() -> Vec<Part> {
    use Part::{Input, Words};
    vec![
        Words(", each sending "),
        Input(&demand::fields::messages_per_user_day),
        Words(" messages a day and, once they pay, paying $"),
        Input(&flow::fields::user_price),
        Words(" a month"),
    ]
}

/// An input by its id: those of a later part of the program are not named here, so that
/// their choices arrive with it.
fn input(id: &str) -> Part {
    fields::field(id).map_or(Part::Words(""), Part::Input)
}

/// What serves the models, inside the sentence.
fn serving(scenario: &Scenario) -> Vec<Part> {
    use super::inference::Method;
    use Part::{Input, Words};
    let is_predictions = work::is_predictions(scenario);
    let mut parts = vec![
        Words(", "),
        Input(&demand::fields::peak_to_average),
        Words(" times as many at the peak, calling the model "),
        Input(&demand::fields::recompute_multiplier),
        Words(if is_predictions {
            " times for each prediction"
        } else {
            " times for each output"
        }),
    ];
    if !scenario.models.is_empty() {
        parts.push(Words(", routed to several models"));
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
            Words(", answered by "),
            input("inference.model"),
            Words(" on "),
            input("inference.gpu"),
            Words(" GPUs"),
        ],
    });
    parts.extend([
        Words(", keeping "),
        input("inference.headroom"),
        Words(" % free"),
    ]);
    parts
}

/// How customers grow, inside the sentence.
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

/// What the number of a rung counts.
const fn rung(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::Customers => " customers",
        Anchor::TotalUsers => " registered users",
        Anchor::DailyActiveUsers => " daily active users",
        Anchor::ConcurrentUsers => " concurrent users",
        Anchor::SessionsPerHour => " sessions begun an hour at the peak",
        Anchor::RequestsPerDay => " requests a day",
        Anchor::AverageRate => " requests a second on average",
        Anchor::PeakRate => " requests a second at the peak",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::preset::preset;

    fn read(scenario: &Scenario) -> String {
        let words = |part: Part| match part {
            Part::Words(words) => words.to_owned(),
            Part::Input(field) => ["[", field.id, "]"].concat(),
        };
        sentence(scenario).into_iter().map(words).collect()
    }

    #[test]
    fn each_preset_reads_as_what_it_is_of() {
        for (id, words) in [
            (
                "chat-1",
                "An LLM chat application with [demand.concurrent_users] concurrent users, each sending \
                 [demand.requests_per_user_minute] requests a minute at the peak, on [web.node_type] nodes \
                 with [web.node_rule] for pods, growing [growth.rate] % a month.",
            ),
            (
                "saas-1",
                "A SaaS platform with [demand.customers] customers, growing [growth.rate] % a month, planned \
                 [growth.months_projected] months ahead.",
            ),
            (
                "coach-1",
                "A chat coach with [demand.daily_active_users] daily active users, each sending \
                 [demand.messages_per_user_day] messages a day and, once they pay, paying $[flow.user_price] a \
                 month, growing [growth.rate] % a month.",
            ),
            (
                "gpu-1",
                "An inference service with [demand.requests_per_day] requests a day, [demand.peak_to_average] \
                 times as many at the peak, calling the model [demand.recompute_multiplier] times for each \
                 output, on [inference.gpu] GPUs that serve [inference.throughput_per_gpu] calls a second \
                 each, keeping [inference.headroom] % free, growing [growth.rate] % a month.",
            ),
            (
                "sale-1",
                "A recommendation engine with [demand.requests_per_day] predictions a day, \
                 [demand.peak_to_average] times as many at the peak, calling the model \
                 [demand.recompute_multiplier] times for each prediction, on [inference.gpu] GPUs that make \
                 [inference.throughput_per_gpu] predictions a second each, keeping [inference.headroom] % free, growing [growth.rate] % a month.",
            ),
        ] {
            assert_eq!(read(&preset(id).unwrap().scenario()), words);
        }
    }

    #[test]
    fn workloads_and_the_shape_of_growth_decide() {
        let mut scenario = preset("saas-1").unwrap().scenario();
        scenario.web.workload = Switch::On;
        scenario.growth.shape = Shape::Logistic;
        let words = read(&scenario);
        assert!(words.contains("for pods, growing [growth.rate] % a month at first, up to"));
        scenario.growth.workload = Switch::Off;
        scenario.demand.anchor = Anchor::PeakRate;
        let words = read(&scenario);
        assert!(words.contains("[demand.peak_rate] requests a second at the peak, each"));
        assert!(words.ends_with("for pods."), "{words}");
    }
}
