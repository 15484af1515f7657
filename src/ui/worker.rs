//! How does a worker draw? By plain functions of the program, which a page of the same
//! program asks for nothing.
//!
//! What is asked goes in as text, what is told comes out as bytes, both through the
//! program's memory: the parts that are here, a space, and the scenario as a link.

use std::cell::RefCell;

use wasm_bindgen::prelude::wasm_bindgen;

use crate::later::far;
use crate::share::decode;
use crate::workloads::Loaded;
use crate::workloads::uncertainty::Draws;

far! {
    "uncertainty" "10" "21"
    fn far_room(length: usize) -> *mut u8 = room;
    "uncertainty" "10" "22"
    fn far_begin() -> bool = begin;
    "uncertainty" "10" "23"
    fn far_step() -> usize = step;
    "uncertainty" "10" "24"
    fn far_tell() -> usize = tell;
    "uncertainty" "10" "25"
    fn far_told() -> *const u8 = told;
}

/// Makes room for so many bytes of what is asked, and says where.
#[wasm_bindgen]
pub fn draws_room(length: usize) -> *mut u8 {
    far_room(length)
}

/// Begins with what was asked; whether it can be read.
#[wasm_bindgen]
pub fn draws_begin() -> bool {
    far_begin()
}

/// Makes one more draw; how many there are.
#[wasm_bindgen]
pub fn draws_step() -> usize {
    far_step()
}

/// Writes what they come to; how many bytes that is.
#[wasm_bindgen]
pub fn draws_tell() -> usize {
    far_tell()
}

/// Where that stands.
#[wasm_bindgen]
pub fn draws_told() -> *const u8 {
    far_told()
}

thread_local! {
    static ASKED: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static DRAWS: RefCell<Option<Box<Draws>>> = const { RefCell::new(None) };
    static TOLD: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

fn room(length: usize) -> *mut u8 {
    ASKED.with_borrow_mut(|asked| {
        asked.clear();
        asked.resize(length, 0);
        asked.as_mut_ptr()
    })
}

fn begin() -> bool {
    let begun = ASKED.with_borrow(|asked| begun(core::str::from_utf8(asked).ok()?));
    let is_begun = begun.is_some();
    DRAWS.set(begun);
    is_begun
}

fn begun(asked: &str) -> Option<Box<Draws>> {
    let (parts, link) = asked.split_once(' ')?;
    let loaded = parts.split('+').fold(Loaded::first(), Loaded::with);
    loaded.note();
    Some(Box::new(Draws::new(&decode(link).ok()?.scenario, loaded)))
}

fn step() -> usize {
    DRAWS.with_borrow_mut(|draws| {
        let Some(draws) = draws else { return 0 };
        draws.step();
        draws.made()
    })
}

fn tell() -> usize {
    let told = DRAWS.with_borrow(|draws| draws.as_ref().map(|draws| draws.sent()));
    let told = told.unwrap_or_default();
    let length = told.len();
    TOLD.set(told);
    length
}

fn told() -> *const u8 {
    TOLD.with_borrow(Vec::as_ptr)
}
