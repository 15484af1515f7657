//! What do limits and a pipeline answer: how many more users fit, what does it
//! cost, and what binds?

use super::fixes::{Buys, Ranked};
use super::plan::Limits;
use super::stage::StagePlan;
use super::words::{fix_id, nth};
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::format::shown;
use crate::report::answers::{self, unknown};
use crate::report::{Answer, Basis, Span, Style, bare, figure, large, text, words};
use crate::review::Finding;
use crate::scenario::Scenario;
use crate::scenario::web::Switch;

/// Whether more comes to a stage than it takes.
fn is_full(plan: &Plan) -> bool {
    plan.number("flow.bottleneck")
        .is_some_and(|full| full >= 1.0)
}

/// "Can we serve more?", where a limit decides: none where there is no such
/// limit, or where the web stack is full before it.
pub(crate) fn serve(scenario: &Scenario, plan: &Plan) -> Option<Answer> {
    let limits = plan.limits.as_ref()?;
    let question = answers::SERVE;
    let (stage, dimension) = nth(scenario, limits, 0)?;
    let more = plan.number("flow.users_to_add_share")?;
    if plan
        .number("web.users_more_share")
        .is_some_and(|web| web < more)
    {
        return None;
    }
    let full = |main: Vec<Span>, why: Vec<Span>| Answer {
        question,
        main,
        why,
    };
    if more > 0.0 {
        return Some(full(
            vec![large("flow.users_to_add"), text(" more daily users")],
            vec![
                text("("),
                figure("flow.users_to_add_share"),
                words(&[") fit before ", &stage.name, " is full, by "]),
                words(&[dimension.word(), ": room for "]),
                figure("flow.users_limit"),
                text("."),
            ],
        ));
    }
    let mut why = vec![
        words(&[&stage.name, " is at "]),
        figure("flow.bottleneck"),
        words(&[" of its ", dimension.word(), ": it carries "]),
        figure("flow.users_limit"),
        text(" a day."),
    ];
    if let Some((fix, _, buys)) = best_fix(limits)
        && let Ok(users) = buys.users_after.number()
    {
        why.push(words(&[
            " ",
            fix_name(scenario, fix),
            " makes that ",
            &whole_users(users),
            ".",
        ]));
    }
    Some(full(vec![text("No.")], why))
}

/// "When must we scale?", where a limit is passed already and no growth is stated.
pub(crate) fn full_now(plan: &Plan) -> Option<Answer> {
    plan.number("flow.users_limit").filter(|_| is_full(plan))?;
    Some(Answer {
        question: answers::SCALE,
        main: vec![text("Now.")],
        why: vec![
            text("The first limit is reached at "),
            figure("flow.users_limit"),
            text(" a day, and more are planned. Later dates need growth, which is not stated."),
        ],
    })
}

/// "What will it cost?", from vendors and stages.
pub(crate) fn cost(scenario: &Scenario, plan: &Plan) -> Option<Answer> {
    let limits = plan.limits.as_ref()?;
    let question = answers::COST;
    let costs = plan.get("flow.cost_low");
    if let Err(absent) = costs.and_then(|_| plan.get("flow.break_even_high")) {
        return Some(unknown(question, absent));
    }
    let price = shown(scenario.flow.user_price, Unit::Of("USD/user/month"));
    let mut why = vec![
        text("in the "),
        figure("flow.phase"),
        words(&[" phase. At ", &price, ", "]),
        bare("flow.break_even_low"),
        text(" to "),
        figure("flow.break_even_high"),
        text(" who pay cover it."),
    ];
    if limits.fixes.iter().any(|fix| fix.state == Switch::On)
        && plan.number("flow.fixes_cost").is_some()
    {
        why.extend([
            text(" Fixes that are applied come to "),
            figure("flow.fixes_cost"),
            text(" beside it."),
        ]);
    }
    Some(Answer {
        question,
        main: vec![
            large("flow.cost_low"),
            text(" to "),
            large("flow.cost_high"),
            text(" a month now"),
        ],
        why,
    })
}

/// "What limits us first, and what helps?", from the fullest stage and the fix
/// that adds a user for least.
pub(crate) fn binds(scenario: &Scenario, plan: &Plan, findings: &[Finding]) -> Option<Answer> {
    let limits = plan.limits.as_ref()?;
    let (stage, dimension) = nth(scenario, limits, 0)?;
    let mut why = vec![
        words(&["binds, by ", dimension.word(), ": "]),
        figure("flow.bottleneck"),
        text(" at the peak"),
    ];
    if let Some((next, dimension)) = nth(scenario, limits, 1) {
        why.extend([
            words(&["; next ", &next.name, ", by ", dimension.word(), ": "]),
            figure("flow.next_bottleneck"),
        ]);
    }
    why.push(text("."));
    if let Some((fix, stage, buys)) = best_fix(limits) {
        let users = whole_users(buys.added_users.or_zero());
        let name = fix_name(scenario, fix);
        why.push(words(&[" ", name, " makes room for ", &users, " more"]));
        match buys.cost_per_added_user.number() {
            Ok(each) if each > 0.0 => {
                let id = fix_id(fix, stage, "cost_per_added_user");
                why.extend([text(", at "), Span::Figure(id.into(), Style::Plain)]);
            }
            Ok(_) => why.push(text(", for which no cost is stated")),
            Err(_) => {}
        }
        why.push(text("."));
    } else if let Some(finding) = findings.first() {
        why.push(words(&[" ", &finding.sentence]));
    }
    Some(Answer {
        question: answers::LIMITS,
        main: vec![words(&[&stage.name])],
        why,
    })
}

/// The next fix to apply that makes room, with its stage.
fn best_fix(limits: &Limits) -> Option<(&Ranked, &StagePlan, Buys)> {
    let mut off = limits.fixes.iter().filter(|fix| fix.state == Switch::Off);
    off.find_map(|fix| {
        let buys = fix.buys.filter(|buys| buys.added_users.or_zero() > 0.0)?;
        Some((fix, limits.stages.get(fix.stage?.0)?, buys))
    })
}

/// Users that fit: nobody fits in part.
pub(super) fn whole_users(users: f64) -> String {
    shown(users.floor(), Unit::Of("user"))
}

fn fix_name<'a>(scenario: &'a Scenario, ranked: &Ranked) -> &'a str {
    ranked.stated(scenario).map_or("", |fix| fix.name.as_str())
}

/// The answers in a word and a figure each, where a limit decides.
pub(crate) fn short(plan: &Plan) -> &'static [(&'static str, &'static str)] {
    if is_full(plan) {
        &[
            ("Fits ", "flow.users_limit"),
            ("Bottleneck at ", "flow.bottleneck"),
            ("Cost up to ", "flow.cost_high"),
        ]
    } else {
        &[
            ("Room for ", "flow.users_to_add"),
            ("Bottleneck at ", "flow.bottleneck"),
            ("Cost up to ", "flow.cost_high"),
        ]
    }
}

/// The answers of a scenario that has limits. Where growth, the bill or the web
/// stack say more, they are asked.
pub(super) fn answers(basis: &Basis) -> [Option<Answer>; 4] {
    let Basis {
        scenario,
        plan,
        findings,
        ..
    } = *basis;
    if plan.limits.is_none() {
        return [const { None }; 4];
    }
    let when = || full_now(plan).unwrap_or_else(|| without_growth(plan));
    [
        serve(scenario, plan),
        plan.growth.is_none().then(when),
        plan.web_bill
            .is_none()
            .then(|| cost(scenario, plan))
            .flatten(),
        plan.web
            .is_none()
            .then(|| binds(scenario, plan, findings))
            .flatten(),
    ]
}

/// "When must we scale?", where no growth is stated: by how many users, if a
/// limit says.
fn without_growth(plan: &Plan) -> Answer {
    let mut answer = Answer {
        question: answers::SCALE,
        main: Vec::new(),
        why: vec![text(crate::workloads::growth::due_dates::NO_GROWTH.0)],
    };
    if plan.number("flow.users_limit").is_some() {
        answer.why.extend([
            text(" The first limit is reached at "),
            figure("flow.users_limit"),
            text(" a day."),
        ]);
    }
    answer
}
