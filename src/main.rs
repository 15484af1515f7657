//! Mounts the app, nothing else.

fn main() {
    headroom::ui::start();
}
