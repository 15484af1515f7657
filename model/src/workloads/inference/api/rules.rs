//! Will the API that is chosen be there for as long as is planned, and ask what it asks now?

use super::{asked, chosen, priced_on};
use crate::engine::Plan;
use crate::facts::api_prices::{API_PRICES, ApiPrice};
use crate::quantity::Unit;
use crate::quantity::date::Date;
use crate::quantity::format::shown;
use crate::review::{Finding, Fix, Severity};
use crate::scenario::work::is_predictions;
use crate::scenario::{Scenario, Value};

/// How far a plan without growth looks ahead: as its costs of a year do.
const A_YEAR: usize = 12;
const API: &str = "inference.api";
const INPUT: &str = "inference.api_input_price";

/// For how long an API is planned with: from a day until another.
struct Span<'a> {
    scenario: &'a Scenario,
    from: f64,
    until: f64,
}

pub(crate) fn review(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    if is_predictions(scenario) {
        return;
    }
    for span in spans(scenario, plan) {
        let Some(api) = chosen(span.scenario) else {
            continue;
        };
        let ends = end(api, &span).map(|finding| {
            // What is stated later is stated in the row of its change.
            let next = plan
                .stretches
                .is_empty()
                .then(|| successor(api, &span, plan));
            match next.flatten() {
                Some(next) => finding.mended_by(take(next)),
                None => finding,
            }
        });
        findings.extend(ends);
        findings.extend(change(api, &span, plan));
    }
}

/// Where what is stated changes along the months, each time with what is stated then.
fn spans<'a>(scenario: &'a Scenario, plan: &'a Plan) -> Vec<Span<'a>> {
    let months = plan.growth.as_ref().map_or(A_YEAR, |growth| growth.months);
    let day = |month: usize| {
        let first = Date::of(priced_on(scenario, 0));
        first.add_months(i64::try_from(month).unwrap_or(0)).value()
    };
    let whole = Span {
        scenario,
        from: day(0),
        until: day(months),
    };
    if plan.stretches.is_empty() {
        return vec![whole];
    }
    let later = plan.stretches.iter().skip(1).map(|it| it.stated.month);
    let ends = later.chain([months]);
    let spans = plan.stretches.iter().zip(ends).map(|(it, end)| Span {
        scenario: &it.stated.scenario,
        from: day(it.stated.month),
        until: day(end),
    });
    spans.collect()
}

/// The API ends before it is to be done without.
fn end(api: &ApiPrice, span: &Span) -> Option<Finding> {
    let last = api.last_day().filter(|last| *last <= span.until)?;
    let day = Date::of(last).shown();
    let when = if last <= span.from {
        [" ended on ", &day, " and answers no more."]
    } else {
        [" ends on ", &day, ", while it is planned with."]
    };
    let differs = match api.differs {
        "" => String::new(),
        differs => [" Lists differ: ", differs, "."].concat(),
    };
    let sentence = [
        "The API that could serve instead, ",
        api.label,
        ",",
        &when.concat(),
        &differs,
        " Compare with one that stays.",
    ];
    let evidence = [API, INPUT];
    Some(Finding::new(
        "api_ends",
        Severity::Note,
        sentence.concat(),
        &evidence,
    ))
}

/// What of the same vendor stays, and asks most nearly the same for these calls.
fn successor(api: &ApiPrice, span: &Span, plan: &Plan) -> Option<&'static ApiPrice> {
    let of = |id: &str| plan.number(&["inference.", id].concat());
    let (prompt, answer) = (of("prompt_tokens")?, of("answer_tokens")?);
    let at_peak = span.scenario.inference.api_peak_share;
    let call = |api: &ApiPrice| {
        let asks = api.asks(prompt, span.from, at_peak);
        prompt * asks.input + answer * asks.output
    };
    let now = call(api);
    let apart = |other: &ApiPrice| {
        let other = call(other);
        (other / now).max(now / other)
    };
    let stays = |other: &&ApiPrice| {
        other.vendor == api.vendor && other.last_day().is_none_or(|last| last > span.until)
    };
    let all = API_PRICES.iter().filter(stays);
    all.min_by(|one, other| apart(one).total_cmp(&apart(other)))
}

fn take(next: &'static ApiPrice) -> Fix {
    let label = ["Compare with ", next.label, ", the nearest in price"].concat();
    Fix::new(label, [(API.into(), Value::Choice(next.id))])
}

/// What the API asks changes while it is planned with.
fn change(api: &ApiPrice, span: &Span, plan: &Plan) -> Option<Finding> {
    let stated = &span.scenario.inference;
    let then = api.then?;
    let day = then.day();
    let is_typed = stated.api_input_price.is_some() && stated.api_output_price.is_some();
    if is_typed || day <= span.from || day > span.until {
        return None;
    }
    let prompt = plan.number("inference.prompt_tokens")?;
    let [now, then] = [span.from, day].map(|day| asked(span.scenario, prompt, day));
    let (now, then) = (now?, then?);
    let money = |usd| shown(usd, Unit::Of("USD"));
    let months = if plan.growth.is_some() && span.scenario.growth.start.is_some() {
        "The months from then on are planned so."
    } else {
        "What is planned here is its price before that."
    };
    let sentence = [
        "From ",
        &Date::of(day).shown(),
        " on ",
        api.label,
        " asks ",
        &money(then.input),
        " for a million input tokens in place of ",
        &money(now.input),
        ", and ",
        &money(then.output),
        " for output in place of ",
        &money(now.output),
        ". ",
        months,
    ];
    Some(Finding::new(
        "api_price_changes",
        Severity::Note,
        sentence.concat(),
        &[INPUT, API],
    ))
}

#[cfg(test)]
mod tests {
    use super::review;
    use crate::review::held::check;
    use crate::scenario::Value::{Choice, Number};

    /// 28 November 2026.
    const START: (&str, crate::scenario::Value) = ("growth.start", Number(20_785.0));

    #[test]
    fn each_rule_holds_where_it_should_and_only_there() {
        let api = |id| ("inference.api", Choice(id));
        let grows = ("growth.rate", Number(0.1));
        let until = |months| ("growth.months_projected", Number(months));
        for (stated, rules) in [
            // Ends within the year, by the day of the list as by that of the plan.
            (&[][..], &["api_ends"][..]),
            (&[START], &["api_ends"]),
            (&[START, api("gpt_61_sol")], &[]),
            (&[START, api("none")], &[]),
            (&[START, api("custom")], &[]),
            (&[START, api("kimi_k25")], &["api_ends"]),
            // Ends on 1 April 2027: within six months, not within three.
            (
                &[START, api("gpt_54_nano"), grows, until(6.0)],
                &["api_ends"],
            ),
            (&[START, api("gpt_54_nano"), grows, until(3.0)], &[]),
            (&[api("gemini_38_flash")], &["api_price_changes"]),
            (&[START, api("gemini_38_flash"), grows, until(1.0)], &[]),
            (
                &[
                    api("gemini_38_flash"),
                    ("inference.api_input_price", Number(1.0)),
                    ("inference.api_output_price", Number(1.0)),
                ],
                &[],
            ),
            // Since a day that has passed: it is the price.
            (
                &[("growth.start", Number(20_900.0)), api("gemini_38_flash")],
                &[],
            ),
        ] {
            check(review, "gpu-1", stated, rules);
        }
        check(review, "sale-1", &[], &[]);
    }
}
