//! What does each spike do to the pool that is looked at? The four scenarios of the source and
//! the events that are stated, each followed second by second.

use super::autoscaler::behavior::{Behavior, Rules};
use super::autoscaler::metric::{Metric, Seen};
use super::autoscaler::pods::{Pods, Resource};
use super::autoscaler::{Autoscaler, SYNC, percent};
use super::backlog::Service;
use super::budget::Objective;
use super::formulas::{pool as of_pool, spike as formulas};
use super::inputs::{GoesBy, Left, Shown};
use super::load::Spike;
use super::looked::{Replicas, looked_at};
use super::outcome::{AROUND, FOLLOWED, Outcome, Promised};
use super::plant::{Client, GivenUp, Plant, Run};
use super::pool::{Age, Clock, Nodes, Pool, Signal};
use super::recovery::{Keeps, Recovery};
use crate::engine::Plan;
use crate::quantity::Missing;
use crate::quantity::brackets::{max, min};
use crate::quantity::math::{count_of, round_up};
use crate::scenario::growth::EventOf;
use crate::scenario::{Fleet, RowKey, Scenario};
use crate::sheet::{Cell, Known, Row, Sheet};
use crate::workloads::inference::peaks::{ALWAYS, row_of};

/// Seconds in the month of an error budget.
const PERIOD: f64 = 30.0 * 86_400.0;
const MINUTE: f64 = 60.0;
const HOUR: f64 = 3600.0;
/// So often the autoscaler is asked for what it comes to before a spike.
const ASKED: usize = 64;

/// Spikes of a plan.
#[derive(Clone, PartialEq, Debug)]
pub struct Spikes {
    /// The pool that is looked at.
    pub replicas: Replicas,
    /// What its autoscaler goes by.
    pub goes_by: GoesBy,
    /// Each spike, those of the source first.
    pub all: Vec<OneSpike>,
}

impl Spikes {
    /// What its autoscaler aims at, in the metric's own unit: whole percent, or thousandths for
    /// each replica; none where it goes by nothing.
    pub fn target(&self) -> Option<f64> {
        let plant = self.all.iter().find_map(|it| it.plant.as_ref())?;
        match plant.pool.autoscaler.metrics.first()? {
            Metric::Utilization { target, .. }
            | Metric::PerPod { target, .. }
            | Metric::Value { target }
            | Metric::ValuePerPod { target } => Some(*target),
        }
    }
}

/// A spike, and what it does.
#[derive(Clone, PartialEq, Debug)]
pub struct OneSpike {
    /// As ids have it.
    pub row: String,
    /// What people call it.
    pub name: String,
    /// The event that it is, by its row.
    pub event: Option<RowKey>,
    /// How many times what comes usually.
    pub times: f64,
    /// Seconds at its height.
    pub lasts: f64,
    /// The pool that it comes to; none where too little is known of that.
    pub plant: Option<Plant>,
    /// What it comes to.
    pub outcome: Option<Outcome>,
}

impl OneSpike {
    /// The id of one of its figures.
    pub fn id(&self, what: &str) -> String {
        ["spike.", what, ".", &self.row].concat()
    }

    /// Whether the promise is broken; not known where too little is known of the pool.
    pub fn breaks(&self) -> Option<bool> {
        self.outcome.map(|it| it.broken > 0.0)
    }
}

/// The spike that is told of: the one that is chosen; else of those that break the promise the
/// one that spends most of the error budget, and the highest where none does.
pub fn told<'a>(scenario: &Scenario, spikes: &'a Spikes) -> Option<&'a OneSpike> {
    let known = || spikes.all.iter().filter(|it| it.outcome.is_some());
    let chosen = scenario.spike.shown;
    if chosen != Shown::Worst {
        return known().find(|it| it.row == chosen.id());
    }
    let most = |of: fn(&OneSpike) -> f64| {
        move |one: &'a OneSpike, other: &'a OneSpike| {
            if of(other) > of(one) { other } else { one }
        }
    };
    let spent = |it: &OneSpike| it.outcome.and_then(|it| it.spent).unwrap_or(0.0);
    let breaks = known().filter(|it| it.breaks() == Some(true));
    breaks
        .reduce(most(spent))
        .or_else(|| known().reduce(most(|it| it.times)))
}

/// Why a wait has no end.
const GROWS: Missing = Missing(
    "More come than all replicas take, so what waits grows for as long as the spike lasts and no wait is the longest.",
);
const DOES_NOT_GROW: Missing =
    Missing("Capacity comes back, so what waits does not go on growing.");
const NOT_PAGED: Missing = Missing("The alert does not page: too few are late for it.");
const NO_BUDGET: Missing = Missing("Nothing came before, so there is no error budget to spend.");

/// Every spike of a plan that has a pool of replicas.
pub fn plan(sheet: Sheet, planned: &Plan) -> Option<Spikes> {
    let replicas = looked_at(sheet, planned)?;
    let goes_by = sheet.scenario.spike.goes_by(replicas.looked);
    of_pool::fits(sheet, replicas.most, replicas.takes);
    let pool = pool(sheet.scenario, goes_by, &replicas);
    let at_once = of_pool::at_once(sheet, replicas.takes, replicas.service);
    let running = of_pool::replicas_before(
        sheet,
        Known(running(&pool, &replicas)),
        replicas.before,
        replicas.takes,
        replicas.least,
        replicas.most,
    );
    let base = base(sheet.scenario, pool, &replicas, [at_once, running]);
    let mut run = Run::default();
    let mut one = |sheet: Sheet, (row, name): (String, String), of: &Of| {
        let height = of.height(sheet, replicas.before);
        let lasts = of.lasts(sheet);
        one(
            sheet,
            (row, name),
            (height, lasts, of),
            &replicas,
            (running, &base),
            &mut run,
        )
    };
    let always = [Of::Normal, Of::Launch, Of::Viral, Of::Recovery];
    let mut all = Vec::new();
    for ((row, name), of) in ALWAYS.iter().zip(always) {
        let sheet = sheet.within(Row::Word(row, name));
        all.push(one(sheet, ((*row).to_owned(), (*name).to_owned()), &of));
    }
    for (at, event) in sheet.scenario.events.iter().enumerate() {
        let (row, id) = row_of(event, at);
        let sheet = sheet.within(row);
        all.push(one(
            sheet,
            (id, event.name.clone()),
            &Of::Event(event.key, event.of),
        ));
    }
    Some(Spikes {
        replicas,
        goes_by,
        all,
    })
}

/// Which spike it is.
enum Of {
    Normal,
    Launch,
    Viral,
    Recovery,
    Event(RowKey, EventOf),
}

impl Of {
    fn height(&self, sheet: Sheet, before: Cell) -> Cell {
        match self {
            Self::Normal => formulas::height_normal(sheet, before),
            Self::Launch => formulas::height_launch(sheet, before),
            Self::Viral => formulas::height_viral(sheet, before),
            Self::Recovery => formulas::height_recovery(sheet, before),
            Self::Event(_, EventOf::Average) => formulas::height_of_event(sheet, before),
            Self::Event(_, EventOf::Usual) => formulas::height_of_usual(sheet, before),
        }
    }

    fn lasts(&self, sheet: Sheet) -> Cell {
        match self {
            Self::Normal => formulas::lasts_normal(sheet),
            Self::Launch => formulas::lasts_launch(sheet),
            Self::Viral => formulas::lasts_viral(sheet),
            Self::Recovery => formulas::lasts_recovery(sheet),
            Self::Event(..) => formulas::lasts_event(sheet),
        }
    }

    const fn event(&self) -> Option<RowKey> {
        match self {
            Self::Event(key, _) => Some(*key),
            _ => None,
        }
    }
}

/// What is promised in a scenario.
pub fn promised(scenario: &Scenario) -> Promised {
    let stated = &scenario.spike;
    Promised {
        seconds: stated.wait,
        share: stated.share,
        objective: Objective {
            share: stated.objective,
            period: PERIOD,
        },
    }
}

/// A spike with its figures.
fn one(
    sheet: Sheet,
    (row, name): (String, String),
    (height, hours, of): (Cell, Cell, &Of),
    replicas: &Replicas,
    (running, base): (Cell, &Result<Plant, Missing>),
    run: &mut Run,
) -> OneSpike {
    let lasts = hours.or_zero() * HOUR;
    let plant = base.as_ref().ok().and_then(|base| {
        Some(base.facing(replicas.before.number().ok()?, height.number().ok()?, lasts))
    });
    let outcome = plant.as_ref().map(|plant| {
        plant.run(run);
        plant.outcome(run, &promised(sheet.scenario), lasts)
    });
    figures(
        sheet,
        outcome.ok_or(unknown(base)),
        (height, running),
        replicas,
    );
    OneSpike {
        row,
        name,
        event: of.event(),
        times: height.or_zero() / max(replicas.before.or_zero(), f64::MIN_POSITIVE),
        lasts,
        plant,
        outcome,
    }
}

/// Why there is no plant; where there is one, what comes is not known.
fn unknown(base: &Result<Plant, Missing>) -> Missing {
    const NO_LOAD: Missing = Missing("Nothing says how many requests come.");
    base.as_ref().err().copied().unwrap_or(NO_LOAD)
}

fn figures(
    sheet: Sheet,
    outcome: Result<Outcome, Missing>,
    (height, running): (Cell, Cell),
    it: &Replicas,
) {
    let (takes, most, start) = (it.takes, it.most, it.start);
    let of = |take: &dyn Fn(&Outcome) -> Result<f64, Missing>| {
        Known(outcome.and_then(|outcome| take(&outcome)))
    };
    formulas::replicas_at(sheet, height, takes);
    formulas::late(
        sheet,
        of(&|it| Ok(it.late)),
        height,
        takes,
        running,
        most,
        start,
    );
    let slowest = of(&|it| it.slowest.filter(|it| it.is_finite()).ok_or(GROWS));
    formulas::slowest(sheet, slowest, height, takes, running, most, start);
    let broken = of(&|it| Ok(it.broken));
    let broken = formulas::broken(sheet, broken, height, takes, running, most, start);
    formulas::survives(sheet, broken);
    formulas::back(sheet, of(&back), height, takes, running, most, start);
    let grows = of(&|it| {
        (it.grows > 0.0)
            .then_some(it.grows * MINUTE)
            .ok_or(DOES_NOT_GROW)
    });
    formulas::grows(sheet, grows, height, takes, most);
    let spent = of(&|it| it.spent.ok_or(NO_BUDGET));
    formulas::spent(sheet, spent, height, it.before, takes, running, most, start);
    let pages = of(&|it| it.pages.ok_or(NOT_PAGED));
    formulas::pages(sheet, pages, height, it.before, takes, running, most, start);
}

/// Seconds from the beginning of the spike until there is capacity for all.
fn back(outcome: &Outcome) -> Result<f64, Missing> {
    match outcome.recovery {
        Recovery::Held => Ok(0.0),
        Recovery::Back { capacity, .. } => Ok(max(capacity - AROUND, 0.0)),
        Recovery::Short(keeps) => Err(keeps.missing()),
    }
}

impl Keeps {
    const fn missing(self) -> Missing {
        match self {
            Self::Retries => Missing(
                "Capacity does not come back while clients try again: what is tried again keeps all replicas full.",
            ),
            Self::MostReplicas => Missing(
                "Capacity does not come back while the spike lasts: no more replicas may run.",
            ),
            Self::Nodes => Missing(
                "Capacity does not come back while the spike lasts: there are no more nodes for replicas.",
            ),
            Self::Time => Missing(
                "Capacity does not come back within half an hour: replicas come too slowly, or the metric does not \
                 see the load.",
            ),
        }
    }
}

/// The pool as it grows.
fn pool(scenario: &Scenario, goes_by: GoesBy, of: &Replicas) -> Pool {
    let stated = &scenario.spike;
    let version = stated.kubernetes.version();
    let takes = of.takes.or_zero();
    let thousandths = |value: f64| max(round_up(value * 1000.0), 1.0);
    let (metrics, signals) = match goes_by {
        GoesBy::Cpu => (
            vec![Metric::Utilization {
                resource: Resource::Cpu,
                target: percent(scenario.fleet.cpu_target),
            }],
            vec![Signal::Cpu],
        ),
        GoesBy::Requests => (
            vec![Metric::ValuePerPod {
                target: thousandths(takes * stated.target),
            }],
            vec![Signal::Requests(Age::Scraped)],
        ),
        GoesBy::Waiting => (
            vec![Metric::ValuePerPod {
                target: thousandths(stated.waiting_target),
            }],
            vec![Signal::Waiting(Age::Scraped)],
        ),
        GoesBy::Nothing | GoesBy::Usual => (Vec::new(), Vec::new()),
    };
    let [room, holds, more] = of.nodes;
    let nodes = room.number().map_or(Nodes::ENOUGH, |room| Nodes {
        room,
        holds: holds.or_zero(),
        lead: stated.node_lead,
        most: more.or_zero(),
    });
    let least = max(of.least.or_zero(), version.fewest());
    Pool {
        autoscaler: Autoscaler {
            metrics,
            least,
            most: max(of.most.or_zero(), least),
            tolerance: version.tolerance(),
            behavior: Some(behavior(&scenario.fleet)),
        },
        signals,
        clock: Clock::default(),
        fetch: stated.fetch,
        start: of.start.or_zero(),
        burst: of.burst.number().unwrap_or(1.0),
        nodes,
    }
}

/// How fast replicas may change: what is simulated, and what the manifest says.
pub fn behavior(fleet: &Fleet) -> Behavior {
    Behavior {
        up: Rules::by_share(fleet.up_window, fleet.up_limit, fleet.up_period),
        down: Rules::by_share(fleet.down_window, fleet.down_limit, fleet.down_period),
    }
}

/// Replicas that run at the load before a spike: those at which the autoscaler stays.
fn running(pool: &Pool, of: &Replicas) -> Result<f64, Missing> {
    let (before, takes) = (of.before.number()?, of.takes.number()?);
    let [least, most] = [of.least.number()?, of.most.number()?];
    let autoscaler = &pool.autoscaler;
    let mut now = max(least, min(most, autoscaler.least));
    let Some(metric) = autoscaler.metrics.first() else {
        return Ok(now);
    };
    for _ in 0..ASKED {
        let busy = min(before / max(now * takes, f64::MIN_POSITIVE), 1.0);
        let pods = [Pods::settled(
            now,
            (busy * pool.burst * 1000.0).round(),
            1000.0,
        )];
        let value = |value: f64| Seen::Value {
            value: round_up(value * 1000.0),
            ready: now,
        };
        let seen = match pool.signals.first() {
            Some(Signal::Requests(_)) => value(before),
            Some(Signal::Waiting(_)) => value(0.0),
            _ => Seen::Pods(&pods),
        };
        let call = metric.calls(now, seen, SYNC, autoscaler.tolerance);
        let next = call.map_or(now, |call| max(least, min(most, call.replicas)));
        if (next - now).abs() <= 0.0 {
            break;
        }
        now = next;
    }
    Ok(now)
}

/// The pool with its clients, before any spike.
fn base(
    scenario: &Scenario,
    pool: Pool,
    of: &Replicas,
    [at_once, running]: [Cell; 2],
) -> Result<Plant, Missing> {
    let stated = &scenario.spike;
    let (takes, at_once) = (of.takes.number()?, at_once.number()?);
    of.start.number()?;
    Ok(Plant {
        pool,
        replicas: running.number()?,
        service: Service {
            seconds: at_once / takes,
            scatter: stated.variability * stated.variability,
        },
        at_once,
        spike: Spike {
            before: 0.0,
            height: 0.0,
            begins: AROUND,
            rise: stated.rise,
            lasts: 0.0,
            fall: stated.rise,
        },
        client: Client {
            patience: stated.timeout,
            retries: count_of(stated.retries),
            pause: stated.pause,
            given_up: match stated.given_up {
                Left::Dropped => GivenUp::Leaves,
                Left::Served => GivenUp::Served,
            },
        },
        queue: stated.queue,
        seconds: 0.0,
        lost_after: Some(stated.wait),
    })
}

impl Plant {
    /// The same where so many come before and at the height of a spike that lasts so long.
    #[must_use]
    pub fn facing(&self, before: f64, height: f64, lasts: f64) -> Self {
        let spike = Spike {
            before,
            height,
            lasts,
            ..self.spike
        };
        Self {
            spike,
            seconds: FOLLOWED,
            ..self.clone()
        }
    }
}
