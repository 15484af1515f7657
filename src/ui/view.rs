//! How do components of Leptos stand among our elements, and our elements in components?
//!
//! [`dom`](super::dom) says what is made of which, and what either costs. A component is put
//! in with [`El::of_view`]; what is an element already stands in its markup as
//! [`El::in_view`].

use leptos::prelude::*;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::no_attrs;
use leptos::tachys::view::{Mountable, Position, PositionState};
use send_wrapper::SendWrapper;
use web_sys::Element;

use super::dom::{El, keep};

impl El {
    /// The elements that a view makes, for as long as the present owner lives.
    pub(crate) fn of_view(view: impl Render<State: 'static>) -> Vec<Self> {
        let state = view.build();
        let elements = state.elements().into_iter().map(Self::from).collect();
        keep(Box::new(state));
        elements
    }

    /// The element as a part of a view.
    pub(crate) fn in_view(self) -> InView {
        InView(SendWrapper::new(self))
    }
}

/// An element of ours in a view of Leptos. It is made once.
pub(crate) struct InView(SendWrapper<El>);

impl Render for InView {
    type State = Element;

    fn build(self) -> Element {
        self.0.element().clone()
    }

    fn rebuild(self, state: &mut Element) {
        // Refused only for an element that is nowhere.
        let _ = state.replace_with_with_node_1(self.0.element());
        *state = self.0.element().clone();
    }
}

no_attrs!(InView);

/// What Leptos asks of a view besides; Headroom writes no HTML.
impl RenderHtml for InView {
    type AsyncOutput = Self;
    type Owned = Self;
    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        _: &mut String,
        _: &mut Position,
        _: bool,
        _: bool,
        _: Vec<AnyAttribute>,
    ) {
    }

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Element {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
