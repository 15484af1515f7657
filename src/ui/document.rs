//! The plan as it reads on the page: sentences with live figures, sections
//! with their tables.

use leptos::prelude::*;

use super::browser;
use super::controls::chart::chart_view;
use super::figure::FigureView;
use super::session::Session;
use crate::charts::capacity::over_users;
use crate::report::{Block, Piece, Row, Section, outline};

/// A sentence whose figures can be opened.
pub(super) fn sentence(pieces: Vec<Piece>) -> AnyView {
    pieces
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(words) => words.into_owned().into_any(),
            Piece::Figure(id, look) => view! { <FigureView id look /> }.into_any(),
        })
        .collect::<Vec<_>>()
        .into_any()
}

/// All sections, with their index.
#[component]
pub fn Document() -> impl IntoView {
    let session = Session::expect();
    let sections = Memo::new(move |_| {
        session.scenario.with(|scenario| {
            let today = browser::today();
            session.plan.with(|plan| outline(scenario, plan, today))
        })
    });
    let chart_on = Memo::new(move |_| session.plan.with(|plan| plan.web.is_some()));
    view! {
        <nav class="index" aria-label="Sections">
            <ul>{move || index(&sections.get(), chart_on.get())}</ul>
        </nav>
        {move || sections.get().into_iter().map(section).collect::<Vec<_>>()}
        {move || chart_on.get().then(|| view! { <OverUsers /> }.into_any())}
    }
}

fn index(sections: &[Section], chart_on: bool) -> Vec<AnyView> {
    let mut entries: Vec<(&'static str, &'static str)> = sections
        .iter()
        .map(|section| (section.id, section.heading))
        .collect();
    if chart_on {
        entries.push(("over-users", "Over users"));
    }
    entries.push(("review", "Review"));
    entries
        .into_iter()
        .map(|(id, heading)| {
            view! { <li><button type="button" class="link" on:click=move |_| go_to(id)>{heading}</button></li> }
                .into_any()
        })
        .collect()
}

/// Scrolls to a section and gives it the focus. Not by the address: its
/// fragment is the scenario.
fn go_to(id: &str) {
    if let Some(section) = browser::element(&format!("panel-{id}")) {
        section.scroll_into_view();
        browser::focus(&section);
    }
}

fn section(section: Section) -> AnyView {
    let Section {
        id,
        heading,
        conclusion,
        blocks,
    } = section;
    view! {
        <section class="panel" id=format!("panel-{id}") tabindex="-1" aria-labelledby=format!("h-{id}")>
            <h2 id=format!("h-{id}")>{heading}</h2>
            <p class="conclusion">{sentence(conclusion)}</p>
            {blocks.into_iter().map(block).collect::<Vec<_>>()}
        </section>
    }
    .into_any()
}

fn block(block: Block) -> AnyView {
    match block {
        Block::Note(words) => view! { <p class="aside">{words}</p> }.into_any(),
        Block::Table {
            caption,
            heads,
            rows,
        } => {
            let heads: Vec<_> = heads
                .iter()
                .map(|head| view! { <th scope="col">{*head}</th> })
                .collect();
            let rows: Vec<_> = rows.into_iter().map(row).collect();
            view! {
                <table class="figures">
                    <caption>{caption}</caption>
                    <thead><tr>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            }
            .into_any()
        }
    }
}

fn row(row: Row) -> AnyView {
    let figures: Vec<_> = row
        .cells
        .into_iter()
        .map(|cell| view! { <td>{sentence(vec![cell])}</td> })
        .collect();
    view! { <tr><th scope="row">{row.label}</th>{figures}</tr> }.into_any()
}

/// How pods, nodes and the bill grow with the users.
#[component]
fn OverUsers() -> impl IntoView {
    let session = Session::expect();
    let chart = Memo::new(move |_| {
        session
            .scenario
            .with(|scenario| session.plan.with(|plan| over_users(scenario, plan)))
    });
    let link = Box::new(move || browser::address(&untrack(|| session.link())));
    let place = NodeRef::<leptos::html::Div>::new();
    let figure = chart_view(chart, link, "headroom-over-users");
    Effect::new(move || {
        if let Some(place) = place.get() {
            let _ = place.append_child(figure.element());
        }
    });
    view! {
        <section class="panel" id="panel-over-users" tabindex="-1" aria-labelledby="h-over-users">
            <h2 id="h-over-users">"Over users"</h2>
            <div node_ref=place></div>
        </section>
    }
}
