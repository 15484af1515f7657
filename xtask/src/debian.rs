//! How is a program had that Debian has a package of? Installed by root; anybody else is
//! told what to install by whoever needs it.

use crate::run::{ask, run, step};
use std::env;
use std::path::PathBuf;
use std::process::Command;

/// Whether packages may be installed here.
pub(crate) fn is_ours() -> bool {
    ask(Command::new("id").arg("-u")).as_deref() == Some("0") && on_path("apt-get").is_some()
}

/// Installs packages.
///
/// # Errors
/// When Debian's installer fails.
pub(crate) fn install(packages: &[&str]) -> Result<(), String> {
    let what = format!("installing {} from Debian", packages.join(" and "));
    step(&what, || {
        run(Command::new("apt-get").arg("update"))?;
        let mut install = Command::new("apt-get");
        install.args(["install", "--yes", "--no-install-recommends"]);
        run(install
            .args(packages)
            .env("DEBIAN_FRONTEND", "noninteractive"))
    })
}

/// Where a program is.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}
