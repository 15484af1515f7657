//! What do pasted measurements say, what would they state, and what can be
//! planned with them?

use crate::engine::Plan;
use crate::quantity::format::{precise, range};
use crate::quantity::{Missing, Unit};
use crate::scenario::loads::{read, state};
use crate::scenario::slo::LoadFrom;
use crate::scenario::{Range, Scenario, Slot, Statement, Value, fields};
use crate::sheet::scratch;
use crate::workloads::growth::history::{Misread, Pasted};
use crate::workloads::latency::measured::{From, latency};
use crate::workloads::latency::plan::around;

const USERS: Unit = Unit::Of("user");

/// What `text` says, with the target of this scenario.
pub fn pasted(text: &str, scenario: &Scenario) -> Pasted {
    let loads = read(text);
    let count = loads.points.len();
    let (counted, noun) = if count == 1 {
        ("1 line was understood.".to_owned(), " measurement")
    } else {
        (
            [&count.to_string(), " lines were understood."].concat(),
            " measurements",
        )
    };
    let said = if count == 0 {
        "Write a load and its p95 latency in each line.".to_owned()
    } else {
        said(&taken(text, scenario))
    };
    Pasted {
        sentence: [&counted, " ", &said].concat(),
        misread: loads.misread.iter().map(Misread::said).collect(),
        take: (count > 0).then(|| ["Take ", &count.to_string(), noun].concat()),
    }
}

/// The scenario with the measurements of `text` in the place of its own, and the law
/// that fits them; without a law where they show none.
pub fn taken(text: &str, scenario: &Scenario) -> Scenario {
    let mut after = scenario.clone();
    state(&mut after, &read(text).points);
    for field in crate::scenario::slo::fields::ALL {
        if field.is_optional() {
            let _ = field.put(&mut after, Value::Unset);
            after.ranges.remove(field.id);
        }
    }
    if let Ok(law) = latency(&after.samples) {
        law.state(&mut after);
    }
    after
}

/// The scenario with the law that fits its measurements; none where that is the
/// one that it states, or where they show none.
pub fn refitted(scenario: &Scenario) -> Option<Scenario> {
    let mut after = scenario.clone();
    latency(&scenario.samples).ok()?.state(&mut after);
    (after.slo != scenario.slo).then_some(after)
}

/// Where the target breaks, by the measurements and by the law with its
/// interval.
pub fn said(scenario: &Scenario) -> String {
    let target = precise(scenario.slo.latency_target, Unit::Of("ms"));
    let measured = scratch(scenario, |sheet| around(sheet).load.number());
    let by_measuring = match measured {
        Ok(load) => [
            "As measured, p95 latency passes ",
            &target,
            " at ",
            &precise(load, USERS),
            ".",
        ]
        .concat(),
        Err(absent) => absent.0.to_owned(),
    };
    let by_law = match latency(&scenario.samples) {
        Ok(law) => {
            let from = match law.from {
                From::Throughput => "the measured throughput",
                From::Latency => "load over latency",
            };
            match law.reach(scenario.slo.latency_target) {
                Some(reach) => [
                    "By the law through ",
                    from,
                    " it passes at ",
                    &precise(reach.load, USERS),
                    " (",
                    &range(reach.low, reach.high, USERS),
                    " with 95 % confidence).",
                ]
                .concat(),
                None => law.no_reach(scenario.slo.latency_target).0.to_owned(),
            }
        }
        Err(Missing(why)) => why.to_owned(),
    };
    [&by_measuring, " ", &by_law].concat()
}

/// An input that the load at the target can state.
#[derive(Clone, PartialEq, Debug)]
pub struct Offer {
    /// What a button says: `Plan with 81.3 users per pod`.
    pub words: String,
    /// What it states.
    pub slot: Slot,
    /// With which value, and range.
    pub statement: Statement,
}

/// Inputs that say what one machine carries, and the figure that gives them.
const OFFERED: [(&str, &str); 2] = [
    ("web.users_per_backend_pod", "slo.users_per_pod"),
    ("inference.throughput_per_gpu", "slo.rate_per_gpu"),
];

/// What can be planned with, by the load at the target.
pub fn offers(scenario: &Scenario, plan: &Plan) -> Vec<Offer> {
    if plan.outcome("slo.load").is_none() {
        return Vec::new();
    }
    let offer = |(field, figure): &(&str, &str)| {
        let field = fields::field(field)?;
        let figure = plan.figure(figure)?;
        let value = rounded(figure.value);
        field.check(Value::Number(value)).ok()?;
        let around = spread(scenario).map(|(low, high)| Range {
            low: rounded(value * low),
            high: rounded(value * high),
        });
        let fits = |range: &Range| {
            [range.low, range.high]
                .iter()
                .all(|end| field.check(Value::Number(*end)).is_ok())
        };
        Some(Offer {
            words: ["Plan with ", &precise(value, figure.unit())].concat(),
            slot: field.into(),
            statement: (Value::Number(value), around.filter(fits)),
        })
    };
    OFFERED.iter().filter_map(offer).collect()
}

/// The ends of the interval as shares of its middle, where the load is read
/// from a law.
fn spread(scenario: &Scenario) -> Option<(f64, f64)> {
    if scenario.slo.load_from != LoadFrom::Law {
        return None;
    }
    let law = latency(&scenario.samples).ok()?;
    let reach = law.reach(scenario.slo.latency_target)?;
    Some((reach.low / reach.load, reach.high / reach.load))
}

fn rounded(value: f64) -> f64 {
    (value * 100.0).floor() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::plan;

    const RISING: &str = "users,p95\n50,40\n100,45\n200,60\n300,90\n400,130";

    #[test]
    fn measurements_say_where_the_target_breaks() {
        let pasted = pasted(RISING, &Scenario::default());
        assert!(
            pasted.sentence.starts_with(
                "5 lines were understood. As measured, p95 latency passes 100 ms at 325 users. By the law \
                 through load over latency it passes at "
            ),
            "{}",
            pasted.sentence
        );
        assert!(
            pasted.sentence.ends_with("with 95 % confidence)."),
            "{}",
            pasted.sentence
        );
        assert!(pasted.misread.is_empty());
    }

    #[test]
    fn what_says_little_says_why() {
        let check = |text: &str, part: &str| {
            let pasted = pasted(text, &Scenario::default());
            assert!(
                pasted.sentence.contains(part),
                "{text}: {}",
                pasted.sentence
            );
        };
        check("", "Write a load");
        check("50,40\n200,60\n300,190", "at least 4 measurements");
        check("50,40\n200,60", "stays within the target");
        check("50,400\n200,600", "beyond the target at the lowest");
        check("1,140\n2,150\n3,170\n4,200", "one user alone waits longer");
        check("1,50\n2,50\n3,50\n4,50", "does not rise with load");
        check("5,40\n5,41\n9,50\n9,60", "3 different loads");
        let pasted = pasted("50,40\nmany,60", &Scenario::default());
        assert!(pasted.misread[0].starts_with("Line 2, “many,60”: "));
    }

    #[test]
    fn what_is_taken_is_planned_with_and_offered() {
        let before = Scenario::default();
        let mut after = taken(RISING, &before);
        assert_eq!(after.samples.len(), 5);
        after.slo.measured_pods = 4.0;
        let offered = |scenario: &Scenario| {
            let plan = plan(scenario);
            offers(scenario, &plan)
        };
        let by_measuring = offered(&after);
        assert_eq!(by_measuring[0].words, "Plan with 81.3 users per pod");
        assert_eq!(by_measuring[0].statement, (Value::Number(81.25), None));
        after.slo.load_from = LoadFrom::Law;
        let (value, range) = offered(&after)[0].statement;
        let Value::Number(value) = value else {
            panic!("{value:?}");
        };
        let range = range.unwrap();
        assert!(range.low < value && value < range.high, "{range:?}");
        assert!(fields::is_within_bounds(&after));
        // A row that is changed by hand shows another law.
        assert_eq!(refitted(&after), None);
        after.samples[4].latency = 150.0;
        assert!(refitted(&after).unwrap().slo.coherency > after.slo.coherency);
        // Fewer measurements show no law: the one before must not stay.
        let after = taken("50,40\n100,45\n200,60", &after);
        assert_eq!(after.slo.latency_of_one, None);
        assert_eq!(offered(&before), []);
    }
}
