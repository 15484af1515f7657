//! Which stage cannot carry what comes, which limit was overlooked, and do
//! fixes, phases and vendors fit what is planned?

use super::allowed::Dimension;
use super::cost::BEYOND_PHASES;
use super::plan::Limits;
use super::stage::StagePlan;
use super::traffic::fullest;
use super::vendors::phase_now;
use super::words::fix_id;
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::format::shown;
use crate::review::{Finding, Severity, cell};
use crate::scenario::flow::{CostBasis, StageKind, stage, traffic, vendor};
use crate::scenario::web::Switch;
use crate::scenario::{RowKey, Scenario, Stage, Table};
use crate::sheet::Figure;

/// A limit by the minute below this share looks comfortable.
const COMFORTABLE: f64 = 0.10;

const SHARE: Unit = Unit::Of("share");
const USERS: Unit = Unit::Of("user");
const MONEY: Unit = Unit::Of("USD/month");

pub(crate) fn review(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    let Some(limits) = &plan.limits else { return };
    if scenario.stages.is_empty() {
        findings.push(finding(
            "no_stages",
            Severity::Error,
            "Limits and pipeline are on, but there is no stage: nothing limits anything. Add the stages that a \
             message goes through.".to_owned(),
            ["flow.workload".to_owned()],
        ));
        return;
    }
    for (stage, planned) in scenario.stages.iter().zip(&limits.stages) {
        // One finding says it, where it is the day that is full.
        let daily = daily_limit(plan, stage, planned);
        findings.extend(daily.or_else(|| full(scenario, plan, stage, planned)));
        findings.extend(not_stated(stage, planned));
        findings.extend(range_reversed(stage));
        findings.extend(fewest_above_all(stage));
        findings.extend(retries(plan, stage));
    }
    traffic(scenario, limits, findings);
    fixes(scenario, limits, findings);
    money(scenario, plan, findings);
    vendors(scenario, plan, findings);
}

fn finding<const N: usize>(
    rule: &'static str,
    severity: Severity,
    sentence: String,
    evidence: [String; N],
) -> Finding {
    Finding::of(rule, severity, sentence, evidence.map(Into::into).into())
}

/// The id of a figure of a stage.
fn of(stage: &Stage, name: &str) -> String {
    ["flow.", stage.key.text(), ".", name].concat()
}

/// A figure of a stage, where it is known.
fn figure(plan: &Plan, stage: &Stage, name: &str) -> Option<Figure> {
    plan.figure(&of(stage, name))
}

/// The limit of a day that binds where those of a minute look comfortable.
fn daily_limit(plan: &Plan, stage: &Stage, planned: &StagePlan) -> Option<Finding> {
    let binding = planned.binding.filter(|binding| binding.is_of_day())?;
    let day = planned.day_utilization.number().ok()?;
    let peak = planned.items_peak.or_zero();
    let by_minute = Dimension::ALL
        .into_iter()
        .zip(planned.by)
        .filter(|(dimension, _)| !dimension.is_of_day());
    let minutes: Vec<String> = by_minute
        .filter_map(|(dimension, by)| {
            let full = peak / by.number().ok()?;
            (full < COMFORTABLE).then(|| [dimension.word(), " at ", &shown(full, SHARE)].concat())
        })
        .collect();
    if minutes.is_empty() {
        return None;
    }
    let (limit, column, unit) = match binding {
        Dimension::TokensDay => (stage.tokens_per_day?, "tokens_per_day", Unit::Of("tok")),
        _ => (stage.requests_per_day?, "requests_per_day", Unit::Of("req")),
    };
    let end = match figure(plan, stage, "budget_lasts") {
        Some(lasts) => format!(
            " The budget of {} a day is spent after {}; {} do not fit.",
            shown(limit, unit),
            lasts.text(),
            figure(plan, stage, "left_over").map_or_else(String::new, |left| left.text()),
        ),
        None => format!(" The budget is {} a day.", shown(limit, unit)),
    };
    Some(finding(
        "daily_limit_binds",
        if day >= 1.0 {
            Severity::Error
        } else {
            Severity::Warning
        },
        format!(
            "{}: {} bind, at {} on an average day, though the limits by the minute look comfortable at the \
             peak ({}).{end} Ask for a higher tier, or send less.",
            stage.name,
            binding.word(),
            shown(day, SHARE),
            minutes.join(", "),
        ),
        [
            of(stage, "day_utilization"),
            of(stage, "utilization_peak"),
            cell("stage", stage.key, column),
        ],
    ))
}

fn full(scenario: &Scenario, plan: &Plan, stage: &Stage, planned: &StagePlan) -> Option<Finding> {
    let peak = planned.utilization_peak.number().ok()?;
    let users = planned.users_at_limit.number().ok()?;
    let word = planned.binding?.word();
    let at = shown(peak, SHARE);
    let evidence = [of(stage, "utilization_peak"), of(stage, "users_at_limit")];
    if peak >= 1.0 {
        let growth = figure(plan, stage, "backlog_growth");
        let grows = growth.zip(figure(plan, stage, "backlog_after"));
        let grows = grows.map_or_else(String::new, |(growth, after)| {
            format!(
                " At the peak {} more come than go; {} wait after {}.",
                growth.text(),
                shown(scenario.flow.watched_backlog, Unit::Of("item")),
                after.text(),
            )
        });
        return Some(finding(
            "stage_full",
            Severity::Error,
            format!(
                "{} is at {at} of its {word}: it carries {}, and beyond that its queue never empties.{grows} \
                 Widen it, or let less come.",
                stage.name,
                shown(users.floor(), USERS),
            ),
            evidence,
        ));
    }
    (peak >= scenario.flow.alert_share).then(|| {
        finding(
            "stage_nearly_full",
            Severity::Warning,
            format!(
                "{} is at {at} of its {word} at the peak, and full at {}. Plan to widen it now.",
                stage.name,
                shown(users.floor(), USERS),
            ),
            evidence,
        )
    })
}

fn not_stated(stage: &Stage, planned: &StagePlan) -> Option<Finding> {
    (stage.kind == StageKind::Api && !planned.capacity.is_known()).then(|| {
        finding(
            "limit_not_stated",
            Severity::Warning,
            format!(
                "{} has limits, but none is stated that what comes would fill. State its requests or tokens a \
                 minute or a day, and the tokens of an item; or call it unlimited.",
                stage.name
            ),
            [cell("stage", stage.key, "kind")],
        )
    })
}

/// The columns of what a vendor charges, phase by phase.
const CHARGED: [[&str; 2]; 3] = [
    ["mvp_low", "mvp_high"],
    ["growth_low", "growth_high"],
    ["scale_low", "scale_high"],
];

/// A range of a row: its two columns, and what they state.
type Ends = ([&'static str; 2], [f64; 2]);

/// The ranges of a row that are the wrong way round, named by their columns.
fn reversed(table: &'static Table, row: RowKey, name: &str, ranges: &[Ends]) -> Option<Finding> {
    let wrong = ranges.iter().filter(|(_, [low, high])| low > high);
    let columns: Vec<&str> = wrong.flat_map(|(columns, _)| *columns).collect();
    let label = |column: &&str| {
        let field = table.columns.iter().find(|field| field.name() == *column);
        Some(["“", field?.label, "”"].concat())
    };
    let labels: Vec<String> = columns.iter().filter_map(label).collect();
    let pairs: Vec<String> = labels
        .chunks(2)
        .map(|pair| pair.join(" is above "))
        .collect();
    let evidence = columns
        .iter()
        .map(|column| cell(table.id, row, column).into());
    (!columns.is_empty()).then(|| {
        Finding::of(
            "range_reversed",
            Severity::Warning,
            format!("{name}: {}. Put the lower end first.", pairs.join(", ")),
            evidence.collect(),
        )
    })
}

fn range_reversed(stage: &Stage) -> Option<Finding> {
    let times = [stage.service_low, stage.service_high];
    // What is no pool has no time of its own.
    let times = if stage.kind.is_pool() {
        times
    } else {
        [0.0; 2]
    };
    let ranges = [
        (["service_low", "service_high"], times),
        (
            ["item_cost_low", "item_cost_high"],
            [stage.item_cost_low, stage.item_cost_high],
        ),
    ];
    reversed(&stage::TABLE, stage.key, &stage.name, &ranges)
}

fn fewest_above_all(stage: &Stage) -> Option<Finding> {
    let pool = stage.kind.is_pool();
    let least = stage
        .concurrency_least
        .filter(|least| pool && *least > stage.concurrency)?;
    Some(finding(
        "fewest_above_all",
        Severity::Warning,
        format!(
            "{} has {} at once when fewest are, more than the {} that are planned with. Correct one of them.",
            stage.name,
            shown(least, Unit::Of("1")),
            shown(stage.concurrency, Unit::Of("1")),
        ),
        [
            cell("stage", stage.key, "concurrency_least"),
            cell("stage", stage.key, "concurrency"),
        ],
    ))
}

fn retries(plan: &Plan, stage: &Stage) -> Option<Finding> {
    let tries = plan.number(&of(stage, "retry_storm"))?;
    if tries <= 1.0 {
        return None;
    }
    Some(finding(
        "retries_feed_overload",
        Severity::Warning,
        format!(
            "{} is full, and what it refuses is tried again: in all {} times as much is tried as comes. Let \
             tries wait longer and longer, and give up soon.",
            stage.name,
            shown(tries, Unit::Of("1")),
        ),
        [
            of(stage, "retry_storm"),
            cell("stage", stage.key, "most_attempts"),
        ],
    ))
}

fn traffic(scenario: &Scenario, limits: &Limits, findings: &mut Vec<Finding>) {
    for (row, planned) in scenario.traffic.iter().zip(&limits.traffic) {
        let ranges = [
            (
                ["messages_low", "messages_high"],
                [row.messages_low, row.messages_high],
            ),
            (
                ["concurrent_low", "concurrent_high"],
                [row.concurrent_low, row.concurrent_high],
            ),
            (
                ["stated_low", "stated_high"],
                [row.stated_low, row.stated_high],
            ),
        ];
        findings.extend(reversed(&traffic::TABLE, row.key, &row.name, &ranges));
        let Some((at, most)) = fullest(planned).filter(|(_, most)| *most >= 1.0) else {
            continue;
        };
        let stages = planned.iter().zip(&scenario.stages);
        let others = stages
            .enumerate()
            .filter(|(place, ([_, full], _))| *place != at && full.or_zero() >= 1.0);
        let others: Vec<&str> = others.map(|(_, (_, stage))| stage.name.as_str()).collect();
        let and = if others.is_empty() {
            String::new()
        } else {
            format!(
                " {} {} full too.",
                others.join(" and "),
                if others.len() == 1 { "is" } else { "are" },
            )
        };
        let stage = &scenario.stages[at];
        findings.push(finding(
            "full_in_traffic",
            Severity::Warning,
            format!(
                "{}, up to {}: {} is at {} of what it takes.{and}",
                row.name,
                shown(row.users, USERS),
                stage.name,
                shown(most, SHARE),
            ),
            [[
                "flow.traffic.",
                row.key.text(),
                ".",
                stage.key.text(),
                ".utilization_high",
            ]
            .concat()],
        ));
    }
}

fn fixes(scenario: &Scenario, limits: &Limits, findings: &mut Vec<Finding>) {
    for ranked in &limits.fixes {
        let Some(fix) = ranked.stated(scenario) else {
            continue;
        };
        match (ranked.buys, ranked.stage) {
            (Some(buys), Some((at, _))) => {
                let adds = buys.added_users.number().map_or(true, |added| added > 0.0);
                if ranked.state == Switch::On && !adds {
                    findings.push(finding(
                        "fix_without_room",
                        Severity::Note,
                        format!(
                            "{} makes no room for more users: {} is not what is full first.",
                            fix.name, scenario.stages[at].name
                        ),
                        [fix_id(ranked, &limits.stages[at], "added_users")],
                    ));
                }
            }
            _ => findings.push(finding(
                "fix_without_stage",
                Severity::Warning,
                format!(
                    "{} acts on no stage. Choose one that it fits, or the fullest that it fits.",
                    fix.name
                ),
                [cell("fix", fix.key, "stage")],
            )),
        }
    }
}

fn money(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    let stated = &scenario.flow;
    if plan.get("flow.phase") == Err(BEYOND_PHASES) && stated.cost_basis != CostBasis::Items {
        findings.push(finding(
            "beyond_phases",
            Severity::Warning,
            BEYOND_PHASES.0.to_owned(),
            [
                "demand.daily_active_users".to_owned(),
                "flow.scale_up_to".to_owned(),
            ],
        ));
    }
    let in_order = [stated.mvp_up_to, stated.growth_up_to, stated.scale_up_to];
    if !in_order.is_sorted() {
        findings.push(finding(
            "phases_out_of_order",
            Severity::Warning,
            "The phases are out of order: each must go further than the one before it.".to_owned(),
            ["flow.mvp_up_to", "flow.growth_up_to", "flow.scale_up_to"].map(str::to_owned),
        ));
    }
    let items = ["flow.stages_low", "flow.stages_high"].map(|id| plan.number(id));
    if let ([Some(low), Some(high)], CostBasis::Phases) = (items, stated.cost_basis)
        && high > 0.0
        && !scenario.vendors.is_empty()
    {
        findings.push(finding(
            "items_beside_vendors",
            Severity::Note,
            format!(
                "Prices per item and plans of the stages come to {} to {}, which is not added to what the \
                 vendors charge. See that it is among them, or add both up.",
                shown(low, Unit::Of("USD")),
                shown(high, MONEY),
            ),
            ["flow.stages_low", "flow.stages_high", "flow.cost_basis"].map(str::to_owned),
        ));
    }
}

/// Ranges that are the wrong way round, and alerts that go off in the phase of now.
fn vendors(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    let phase = phase_now(plan);
    for vendor in &scenario.vendors {
        let charged = vendor.charged();
        let ranges: Vec<Ends> = CHARGED.into_iter().zip(charged).collect();
        findings.extend(reversed(&vendor::TABLE, vendor.key, &vendor.name, &ranges));
        let Some(phase) = phase else { continue };
        let ([low, high], [_, column]) = (charged[phase], CHARGED[phase]);
        if let Some(budget) = vendor.budget.filter(|budget| high > *budget) {
            let sure = if low >= budget {
                "goes off in every month"
            } else {
                "may go off"
            };
            findings.push(finding(
                "budget_exceeded",
                Severity::Warning,
                format!(
                    "{} charges {} to {} in this phase: the budget alert at {} {sure}. Raise it, or use less.",
                    vendor.name,
                    shown(low, Unit::Of("USD")),
                    shown(high, MONEY),
                    shown(budget, MONEY),
                ),
                [cell("vendor", vendor.key, "budget"), cell("vendor", vendor.key, column)],
            ));
        }
    }
}
