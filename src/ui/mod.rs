//! The page.

pub(crate) mod canvas;
pub mod controls;

use leptos::prelude::ElementChild as _;

/// Mounts the app on the document's `#app` element.
pub fn start() {
    leptos::mount::mount_to_body(App);
}

#[leptos::component]
fn App() -> impl leptos::IntoView {
    leptos::view! { <p>"Headroom"</p> }
}
