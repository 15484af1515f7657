//! The four answers: can we serve more, when must we scale, what will it cost, what
//! limits us first and what helps? Each workload answers as far as it can; what none
//! can say is said to be missing, with the reason.

use super::text;
use crate::engine::Plan;
use crate::later::far;
use crate::quantity::Missing;
use crate::quantity::date::Date;
use crate::review::Finding;
use crate::scenario::Scenario;
use crate::workloads::growth::due_dates::NO_GROWTH;
use crate::workloads::{inference, limits};

pub use crate::sheet::words::Answer;

/// What answers are made from.
#[derive(Clone, Copy)]
pub struct Basis<'a> {
    /// What is stated.
    pub scenario: &'a Scenario,
    /// What follows.
    pub plan: &'a Plan,
    /// What is wrong with it.
    pub findings: &'a [Finding],
    /// The start of a scenario that states none.
    pub today: Date,
}

/// The first question.
pub(crate) const SERVE: &str = "Can we serve more?";
/// The second.
pub(crate) const SCALE: &str = "When must we scale?";
/// The third.
pub(crate) const COST: &str = "What will it cost?";
/// The fourth.
pub(crate) const LIMITS: &str = "What limits us first, and what helps?";

/// The questions, and whose answer to each comes first: pools know what is there,
/// limits what others allow; what they leave open is answered by the others.
const QUESTIONS: [(&str, &[&str]); 4] = [
    (SERVE, &["resources", "limits", "inference", "web"]),
    (SCALE, &["resources", "growth", "limits", "inference"]),
    (COST, &["resources", "money", "limits", "inference", "web"]),
    (
        LIMITS,
        &["resources", "limits", "web", "money", "inference"],
    ),
];

const NO_STACK: Missing = Missing("There is no web stack in this scenario, so nothing says this.");

/// The four answers of a plan and its findings.
/// `today` is the start of a scenario that states none.
pub fn answers(scenario: &Scenario, plan: &Plan, findings: &[Finding], today: Date) -> [Answer; 4] {
    let basis = Basis {
        scenario,
        plan,
        findings,
        today,
    };
    let here = plan.loaded.here();
    let given: Vec<(&str, [Option<Answer>; 4])> = here
        .map(|workload| (workload.id, (workload.code.answers)(&basis)))
        .collect();
    core::array::from_fn(|place| {
        let (question, order) = QUESTIONS[place];
        let of = |id: &&str| given.iter().find(|(other, _)| other == id);
        let mut answers = order.iter().filter_map(of);
        let found = answers.find_map(|(_, answers)| answers[place].clone());
        let mut answer = found.unwrap_or_else(|| unknown(question, reason(plan, place)));
        if place == 0 {
            answer.why.extend(inference::answers::not_measured(plan));
        }
        answer
    })
}

/// Why nobody answers the question at this place.
fn reason(plan: &Plan, place: usize) -> Missing {
    let binding = || plan.get("web.node_binding").err();
    match place {
        1 => NO_GROWTH,
        3 => plan.web.and_then(|_| binding()).unwrap_or(NO_STACK),
        _ => NO_STACK,
    }
}

far! {
    "limits" "08f4"
    fn short_of_limits(plan: &Plan) -> &'static [(&'static str, &'static str)] = limits::answers::short;
}

/// The answers in a word and a figure each, for where there is little room.
pub fn short(plan: &Plan) -> &'static [(&'static str, &'static str)] {
    if plan.resources.is_some() {
        of_resources(plan)
    } else if plan.limits.is_some() {
        short_of_limits(plan)
    } else if plan.web.is_some() {
        &[
            ("Room for ", "web.users_more"),
            ("Cost ", "web.bill"),
            ("Binds ", "web.node_binding"),
        ]
    } else if plan.money.is_some() {
        &[
            ("Cost ", "bill.total"),
            ("Each ", "bill.per_customer"),
            ("Gross margin ", "money.gross_margin"),
        ]
    } else if plan.inference.is_some() {
        &[
            ("Room for ", "inference.requests_more"),
            ("Needs ", "inference.gpus"),
            ("Cost ", "inference.cost"),
        ]
    } else if plan.growth.is_some() {
        &[("Customers ", "growth.customers.0")]
    } else {
        &[]
    }
}

/// The answers of a scenario with resources: where nothing more fits, the bill alone.
fn of_resources(plan: &Plan) -> &'static [(&'static str, &'static str)] {
    let fits = plan.number("answer.room").is_some_and(|room| room > 0.0);
    match (fits, plan.money.is_some()) {
        (true, true) => &[
            ("Room for ", "answer.room"),
            ("Cost ", "bill.total"),
            ("Gross margin ", "money.gross_margin"),
        ],
        (true, false) => &[("Room for ", "answer.room"), ("Cost ", "bill.total")],
        (false, true) => &[
            ("Cost ", "bill.total"),
            ("Gross margin ", "money.gross_margin"),
        ],
        (false, false) => &[("Cost ", "bill.total")],
    }
}

/// What is said aloud once the figures have come to rest.
pub fn aloud(plan: &Plan) -> &'static [&'static str] {
    if plan.resources.is_some() || plan.money.is_some() {
        &["bill.total", "bill.per_customer"]
    } else if plan.limits.is_some() {
        &["flow.users_limit", "flow.cost_low", "flow.cost_high"]
    } else if plan.inference.is_some() {
        &["inference.gpus", "inference.cost"]
    } else {
        &["web.nodes_min", "web.bill"]
    }
}

/// What is not known, with the reason.
pub(crate) fn unknown(question: &'static str, absent: Missing) -> Answer {
    Answer {
        question,
        main: Vec::new(),
        why: vec![text(absent.0)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::borrow::Cow;

    use crate::engine::{plan, plan_with};
    use crate::report::{Node, Span, large, outline};
    use crate::review::review;
    use crate::scenario::{Value, fields};
    use crate::workloads::Loaded;

    fn today() -> Date {
        Date::new(2026, 11, 22).unwrap()
    }

    /// Every figure that is named is one that the plan has.
    fn check(scenario: &Scenario) -> [Answer; 4] {
        let plan = plan(scenario);
        let findings = review(scenario, &plan);
        let answers = answers(scenario, &plan, &findings, today());
        let mut named: Vec<Cow<'static, str>> = Vec::new();
        let mut pieces: Vec<Span> = Vec::new();
        for answer in &answers {
            pieces.extend(answer.main.clone());
            pieces.extend(answer.why.clone());
        }
        for section in outline(scenario, &plan, today()) {
            pieces.extend(section.conclusion.clone());
            for node in section.all() {
                if let Node::Table { rows, .. } = node {
                    pieces.extend(rows.iter().flat_map(|row| row.cells.clone()));
                }
            }
        }
        for piece in pieces {
            if let Span::Figure(id, _) = piece {
                named.push(id);
            }
        }
        for id in named {
            assert!(plan.outcome(&id).is_some(), "{id} is not in the plan");
        }
        answers
    }

    #[test]
    fn nothing_is_said_to_be_well_before_anybody_has_looked() {
        let scenario = Scenario::default();
        for (loaded, says) in [(Loaded::first(), false), (Loaded::ALL, true)] {
            let plan = plan_with(&scenario, loaded);
            let findings = review(&scenario, &plan);
            let [.., binds] = answers(&scenario, &plan, &findings, today());
            let praise = text(". Nothing in this plan needs mending.");
            assert_eq!(binds.why.contains(&praise), says);
        }
    }

    #[test]
    fn the_preset_answers_three_and_says_why_not_the_fourth() {
        let answers = check(&Scenario::default());
        assert!(!answers[0].main.is_empty() && !answers[2].main.is_empty());
        assert!(answers[1].main.is_empty() && !answers[1].why.is_empty());
        assert_eq!(answers[3].main, [large("web.node_binding")]);
    }

    #[test]
    fn a_business_says_what_it_costs_and_which_lever_is_best() {
        let saas = || {
            crate::scenario::preset::preset("saas-1")
                .unwrap()
                .scenario()
        };
        let of = check(&saas());
        assert_eq!(of[2].main[0], large("bill.total"));
        assert!(
            of[2]
                .why
                .iter()
                .any(|piece| matches!(piece, Span::Figure(id, _) if id == "bill.total.24"))
        );
        assert_eq!(of[0].main[0], large("answer.room"));
        assert_eq!(of[1].main, [text("Order GPU nodes by 22 Jan 2027")]);
        assert_eq!(of[3].main, [text("Memory (GB)")]);
        let mut without = saas();
        without.fleet.workload = crate::scenario::web::Switch::Off;
        let without = check(&without);
        assert_eq!(without[3].main, [text("Spot instances for training")]);
        for (id, value) in [
            ("growth.workload", Value::Choice("off")),
            ("growth.months_projected", Value::Number(5.0)),
            ("growth.rate", Value::Number(-0.99)),
            ("tier.pro.share", Value::Number(0.9)),
            ("money.workload", Value::Choice("off")),
            ("web.workload", Value::Choice("on")),
            ("pool.gpu_nodes.lead_time", Value::Number(300.0)),
            ("pool.gpu_nodes.used", Value::Number(9.0)),
            ("pool.cpu_cores.capacity", Value::Number(0.0)),
            ("fleet.replicas_min", Value::Number(60.0)),
        ] {
            let mut scenario = saas();
            let slot = fields::slot(&scenario, id).unwrap();
            slot.put(&mut scenario, value).unwrap();
            check(&scenario);
        }
    }

    #[test]
    fn gpus_say_what_more_they_serve_what_they_cost_and_what_binds() {
        let of = |id: &str| crate::scenario::preset::preset(id).unwrap().scenario();
        for id in ["gpu-1", "sale-1"] {
            let answers = check(&of(id));
            assert_eq!(answers[0].main[0], large("inference.requests_more"));
            // The sale has a name, so that it says before what to scale.
            let before: &[Span] = match id {
                "sale-1" => &[text("Before Sale")],
                _ => &[],
            };
            assert_eq!(answers[1].main, before);
            assert_eq!(answers[2].main[0], large("inference.cost"));
            assert_eq!(answers[3].main[0], large("inference.binding"));
        }
        for (id, value) in [
            ("inference.method", Value::Choice("estimated")),
            ("inference.method", Value::Choice("tokens")),
            ("inference.gpus_held", Value::Number(1.0)),
            ("inference.gpu", Value::Choice("any")),
            ("inference.gpu", Value::Choice("b300")),
            ("inference.availability", Value::Number(0.9999)),
            ("web.workload", Value::Choice("on")),
            ("growth.workload", Value::Choice("on")),
        ] {
            let mut scenario = of("gpu-1");
            let slot = fields::slot(&scenario, id).unwrap();
            slot.put(&mut scenario, value).unwrap();
            check(&scenario);
            scenario.inference.method = crate::scenario::inference::Method::Estimated;
            check(&scenario);
            crate::scenario::inference::model::TABLE
                .add(&mut scenario, "Small")
                .unwrap();
            check(&scenario);
        }
    }

    #[test]
    fn a_node_without_a_price_has_no_cost() {
        let mut scenario = Scenario::default();
        let field = fields::field("web.node_type").unwrap();
        field.put(&mut scenario, Value::Choice("custom")).unwrap();
        let answers = check(&scenario);
        assert!(answers[2].main.is_empty());
        assert!(!answers[0].main.is_empty());
    }

    #[test]
    fn without_a_workload_every_answer_says_why() {
        let mut scenario = Scenario::default();
        let field = fields::field("web.workload").unwrap();
        field.put(&mut scenario, Value::Choice("off")).unwrap();
        for answer in check(&scenario) {
            assert!(answer.main.is_empty() && !answer.why.is_empty());
        }
    }
}
