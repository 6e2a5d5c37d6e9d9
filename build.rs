//! For Windows: icon, version and manifest go into the program. For other systems there is nothing to do.

use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=packaging/windows");
    let target = |what: &str| std::env::var(format!("CARGO_CFG_TARGET_{what}"));
    if target("OS").as_deref() != Ok("windows") {
        return;
    }
    if target("ENV").as_deref() != Ok("gnu") {
        println!(
            "cargo::warning=built without icon, version and manifest: they are made by windres"
        );
        return;
    }
    let out = std::env::var("OUT_DIR").expect("cargo says where");
    let object = Path::new(&out).join("tonghop-resources.o");
    let number =
        |part: &str| std::env::var(format!("CARGO_PKG_VERSION_{part}")).expect("a version");
    let windres = if cfg!(windows) {
        "windres"
    } else {
        "x86_64-w64-mingw32-windres"
    };
    let done = Command::new(windres)
        .args(["-c", "65001", "-O", "coff", "-I", "packaging/windows"])
        .args(["MAJOR", "MINOR", "PATCH"].map(|part| format!("-D{part}={}", number(part))))
        .arg(format!("-DVERSION=\\\"{}\\\"", env!("CARGO_PKG_VERSION")))
        .arg("packaging/windows/tonghop.rc")
        .arg(&object)
        .status();
    match done {
        Ok(status) if status.success() => {
            println!("cargo::rustc-link-arg-bins={}", object.display());
            // The same sources give the same program.
            println!("cargo::rustc-link-arg-bins=-Wl,--no-insert-timestamp");
        }
        Ok(status) => panic!("{windres} failed: {status}"),
        Err(error) => panic!("{windres}, a part of MinGW-w64, is needed for Windows: {error}"),
    }
}
