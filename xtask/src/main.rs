//! What a developer types: `cargo xtask serve | build | test`.
//!
//! Each command sets up what it needs first, from a bare machine with rustup
//! and Node.js, and is quick when everything is there.

mod bind;
mod browser;
mod build;
mod cut;
mod debian;
mod deny;
mod fuzz;
mod minify;
mod pins;
mod run;
mod same;
mod seal;
mod serve;
mod tally;
mod test;
mod tools;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask serve [--port N]     build the page and serve it on http://127.0.0.1:8080/
cargo xtask build                build the page into dist/
cargo xtask test [--fast]        run every test; --fast leaves out the browser
cargo xtask test PART...         run some parts: fmt deny clippy docs host fuzz wasm build same size e2e speed";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        asked if bind::is_called() => bind::answer(asked),
        ["serve"] => serve::serve("8080"),
        ["serve", "--port", port] => serve::serve(port),
        ["build"] => build::build(),
        // Trunk's hook: the last step of every build, also of a plain `trunk build`.
        ["seal"] => seal::seal_staging_folder(),
        ["test", parts @ ..] => test::test(parts),
        _ => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
