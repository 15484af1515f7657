//! What do limits and a pipeline answer: how many more users fit, what does it
//! cost, and what binds?

use super::flow::{fix_id, nth};
use super::{Answer, Look, Piece, bare, figure, large, text, words};
use crate::engine::Plan;
use crate::engine::flow::FlowPlan;
use crate::engine::flow::fixes::Ranked;
use crate::engine::flow::stage::StagePlan;
use crate::quantity::Unit;
use crate::quantity::format::shown;
use crate::review::Finding;
use crate::scenario::Scenario;
use crate::scenario::web::Switch;

/// Whether more comes to a stage than it takes.
fn is_full(flow: &FlowPlan) -> bool {
    let bottleneck = flow.whole.bottleneck;
    bottleneck.is_ok_and(|it| it.value >= 1.0)
}

/// "Can we serve more?", where a limit decides: none where there is no such
/// limit, or where the web stack is full before it.
pub(super) fn serve(scenario: &Scenario, plan: &Plan) -> Option<Answer> {
    let flow = plan.flow.as_ref()?;
    let question = "Can we serve more?";
    let (stage, dimension) = nth(scenario, flow, 0)?;
    let more = flow.whole.users_to_add_share.ok()?;
    if plan
        .number("web.users_more_share")
        .is_some_and(|web| web < more.value)
    {
        return None;
    }
    let full = |main: Vec<Piece>, why: Vec<Piece>| Answer {
        question,
        main,
        why,
    };
    if more.value > 0.0 {
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
    if let Some((fix, _)) = best_fix(flow) {
        let after = fix.figures.as_ref().map(|it| it.users_after);
        if let Some(Ok(users)) = after {
            let users = whole_users(users.value);
            why.push(words(&[
                " ",
                fix_name(scenario, fix),
                " makes that ",
                &users,
                ".",
            ]));
        }
    }
    Some(full(vec![text("No.")], why))
}

/// "When must we scale?", where a limit is passed already and no growth is stated.
pub(super) fn full_now(plan: &Plan) -> Option<Answer> {
    let flow = plan.flow.as_ref().filter(|flow| is_full(flow))?;
    flow.whole.users_limit.ok()?;
    Some(Answer {
        question: "When must we scale?",
        main: vec![text("Now.")],
        why: vec![
            text("The first limit is reached at "),
            figure("flow.users_limit"),
            text(" a day, and more are planned. Later dates need growth, which is not stated."),
        ],
    })
}

/// "What will it cost?", from vendors and stages.
pub(super) fn cost(scenario: &Scenario, plan: &Plan) -> Option<Answer> {
    let flow = plan.flow.as_ref()?;
    let question = "What will it cost?";
    let now = &flow.cost.now;
    let (Ok(_), Ok(_)) = (now.cost_low, now.break_even_high) else {
        let absent = now.cost_low.err().or(now.break_even_high.err())?;
        return Some(Answer {
            question,
            main: Vec::new(),
            why: vec![text(absent.0)],
        });
    };
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
    if flow.fixes.ranked.iter().any(|fix| fix.state == Switch::On)
        && flow.fixes.fixed.fixes_cost.is_ok()
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

/// "What binds, and what should we do?", from the fullest stage and the fix
/// that adds a user for least.
pub(super) fn binds(scenario: &Scenario, plan: &Plan, findings: &[Finding]) -> Option<Answer> {
    let flow = plan.flow.as_ref()?;
    let (stage, dimension) = nth(scenario, flow, 0)?;
    let mut why = vec![
        words(&["binds, by ", dimension.word(), ": "]),
        figure("flow.bottleneck"),
        text(" at the peak"),
    ];
    if let Some((next, dimension)) = nth(scenario, flow, 1) {
        why.extend([
            words(&["; next ", &next.name, ", by ", dimension.word(), ": "]),
            figure("flow.next_bottleneck"),
        ]);
    }
    why.push(text("."));
    if let Some((fix, stage)) = best_fix(flow) {
        let id = |name: &str| fix_id(fix, stage, name);
        let figures = fix.figures.as_ref();
        let added = figures.and_then(|it| it.added_users.ok());
        let users = added.map_or_else(String::new, |it| whole_users(it.value));
        let name = fix_name(scenario, fix);
        why.push(words(&[" ", name, " makes room for ", &users, " more"]));
        let each = figures.and_then(|it| it.cost_per_added_user.ok());
        if each.is_some_and(|each| each.value > 0.0) {
            why.push(text(", at "));
            why.push(Piece::Figure(id("cost_per_added_user").into(), Look::Plain));
        } else if each.is_some() {
            why.push(text(" at no cost"));
        }
        why.push(text("."));
    } else if let Some(finding) = findings.first() {
        why.push(words(&[" ", &finding.sentence]));
    }
    Some(Answer {
        question: "What binds, and what should we do?",
        main: vec![words(&[&stage.name])],
        why,
    })
}

/// The next fix to apply that makes room, with its stage.
fn best_fix(flow: &FlowPlan) -> Option<(&Ranked, &StagePlan)> {
    let mut off = flow
        .fixes
        .ranked
        .iter()
        .filter(|fix| fix.state == Switch::Off);
    let fix = off.find(|fix| {
        let figures = fix.figures.as_ref();
        figures.is_some_and(|it| it.added_users.is_ok_and(|added| added.value > 0.0))
    })?;
    Some((fix, flow.stages.get(fix.stage?.0)?))
}

/// Users that fit: nobody fits in part.
pub(super) fn whole_users(users: f64) -> String {
    shown(users.floor(), Unit::Of("user"))
}

fn fix_name<'a>(scenario: &'a Scenario, ranked: &Ranked) -> &'a str {
    let fix = scenario.fixes.iter().find(|fix| fix.key == ranked.row);
    fix.map_or("", |fix| fix.name.as_str())
}

/// The answers in a word and a figure each, where a limit decides.
pub(super) fn short(flow: &FlowPlan) -> &'static [(&'static str, &'static str)] {
    if is_full(flow) {
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
