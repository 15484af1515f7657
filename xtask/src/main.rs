//! What a developer types: `cargo xtask serve | build | test`.
fn main() {}
