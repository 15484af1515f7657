//! What does a plan say? One tree of sections, sentences, tables, lists and charts,
//! which page, print and Markdown write out alike.
//!
//! Figures stand in it by their ids and charts by what draws them: whoever writes it
//! out looks them up in the plan, which is any type `P`.

use std::borrow::Cow;
use std::sync::Arc;

use super::chart::ChartOf;
use super::{Date, Fix, Missing, Scenario};

/// Sections under a title.
#[derive(Clone, PartialEq, Debug)]
pub struct Document<P: 'static> {
    /// Stable, for names of files.
    pub id: &'static str,
    /// What it is called.
    pub title: String,
    /// Its sections, in reading order.
    pub sections: Vec<Section<P>>,
    /// What they rest on, for whoever wants to know.
    pub appendix: Vec<Section<P>>,
}

/// A section of a document.
#[derive(Clone, PartialEq, Debug)]
pub struct Section<P: 'static> {
    /// Stable, for links within the page.
    pub id: &'static str,
    /// A word or two.
    pub heading: &'static str,
    /// What the section comes to, in a sentence; empty where its nodes say it.
    pub conclusion: Vec<Span>,
    /// What is asked for first.
    pub nodes: Vec<Node<P>>,
    /// The rest: a page opens each of them on demand, all else shows them.
    pub folds: Vec<Fold<P>>,
}

/// What is asked for later, under what it answers.
#[derive(Clone, PartialEq, Debug)]
pub struct Fold<P: 'static> {
    /// A few words.
    pub heading: &'static str,
    /// What is behind them.
    pub nodes: Vec<Node<P>>,
}

/// A part of a section.
#[derive(Clone, PartialEq, Debug)]
pub enum Node<P: 'static> {
    /// A paragraph.
    Text(Vec<Span>),
    /// Figures in rows.
    Table {
        /// What the table shows; empty where the heading says it.
        caption: Cow<'static, str>,
        /// Heads of its columns, of that of the labels first.
        heads: Vec<Cow<'static, str>>,
        /// Its rows; a last one labelled Total is the sum of the others.
        rows: Vec<Row>,
    },
    /// Sentences in a list.
    List(Vec<Vec<Span>>),
    /// Things to tick off.
    Ticks(Vec<Tick>),
    /// A question with its answer.
    Answer(Answer),
    /// A chart, with its sentence and its table.
    Chart(&'static ChartOf<P>),
    /// Text for a machine, to be looked at, copied or downloaded.
    Code(&'static CodeOf<P>),
    /// What is offered as a file of its own.
    Download(&'static FileOf<P>),
}

/// A row of a table.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// What the figures are of.
    pub label: Cow<'static, str>,
    /// Figures and words, one a column.
    pub cells: Vec<Span>,
}

/// A piece of a sentence.
#[derive(Clone, PartialEq, Debug)]
pub enum Span {
    /// Words.
    Text(Cow<'static, str>),
    /// A figure, by its id in the plan.
    Figure(Cow<'static, str>, Style),
    /// A blank that the plan fills or someone types into.
    Blank(Blank),
    /// An input by its id, to be changed where it is read.
    Input(Cow<'static, str>),
    /// A change of what is stated, to be made with a button.
    Offer(Arc<Fix>),
}

impl Span {
    /// The piece within a sentence, where nothing stands out as an answer does.
    pub(crate) fn in_a_sentence(&self) -> Self {
        match self {
            Self::Figure(id, Style::Large) => Self::Figure(id.clone(), Style::Bare),
            other => other.clone(),
        }
    }
}

/// How a figure stands in a sentence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Style {
    /// With its unit.
    Plain,
    /// In a table, with its unit; a change is not marked.
    Cell,
    /// In a table whose heads or caption give the unit, so without it.
    Count,
    /// Without its unit, which the words give.
    Bare,
    /// Large, as an answer, without its unit.
    Large,
}

/// A blank.
#[derive(Clone, PartialEq, Debug)]
pub struct Blank {
    /// By which what is typed into it is kept: `weekly.active_users`.
    pub key: String,
    /// What belongs into it.
    pub name: String,
    /// What the plan says; empty where it is left to be typed in.
    pub filled: Vec<Span>,
}

/// Something to look at and tick off.
#[derive(Clone, PartialEq, Debug)]
pub struct Tick {
    /// What to look at, and what it is.
    pub blank: Blank,
    /// What it should be; empty where nobody says.
    pub target: &'static str,
}

/// One question with its answer.
#[derive(Clone, PartialEq, Debug)]
pub struct Answer {
    /// As a visitor would ask.
    pub question: &'static str,
    /// The answer, short; empty when it is not known.
    pub main: Vec<Span>,
    /// The reason beside it, or why there is no answer. Its first sentence is what is
    /// read where there is little room.
    pub why: Vec<Span>,
}

impl Answer {
    /// The first sentence of the reason, and all the rest of it.
    pub fn why_in_short(&self) -> [Vec<Span>; 2] {
        let end = self.why.iter().enumerate().find_map(|(nth, span)| {
            let Span::Text(words) = span else { return None };
            let next_begins = self.why.get(nth + 1).is_none_or(|next| match next {
                Span::Text(next) => next.starts_with(' '),
                _ => false,
            });
            let at_its_end = (words.ends_with('.') && next_begins).then_some(words.len());
            let within = words.find(". ").map(|at| at + 1);
            Some((nth, words, within.or(at_its_end)?))
        });
        let Some((nth, words, at)) = end else {
            return [self.why.clone(), Vec::new()];
        };
        let (before, after) = words.split_at(at);
        let mut first = self.why[..nth].to_vec();
        first.push(Span::Text(before.to_owned().into()));
        let after = after.trim_start().to_owned();
        let rest = (!after.is_empty()).then(|| Span::Text(after.into()));
        let rest = rest.into_iter().chain(self.why[nth + 1..].iter().cloned());
        [first, rest.collect()]
    }
}

/// Text for a machine that a plan gives.
#[derive(Debug)]
pub struct CodeOf<P> {
    /// Its language, as Markdown calls it.
    pub language: &'static str,
    /// What the text is.
    pub title: &'static str,
    /// What buttons call it: `the manifest`.
    pub noun: &'static str,
    /// The name of its download.
    pub file: &'static str,
    /// The text, or why there is none; by the visitor's day.
    pub write: fn(&Scenario, &P, Date) -> Result<String, Missing>,
}

/// A file that a plan gives.
#[derive(Debug)]
pub struct FileOf<P> {
    /// What its button says.
    pub label: &'static str,
    /// The name of the download.
    pub file: &'static str,
    /// What is in it, as browsers call it: `text/csv`.
    pub kind: &'static str,
    /// What is in it, if there is anything to say; by the visitor's day.
    pub write: fn(&Scenario, &P, Date) -> Option<String>,
}

impl<P> PartialEq for CodeOf<P> {
    fn eq(&self, other: &Self) -> bool {
        self.file == other.file
    }
}

impl<P> Eq for CodeOf<P> {}

impl<P> PartialEq for FileOf<P> {
    fn eq(&self, other: &Self) -> bool {
        self.file == other.file
    }
}

impl<P> Eq for FileOf<P> {}

impl<P> Section<P> {
    /// A section of which nothing is folded.
    pub const fn new(
        id: &'static str,
        heading: &'static str,
        conclusion: Vec<Span>,
        nodes: Vec<Node<P>>,
    ) -> Self {
        Self {
            id,
            heading,
            conclusion,
            nodes,
            folds: Vec::new(),
        }
    }

    /// With this folded under its heading; where there is none of it, as it is.
    #[must_use]
    pub fn folding(
        mut self,
        heading: &'static str,
        nodes: impl IntoIterator<Item = Node<P>>,
    ) -> Self {
        let nodes: Vec<_> = nodes.into_iter().collect();
        if !nodes.is_empty() {
            self.folds.push(Fold { heading, nodes });
        }
        self
    }

    /// Everything that is in it, what is folded last.
    pub fn all(&self) -> impl Iterator<Item = &Node<P>> {
        let folded = self.folds.iter().flat_map(|fold| &fold.nodes);
        self.nodes.iter().chain(folded)
    }
}

impl<P> Node<P> {
    /// A remark.
    pub fn note(words: &'static str) -> Self {
        Self::Text(vec![text(words)])
    }

    /// A table whose heads are written down.
    pub fn table(
        caption: impl Into<Cow<'static, str>>,
        heads: &[&'static str],
        rows: Vec<Row>,
    ) -> Self {
        Self::Table {
            caption: caption.into(),
            heads: heads.iter().map(|head| Cow::Borrowed(*head)).collect(),
            rows,
        }
    }

    /// A table of text, labels first.
    pub fn of_text(caption: String, heads: Vec<String>, rows: Vec<Vec<String>>) -> Self {
        let row = |cells: Vec<String>| {
            let mut cells = cells.into_iter();
            Row {
                label: cells.next().unwrap_or_default().into(),
                cells: cells.map(|words| Span::Text(words.into())).collect(),
            }
        };
        Self::Table {
            caption: caption.into(),
            heads: heads.into_iter().map(Cow::Owned).collect(),
            rows: rows.into_iter().map(row).collect(),
        }
    }

    /// A table of figures by their ids, with a label each row.
    pub(crate) fn of_figures(
        caption: &'static str,
        heads: &[&'static str],
        rows: &[(&'static str, &[&'static str])],
    ) -> Self {
        let row = |(label, figures): &(&'static str, &[&'static str])| Row {
            label: Cow::Borrowed(label),
            cells: figures.iter().map(|id| cell(id)).collect(),
        };
        Self::table(caption, heads, rows.iter().map(row).collect())
    }

    /// Figures below each other, each with what it is.
    pub(crate) fn values(caption: &'static str, rows: &[(&'static str, &'static str)]) -> Self {
        let row = |(label, id): &(&'static str, &'static str)| Row {
            label: Cow::Borrowed(label),
            cells: vec![cell(id)],
        };
        Self::table(caption, &["What", "Value"], rows.iter().map(row).collect())
    }
}

/// The first letter small, as within a sentence.
pub(crate) fn small(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}

/// The first letter large, as a sentence begins.
pub(crate) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

pub(crate) fn text(words: &'static str) -> Span {
    Span::Text(Cow::Borrowed(words))
}

pub(crate) const fn figure(id: &'static str) -> Span {
    Span::Figure(Cow::Borrowed(id), Style::Plain)
}

pub(crate) const fn cell(id: &'static str) -> Span {
    Span::Figure(Cow::Borrowed(id), Style::Cell)
}

pub(crate) const fn bare(id: &'static str) -> Span {
    Span::Figure(Cow::Borrowed(id), Style::Bare)
}

pub(crate) const fn large(id: &'static str) -> Span {
    Span::Figure(Cow::Borrowed(id), Style::Large)
}

/// A figure whose id is put together, as those by month are.
pub(crate) fn figure_of(id: &[&str], style: Style) -> Span {
    Span::Figure(id.concat().into(), style)
}

/// The input of a row of a table, by table, row and column.
pub(crate) fn input_of(id: [&str; 3]) -> Span {
    Span::Input(id.join(".").into())
}

pub(crate) fn words(parts: &[&str]) -> Span {
    Span::Text(parts.concat().into())
}
