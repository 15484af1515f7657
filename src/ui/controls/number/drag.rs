//! How is a number in a sentence dragged sideways, while a click still puts the
//! caret into its box?

use leptos::ev::{MouseEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;

use super::{Editing, Look};
use crate::scenario::nudge;

/// Pixels that a pointer moves before a click becomes a drag.
const DRAG_FROM: f64 = 4.0;

/// What a pointer does to one box.
#[derive(Clone, Copy)]
pub(super) struct Dragging {
    pub(super) editing: Editing,
    pub(super) look: Look,
    pub(super) input: NodeRef<html::Input>,
    pub(super) held: StoredValue<Option<Press>>,
}

/// A press that has not ended yet.
#[derive(Clone, Copy)]
pub(super) struct Press {
    /// Where it began, in pixels.
    start: f64,
    /// The value there; none where there is nothing to drag.
    from: Option<f64>,
    /// Whether it went far enough to be more than a click.
    moved: bool,
}

impl Dragging {
    /// Keeps a press that may become a drag from selecting text.
    pub(super) fn hold_focus(self, event: &MouseEvent) {
        if self.is_on() && event.button() == 0 {
            event.prevent_default();
        }
    }

    /// A pointer goes down.
    pub(super) fn press(self, event: &PointerEvent) {
        if self.is_on() && event.is_primary() && event.button() == 0 {
            self.held.set_value(Some(Press {
                start: f64::from(event.client_x()),
                from: self.editing.number(),
                moved: false,
            }));
        }
    }

    /// A pointer moves, pressed or not.
    pub(super) fn pull(self, event: &PointerEvent) {
        let (Some(mut held), Some(input)) = (self.held.get_value(), self.input.get_untracked())
        else {
            return;
        };
        if event.buttons() == 0 {
            // Let go of outside the box, before it was a drag.
            self.held.set_value(None);
            return;
        }
        let Some(from) = held.from else { return };
        let pixels = f64::from(event.client_x()) - held.start;
        if !held.moved {
            if pixels.abs() < DRAG_FROM {
                return;
            }
            held.moved = true;
            self.held.set_value(Some(held));
            // Without capture a fast drag only ends early.
            let _ = input.set_pointer_capture(event.pointer_id());
        }
        self.editing
            .state(nudge::dragged(self.editing.field, from, pixels));
    }

    /// The pointer goes up: a drag ends, or a click focuses.
    pub(super) fn release(self) {
        let Some(held) = self.held.get_value() else {
            return;
        };
        self.cancel();
        if held.moved {
            return;
        }
        if let Some(input) = self.input.get_untracked() {
            // A box that cannot take focus stays as it is.
            let _ = input.focus();
            input.select();
        }
    }

    /// The pointer is taken away, or leaves before it became a drag.
    pub(super) fn cancel(self) {
        self.held.set_value(None);
        self.editing.session.settle();
    }

    /// A box that is being typed into is not dragged.
    fn is_on(self) -> bool {
        let Some(input) = self.input.get_untracked() else {
            return false;
        };
        let focused = document().active_element();
        self.look == Look::Inline && focused.is_none_or(|focused| **input != focused)
    }
}
