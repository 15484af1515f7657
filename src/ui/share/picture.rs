//! How does what is shown leave the page as a picture? Copied, to be pasted into a chat, or as
//! a file.

use std::rc::Rc;

use js_sys::Promise;
use web_sys::HtmlCanvasElement;

use super::link;
use crate::charts::board::{BOARD_WIDTH, Board, Laid};
use crate::report::document::title;
use crate::report::picture::picture;
use crate::ui::browser::{self, answer};
use crate::ui::canvas::Canvas;
use crate::ui::controls::chart::{SHARPNESS, save_canvas};
use crate::ui::dom::{El, button, el};
use crate::ui::report::{file_name, given};
use crate::ui::session::Session;

/// What a picture is of; none where there is nothing to be seen.
pub(in crate::ui) type Pictured = Rc<dyn Fn() -> Option<Board>>;

/// The first screen.
pub(super) fn first_screen(session: Session) -> Pictured {
    Rc::new(move || {
        let link = link(session);
        session.peek(|now| {
            let runway = now.runway.as_ref();
            let given = given(now, &[]);
            Some(picture(given, &now.verdict, &now.answers, runway, &link))
        })
    })
}

/// The button that copies it, and says so here; where the browser copies no pictures it is
/// saved.
pub(in crate::ui) fn copy(class: &str, board: Pictured, session: Session, said: &El) -> El {
    let (place, other) = (said.clone(), said.clone());
    let copied = answer(Box::new(move || {
        place.say("The picture is on the clipboard: paste it into a chat or a mail.");
    }));
    let kept = board.clone();
    let refused = answer(Box::new(move || {
        save(&kept, session);
        other.say("This browser does not copy pictures, so it is saved as a file.");
    }));
    button(class, move || {
        let Some(canvas) = drawn(&board) else { return };
        let png = Promise::new(&mut |resolve, _| {
            // A canvas that no foreign picture was drawn on may always be read.
            let _ = canvas.to_blob(&resolve);
        });
        browser::copy_picture(&png, &copied, &refused);
    })
}

/// Saves it as PNG.
pub(in crate::ui) fn save(board: &Pictured, session: Session) {
    let name = session.peek(|now| file_name(&title(&now.scenario)));
    if let Some(canvas) = drawn(board) {
        save_canvas(&canvas, [&name, ".png"].concat());
    }
}

/// The picture, on a canvas that is never shown: words are measured there first, so that it
/// is as high as they need. None where the browser draws nothing.
fn drawn(board: &Pictured) -> Option<HtmlCanvasElement> {
    let board = board()?;
    let canvas: HtmlCanvasElement = el("canvas").of();
    let laid = Laid::on(
        &Canvas::new(&canvas, (BOARD_WIDTH, 1.0), SHARPNESS)?,
        &board,
    );
    let mut paper = Canvas::new(&canvas, (BOARD_WIDTH, laid.height), SHARPNESS)?;
    laid.draw(&mut paper);
    Some(canvas)
}
