//! How is a number in a sentence dragged sideways, while a click still puts the
//! caret into its box?

use web_sys::PointerEvent;

use super::Editing;
use crate::scenario::nudge;
use crate::ui::browser;
use crate::ui::controls::Look;

/// Pixels that a pointer moves before a click becomes a drag.
const DRAG_FROM: f64 = 4.0;

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

impl Editing {
    /// A pointer does something to the box.
    pub(super) fn drag(&self, what: &str, event: &PointerEvent) {
        match what {
            // A press that may become a drag selects no text.
            "mousedown" if self.can_drag() && event.button() == 0 => event.prevent_default(),
            "pointerdown" if self.can_drag() && event.is_primary() && event.button() == 0 => {
                self.held.set(Some(Press {
                    start: f64::from(event.client_x()),
                    from: self.number(),
                    moved: false,
                }));
            }
            "pointermove" => self.pull(event),
            "pointerup" => self.release(),
            "pointercancel" => self.let_go(),
            _ => {}
        }
    }

    /// A pointer moves, pressed or not.
    fn pull(&self, event: &PointerEvent) {
        let Some(mut held) = self.held.get() else {
            return;
        };
        if event.buttons() == 0 {
            // Let go of outside the box, before it was a drag.
            self.held.set(None);
            return;
        }
        let Some(from) = held.from else { return };
        let pixels = f64::from(event.client_x()) - held.start;
        if !held.moved {
            if pixels.abs() < DRAG_FROM {
                return;
            }
            held.moved = true;
            self.held.set(Some(held));
            // Without capture a fast drag only ends early.
            let _ = self.element.set_pointer_capture(event.pointer_id());
        }
        self.state(nudge::dragged(self.field, from, pixels));
    }

    /// The pointer goes up: a drag ends, or a click focuses.
    fn release(&self) {
        let Some(held) = self.held.get() else {
            return;
        };
        self.let_go();
        if !held.moved {
            browser::focus(&self.element);
            self.element.select();
        }
    }

    /// The pointer is taken away, or leaves before it became a drag.
    fn let_go(&self) {
        self.held.set(None);
        self.session.settle();
    }

    /// A box that is being typed into is not dragged.
    fn can_drag(&self) -> bool {
        let focused = leptos::prelude::document().active_element();
        self.look == Look::Inline && focused.as_ref() != Some(self.input.element())
    }
}
