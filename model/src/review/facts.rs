//! Which facts does a plan rest on, and which of them are too old for it?
//!
//! A fact is in use where an input that counts chooses its row, where the plan chose it,
//! or where a price is still the listed one.

use super::{Finding, Severity};
use crate::engine::Plan;
use crate::facts::catalog::{Fact, Of, facts};
use crate::facts::gpus::GPUS;
use crate::facts::services::Price;
use crate::quantity::Unit;
use crate::quantity::date::Date;
use crate::quantity::format::shown;
use crate::scenario::groups::{Group, groups};
use crate::scenario::{Field, Scenario, Slot, Value, fields};
use std::borrow::Cow;

/// A fact that a plan rests on.
#[derive(Clone, PartialEq, Debug)]
pub struct Used {
    /// What is known.
    pub fact: Fact,
    /// The figure or the input by which it counts.
    pub by: Cow<'static, str>,
}

/// What a plan chose by itself: the figure that says so, and the price that follows.
const CHOSEN: [&str; 2] = ["inference.gpu_chosen", "web.node"];
const GPU_HOUR: &str = "inference.gpu_hour";
const NODE_HOUR: &str = "web.node_hour";
const CACHE_HOUR: &str = "web.cache_hour";
const ACCURACY: &str = "inference.accuracy";
/// What an API asks: none of them counts by its list where all are typed.
const API: [&str; 3] = [
    "inference.api_input_price",
    "inference.api_cached_price",
    "inference.api_output_price",
];

/// What the scenario and its plan choose.
struct Choices<'a> {
    scenario: &'a Scenario,
    /// Rows of lists, and where they are stated.
    stated: Vec<(&'static str, Slot)>,
    /// Rows that the plan chose, by what they are called.
    planned: Vec<&'static str>,
    /// Numbers that may be as they are listed.
    numbers: Vec<(&'static Field, f64)>,
    /// What of the form says nothing.
    silent: Vec<&'static Group>,
}

impl<'a> Choices<'a> {
    fn of(scenario: &'a Scenario, plan: &Plan) -> Self {
        let mut all = Self {
            scenario,
            stated: Vec::new(),
            planned: Vec::new(),
            numbers: Vec::new(),
            silent: groups().filter(|group| group.is_silent(scenario)).collect(),
        };
        for slot in fields::slots(scenario) {
            match slot.get(scenario) {
                Value::Choice(id) => all.stated.push((id, slot)),
                Value::Number(number) if slot.row.is_none() => {
                    all.numbers.push((slot.field, number));
                }
                _ => {}
            }
        }
        let words = CHOSEN.iter().filter_map(|id| plan.figure(id)?.word());
        all.planned.extend(words);
        all
    }

    /// Where a row is chosen; `by` where the plan chose it by itself.
    fn by(&self, fact: &Fact, by: &'static str) -> Option<Cow<'static, str>> {
        if self.planned.contains(&fact.label) {
            return Some(by.into());
        }
        let of_row = self.stated.iter().filter(|(id, _)| *id == fact.id);
        let mut slots = of_row.map(|(_, slot)| slot);
        slots.find(|slot| self.counts(slot)).map(Slot::id)
    }

    /// The price that is still the listed one.
    fn listed(&self, price: &Price) -> Option<&'static Field> {
        let is_it = |listed: &&(&'static Field, f64)| {
            listed.1.to_bits() == price.value.to_bits() && listed.0.source == price.source
        };
        let fields = self.numbers.iter().filter(is_it).map(|it| it.0);
        { fields }.find(|field| self.counts(&Slot::from(*field)))
    }

    /// Whether an input says something in the scenario as it stands.
    fn counts(&self, slot: &Slot) -> bool {
        let table = slot.table().map_or("", |table| table.id);
        let has =
            |group: &&Group| group.fields.contains(&slot.field.id) || group.tables.contains(&table);
        !self.silent.iter().any(has) && slot.unused(self.scenario).is_none()
    }
}

/// The facts that a plan rests on, list by list.
pub fn in_use(scenario: &Scenario, plan: &Plan) -> Vec<Used> {
    let choices = Choices::of(scenario, plan);
    let is_followed = |id: &str| {
        let field = fields::field(id);
        field.is_none_or(|field| field.get(scenario) == Value::Unset)
    };
    let estimated = plan.figure(ACCURACY).is_some();
    let by = |fact: &Fact| -> Option<Cow<'static, str>> {
        match fact.of {
            Of::Api(_) => {
                choices.by(fact, API[0])?;
                let followed = API.into_iter().find(|id| is_followed(id));
                followed.map(Cow::Borrowed)
            }
            Of::GpuPrice(offer) => {
                let market = scenario.inference.rental.market();
                let gpu = GPUS.iter().find(|gpu| gpu.id == fact.id)?;
                if gpu.offer(market) != Some(offer) {
                    return None;
                }
                let by = choices.by(fact, GPU_HOUR)?;
                (!by.starts_with("inference.") || is_followed(GPU_HOUR)).then_some(by)
            }
            Of::Gpu(_) if !estimated => None,
            Of::Gpu(_) => choices.by(fact, CHOSEN[0]),
            Of::Model(_) => choices.by(fact, "inference.model"),
            Of::Machine(_) => {
                let by = choices.by(fact, NODE_HOUR)?;
                is_followed("price.node_hour").then_some(by)
            }
            Of::ApiLimit(_) => None,
            Of::Serving => estimated.then_some(ACCURACY.into()),
            Of::Service(price) => {
                let is_cache = || {
                    fact.id.starts_with("cache.")
                        && plan.number(CACHE_HOUR) == Some(price.value)
                        && is_followed("price.cache_hour")
                };
                let of_field = choices.listed(price).map(|field| field.id.into());
                of_field.or_else(|| is_cache().then_some(CACHE_HOUR.into()))
            }
        }
    };
    let all = facts().into_iter();
    all.filter_map(|fact| by(&fact).map(|by| Used { fact, by }))
        .collect()
}

/// Facts in use that were read too long before the start that is stated.
pub(super) fn review(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    let Some(start) = scenario.growth.start.map(Date::of) else {
        return;
    };
    let mut old = in_use(scenario, plan);
    old.retain(|used| used.fact.is_old(start));
    let Some(oldest) = old.iter().max_by_key(|used| used.fact.age(start)) else {
        return;
    };
    let count = u32::try_from(old.len()).map_or(0.0, f64::from);
    let sentence = [
        "Facts that this plan rests on were read more than 90 days before it starts: ",
        &shown(count, Unit::Of("1")),
        " of them, the oldest from ",
        &oldest.fact.source.cited(),
        ". Check them, and type what holds now.",
    ];
    let mut evidence: Vec<Cow<str>> = Vec::new();
    for used in &old {
        if !evidence.contains(&used.by) {
            evidence.push(used.by.clone());
        }
    }
    findings.push(Finding::of(
        "prices_old",
        Severity::Note,
        sentence.concat(),
        evidence,
    ));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::plan;
    use crate::scenario::preset::preset;

    fn used(from: &str, stated: &[(&str, Value)]) -> Vec<(&'static str, &'static str, String)> {
        let mut scenario = preset(from).unwrap().scenario();
        for (id, value) in stated {
            fields::slot(&scenario, id)
                .unwrap()
                .put(&mut scenario, *value)
                .unwrap();
        }
        let plan = plan(&scenario);
        let used = in_use(&scenario, &plan);
        for one in &used {
            assert!(plan.is_explained(&scenario, &one.by), "{}", one.by);
        }
        let said = |one: Used| (one.fact.kind(), one.fact.label, one.by.into_owned());
        used.into_iter().map(said).collect()
    }

    #[test]
    fn a_fact_counts_where_it_is_chosen_and_nothing_stands_in_its_place() {
        let gpu = |by: &str| ("GPU price", "H100 SXM", by.to_owned());
        let api = ("API", "GPT-5 mini", "inference.api_input_price".to_owned());
        assert_eq!(used("gpu-1", &[]), [api.clone(), gpu(GPU_HOUR)]);
        let typed = [(GPU_HOUR, Value::Number(3.0))];
        assert_eq!(used("gpu-1", &typed), [api]);
        let none = [("inference.api", Value::Choice("none"))];
        assert_eq!(used("gpu-1", &none), [gpu(GPU_HOUR)]);
        let estimated = [("inference.method", Value::Choice("estimated"))];
        let kinds = used("gpu-1", &estimated).into_iter().map(|it| it.0);
        let mut kinds: Vec<_> = kinds.collect();
        kinds.dedup();
        assert_eq!(kinds, ["API", "GPU price", "GPU", "Model", "Serving"]);
    }

    #[test]
    fn the_web_stack_rests_on_its_machine_and_its_services() {
        let labels = |stated: &[(&str, Value)]| -> Vec<&'static str> {
            used("chat-1", stated).into_iter().map(|it| it.1).collect()
        };
        let all = labels(&[]);
        assert!(
            all.contains(&"t3.large") && all.contains(&"EKS control plane"),
            "{all:?}"
        );
        assert!(all.contains(&"ElastiCache t3.small, Redis OSS"), "{all:?}");
        let without = labels(&[
            ("price.node_hour", Value::Number(1.0)),
            ("price.control_plane_hour", Value::Number(1.0)),
        ]);
        assert_eq!(without.len(), all.len() - 2, "{without:?}");
    }

    #[test]
    fn what_is_old_when_the_plan_starts_is_found() {
        let found = |start| {
            let mut scenario = preset("gpu-1").unwrap().scenario();
            scenario.growth.start = Some(start);
            let (mut findings, plan) = (Vec::new(), plan(&scenario));
            review(&scenario, &plan, &mut findings);
            crate::review::held::are_proven(&scenario, &plan, &findings);
            findings.pop().map(|it| (it.rule, it.evidence.len()))
        };
        // 28 November 2026 and 1 March 2027.
        assert_eq!(found(20_785.0), None);
        assert_eq!(found(20_878.0), Some(("prices_old", 2)));
    }
}
