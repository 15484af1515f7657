//! How do resources and orders read: what runs out when, and what is to be ordered?

use super::charts::RUNWAY;
use super::files::{CALENDAR, ORDERS};
use super::orders::{Order, What};
use super::plan::{Resource, Resources, Way};
use crate::engine::Plan;
use crate::facts::constants::DAYS_PER_MONTH;
use crate::quantity::Unit;
use crate::quantity::date::Date;
use crate::quantity::format::{exact, shown};
use crate::quantity::order::ascending;
use crate::report::{Node, Row, Section, Span, Style, figure_of, text, words};
use crate::scenario::Scenario;
use crate::sheet::Cell;
use crate::workloads::growth::calendar::Calendar;
use crate::workloads::growth::due_dates::names;
use crate::workloads::growth::reach;
use crate::workloads::growth::words::shown_months;
use std::borrow::Cow;

pub(crate) const AT_ONCE: Cell = Cell::bare(Ok(0.0));

/// Orders that the page shows; the file has all.
const SHOWN: usize = 5;

/// Resources with what is stated, and their calendar.
pub(crate) struct Told<'a> {
    pub(crate) scenario: &'a Scenario,
    pub(crate) plan: &'a Plan,
    pub(crate) resources: &'a Resources,
    pub(crate) calendar: Calendar,
}

impl<'a> Told<'a> {
    pub(crate) fn new(scenario: &'a Scenario, plan: &'a Plan, today: Date) -> Option<Self> {
        let resources = plan.resources.as_ref()?;
        (!resources.all.is_empty()).then(|| Self {
            scenario,
            plan,
            resources,
            calendar: Calendar::new(scenario, today),
        })
    }

    /// All resources: the first to be ordered come first, those that never fill last.
    pub(crate) fn in_order(&self) -> Vec<&'a Resource> {
        let all: Vec<&Resource> = self.resources.all.iter().collect();
        ascending(&all, |it| it.order_by_months.number().unwrap_or(f64::MAX))
    }

    /// The day of a moment that the plan counts in months, or why there is none in a word or two.
    pub(crate) fn date(&self, months: Cell) -> String {
        reach::date(self.calendar, months)
    }

    /// The last day to order what must be there at a moment, so many days before it.
    pub(crate) fn day_before(&self, arrives: Cell, lead: Cell) -> Option<Date> {
        self.calendar.before(arrives.number().ok()?, lead.or_zero())
    }

    /// The last day to order more of a resource, by a case of growth. Months have different
    /// lengths: the day is counted back from when it must be there.
    pub(crate) fn order_by(&self, resource: &Resource, order_by: Cell) -> Option<Date> {
        let lead = resource.lead_time;
        let arrives = order_by
            .number()
            .map(|by| by + lead.or_zero() / DAYS_PER_MONTH);
        self.day_before(Cell::bare(arrives), lead)
    }

    /// The same, by so many months from the start.
    pub(crate) fn order_by_at(&self, resource: &Resource, months: f64) -> Option<Date> {
        self.order_by(resource, Cell::bare(Ok(months)))
    }

    /// The same in words, or why there is none.
    fn order_by_words(&self, resource: &Resource, order_by: Cell) -> String {
        let day = self.order_by(resource, order_by);
        day.map_or_else(|| self.date(order_by), Date::shown)
    }

    /// The last day of an order.
    pub(crate) fn order_day(&self, order: &Order) -> Option<Date> {
        let lead = self.resource(order).map(|resource| resource.lead_time);
        self.day_before(order.arrives, lead.unwrap_or(AT_ONCE))
    }

    /// The same in words.
    pub(crate) fn order_date(&self, order: &Order) -> String {
        self.order_day(order)
            .map_or_else(|| self.date(order.arrives), Date::shown)
    }

    /// What an order is of, and what is done with it.
    pub(crate) fn what(&self, order: &Order) -> (&'static str, String) {
        match order.what {
            What::More(at) => {
                let resource = &self.resources.all[at];
                let verb = match resource.way {
                    Way::Order => "Order",
                    Way::Raise => "Raise",
                };
                (verb, resource.name.clone())
            }
            What::Most(at) => {
                let name = &self.resources.all[at].name;
                ("Raise", [name, ", the most there can be"].concat())
            }
            What::Rent(at, event) => {
                let resource = &self.resources.all[at];
                let verb = match resource.way {
                    Way::Order => "Rent",
                    Way::Raise => "Raise",
                };
                let event = &self.scenario.events[event];
                let hours = shown(event.hours, Unit::Of("h"));
                let name = [&resource.name, " for ", &hours, " (", &event.name, ")"].concat();
                (verb, name)
            }
            What::Change(at) => {
                let growth = self.plan.growth.as_ref();
                let target = growth.and_then(|growth| growth.targets.get(at));
                let name = target.map(|target| names(self.scenario, *target));
                ("Change", name.unwrap_or_default())
            }
        }
    }

    /// The resource of an order of more.
    pub(crate) fn resource(&self, order: &Order) -> Option<&'a Resource> {
        match order.what {
            What::More(at) | What::Most(at) | What::Rent(at, _) => self.resources.all.get(at),
            What::Change(_) => None,
        }
    }

    /// The first order of more of anything.
    pub(crate) fn first_order(&self) -> Option<(&'a Order, &'a Resource)> {
        let mut orders = self.orders().iter();
        orders.find_map(|order| Some((order, self.resource(order)?)))
    }

    /// The orders, the first to be placed first.
    pub(crate) fn orders(&self) -> &'a [Order] {
        &self.resources.orders
    }
}

/// The section on resources and orders, if there are any.
pub fn section(scenario: &Scenario, plan: &Plan, today: Date) -> Option<Section> {
    let told = Told::new(scenario, plan, today)?;
    let all = told.in_order();
    let has_orders = !told.orders().is_empty();
    let files = has_orders.then_some([Node::Download(&ORDERS), Node::Download(&CALENDAR)]);
    let mut nodes = vec![Node::Chart(&RUNWAY)];
    if has_orders {
        nodes.push(calendar(&told));
    } else {
        nodes.push(room(&told, &all));
    }
    let room = has_orders.then(|| room(&told, &all));
    let note = Node::note(
        "Critical is the share of what you have that may be used while its headroom is kept. An order is placed \
         its lead time before that share is taken, and is as large as the month asks for, in whole steps.",
    );
    Some(
        Section::new(
            HOME.0,
            HOME.1,
            super::answers::conclusion(&told, today),
            nodes,
        )
        .folding("Dates by case", [runway(&told, &all), note])
        .folding(
            "How full each resource is",
            room.into_iter().chain(shared(&told)),
        )
        .folding("What each month takes", needs(&told))
        .folding(
            "What the orders cost",
            has_orders.then(|| cash(&told)).flatten(),
        )
        .folding("Orders as files", files.into_iter().flatten()),
    )
}

/// Where resources and orders stand, by its id and its heading; pools stand there too.
pub(crate) const HOME: (&str, &str) = ("resources", "Resources and orders");

/// A resource as a row is called.
pub(super) fn label(resource: &Resource) -> Cow<'static, str> {
    match resource.unit {
        "a minute" => [&resource.name, ", a minute"].concat().into(),
        _ => resource.name.clone().into(),
    }
}

/// How full each resource is, and how much more fits.
fn room(told: &Told, all: &[&Resource]) -> Node {
    let columns = [
        ("used", Style::Count),
        ("capacity", Style::Count),
        ("utilization", Style::Cell),
        ("critical", Style::Cell),
        ("room", Style::Count),
    ];
    let row = |resource: &&Resource| Row {
        label: label(resource),
        cells: columns
            .map(|(name, style)| figure_of(&[&resource.id(name)], style))
            .into(),
    };
    let room = ["Room, ", super::answers::noun(told.scenario)].concat();
    let heads = [
        "Resource",
        "Used",
        "You have",
        "Utilization",
        "Critical from",
    ];
    let heads = heads.map(Cow::Borrowed).into_iter();
    Node::Table {
        caption: "How full it is, and how much more fits before it is critical".into(),
        heads: heads.chain([room.into()]).collect(),
        rows: all.iter().map(row).collect(),
    }
}

/// What each workload takes of GPUs that they share.
fn shared(told: &Told) -> Option<Node> {
    let shares = |it: &&Resource| told.plan.outcome(&it.id("by_training")).is_some();
    let fleet = told.resources.all.iter().find(shares)?;
    let row = |label: &'static str, gpus: &str, share: &str| Row {
        label: label.into(),
        cells: [(gpus, Style::Count), (share, Style::Cell)]
            .map(|(name, style)| figure_of(&[&fleet.id(name)], style))
            .into(),
    };
    // A pool of GPUs may be of one of them alone.
    let takes =
        |row: &Row| matches!(&row.cells[0], Span::Figure(id, _) if told.plan.outcome(id).is_some());
    let rows = [
        row("Inference", "inference_gpus", "by_inference"),
        row("Training and experiments", "training_gpus", "by_training"),
    ];
    Some(Node::table(
        "GPUs as one fleet: what each workload takes of it at the peak",
        &["Workload", "GPUs", "Share of what you have"],
        rows.into_iter().filter(takes).collect(),
    ))
}

/// As many resources stand on the page that is kept.
const KEPT: usize = 7;

/// What runs out when, in short: the first to be ordered first.
pub(crate) fn runs_out(scenario: &Scenario, plan: &Plan, today: Date) -> Option<Node> {
    let told = Told::new(scenario, plan, today)?;
    let all = told.in_order();
    let row = |resource: &&Resource| Row {
        label: label(resource),
        cells: vec![
            figure_of(&[&resource.id("utilization")], Style::Cell),
            words(&[&told.date(resource.months_to_cliff)]),
            words(&[&told.order_by_words(resource, resource.order_by_months)]),
        ],
    };
    let heads = ["What runs out", "Used now", "Full on", "Order by"];
    Some(Node::table(
        "",
        &heads,
        all.iter().take(KEPT).map(row).collect(),
    ))
}

/// When each resource runs out.
fn runway(told: &Told, all: &[&Resource]) -> Node {
    let row = |resource: &&Resource| {
        let [slower, faster] = resource.order_by_in;
        let lead = resource.lead_time.number();
        let cells = [
            told.date(resource.months_to_critical),
            told.date(resource.months_to_cliff),
            lead.map_or_else(|_| String::new(), |days| shown(days, Unit::Of("day"))),
            told.order_by_words(resource, resource.order_by_months),
            told.order_by_words(resource, slower),
            told.order_by_words(resource, faster),
        ];
        Row {
            label: label(resource),
            cells: cells.map(|cell| words(&[&cell])).into(),
        }
    };
    Node::table(
        "By when to order more, in the moderate case of growth and in the others",
        &[
            "Resource",
            "Critical on",
            "Full on",
            "Lead time",
            "Order by",
            "Conservative",
            "Aggressive",
        ],
        all.iter().map(row).collect(),
    )
}

/// What each resource takes, month by month.
fn needs(told: &Told) -> Option<Node> {
    let growth = told.plan.growth.as_ref()?;
    let months = shown_months(growth);
    let heads = months.iter().map(|month| match month {
        0 => "Now".into(),
        month => ["Month ", &month.to_string()].concat().into(),
    });
    let row = |resource: &Resource| Row {
        label: resource.name.clone().into(),
        cells: months
            .iter()
            .map(|month| {
                let id = ["needed.", &month.to_string()].concat();
                figure_of(&[&resource.id(&id)], Style::Count)
            })
            .collect(),
    };
    Some(Node::Table {
        caption: "At its peak; of pods, nodes and GPUs with their headroom".into(),
        heads: core::iter::once("Resource".into()).chain(heads).collect(),
        rows: told.resources.all.iter().map(row).collect(),
    })
}

/// The order calendar, as far as a page shows it.
fn calendar(told: &Told) -> Node {
    let mut caption = "What to order by when".to_owned();
    let later = told.orders().len().saturating_sub(SHOWN);
    if later > 0 {
        let later = exact(crate::quantity::math::of_count(later));
        caption += &[
            "; ",
            &later,
            " later orders are in the files and in the saved report",
        ]
        .concat();
    }
    listed(told, caption.into(), SHOWN)
}

/// Every order, where a page does not show them all.
pub(crate) fn all_orders(scenario: &Scenario, plan: &Plan, today: Date) -> Option<Node> {
    let told = Told::new(scenario, plan, today)?;
    let all = told.orders().len();
    (all > SHOWN).then(|| listed(&told, "Every order".into(), all))
}

/// The first so many orders.
fn listed(told: &Told, caption: Cow<'static, str>, shown: usize) -> Node {
    let is_paid_once = told.orders().iter().any(|order| order.once.is_known());
    let row = |order: &Order| {
        let (verb, name) = told.what(order);
        let id = |what| {
            figure_of(
                &["orders.", &order.number.to_string(), ".", what],
                Style::Count,
            )
        };
        let counted = |what| match order.what {
            What::More(_) | What::Most(_) | What::Rent(..) => id(what),
            What::Change(_) => text(""),
        };
        let priced = |cost: Cell, what| {
            if cost.is_known() { id(what) } else { text("") }
        };
        let mut cells = vec![
            words(&[verb, ": ", &name]),
            counted("units"),
            counted("there_then"),
            words(&[&told.date(order.arrives)]),
            priced(order.cost, "cost"),
        ];
        if is_paid_once {
            cells.push(priced(order.once, "once"));
        }
        Row {
            label: told.order_date(order).into(),
            cells,
        }
    };
    let heads = [
        "By",
        "What",
        "Units",
        "You have then",
        "Needed on",
        "USD a month",
        "USD once",
    ];
    let heads = heads.map(Cow::Borrowed).into_iter();
    Node::Table {
        caption,
        heads: heads.take(6 + usize::from(is_paid_once)).collect(),
        rows: told.orders().iter().take(shown).map(row).collect(),
    }
}

/// What the orders cost, month by month.
fn cash(told: &Told) -> Option<Node> {
    let growth = told.plan.growth.as_ref()?;
    let is_limited = told.scenario.money.budget.is_some();
    let figures = &["bill.total.", "bill.budget_left."][..=usize::from(is_limited)];
    let is_priced = told.orders().iter().any(|order| order.cost.is_known());
    let is_paid_once = told.orders().iter().any(|order| order.once.is_known());
    // With what is paid once the months between count as well.
    let months = if is_paid_once {
        (0..=growth.months).collect()
    } else {
        shown_months(growth)
    };
    let row = |month: usize| {
        let number = month.to_string();
        let mut cells: Vec<Span> = vec![
            words(&[&told.calendar.month(month).shown()]),
            figure_of(&["orders.cost.", &number], Style::Count),
        ];
        if is_paid_once {
            cells.push(figure_of(&["orders.once.", &number], Style::Count));
        }
        for figure in figures {
            let id = [*figure, &number].concat();
            cells.push(match told.plan.outcome(&id) {
                Some(_) => figure_of(&[&id], Style::Count),
                None => text("not stated"),
            });
        }
        Row {
            label: if month == 0 {
                "Now".into()
            } else {
                ["Month ", &number].concat().into()
            },
            cells,
        }
    };
    let mut heads = vec!["Month", "Date", "Ordered by then"];
    heads.extend(is_paid_once.then_some("Paid once"));
    heads.extend(&["Whole bill", "Left of the budget"][..figures.len()]);
    (is_priced || is_paid_once).then(|| {
        Node::table(
            "Beyond what you have, beside the whole bill; USD a month",
            &heads,
            months.into_iter().map(row).collect(),
        )
    })
}
