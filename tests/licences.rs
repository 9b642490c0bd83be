//! What repost is built from may be given away with it: every package's licence is allowed by
//! `.deny.toml`, and all packages come from one registry. `cargo deny check` says it with more
//! care; this says it wherever the tests run.

use std::collections::BTreeSet;
use std::process::Command;

use serde::Deserialize;
use serde_json::Value;

/// The part of `.deny.toml` that is about licences.
#[derive(Deserialize)]
struct Rules {
    licenses: Licenses,
}

#[derive(Deserialize)]
struct Licenses {
    allow: BTreeSet<String>,
    exceptions: Vec<Exception>,
}

#[derive(Deserialize)]
struct Exception {
    #[serde(rename = "crate")]
    name: String,
    allow: BTreeSet<String>,
}

fn rules() -> Licenses {
    let rules: Rules = toml::from_str(include_str!("../.deny.toml")).expect("it is TOML");
    rules.licenses
}

/// Every package that the default features and the tests need.
fn packages() -> Vec<Value> {
    // A machine without a network has the packages of its own platform: they were just built.
    let own = ["--offline", "--filter-platform", host()];
    let metadata = metadata(&[]).or_else(|_| metadata(&own));
    let metadata = metadata.expect("cargo tells what it builds");
    let packages = metadata["packages"].as_array();
    packages.expect("the metadata lists the packages").clone()
}

fn metadata(arguments: &[&str]) -> Result<Value, String> {
    let output = Command::new(env!("CARGO"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["metadata", "--format-version=1", "--locked"])
        .args(arguments)
        .output()
        .expect("cargo, which runs this test, can be started");
    serde_json::from_slice(&output.stdout)
        .map_err(|_| String::from_utf8_lossy(&output.stderr).into_owned())
}

/// The platform that this test was built on.
fn host() -> &'static str {
    let output = Command::new("rustc").arg("-vV").output();
    let text = output.expect("rustc can be started").stdout;
    let text = String::from_utf8(text).expect("rustc writes UTF-8").leak();
    let line = text.lines().find_map(|line| line.strip_prefix("host: "));
    line.expect("rustc names its host")
}

/// Whether an SPDX expression is satisfied by allowed licences.
fn is_allowed(expression: &str, allowed: &dyn Fn(&str) -> bool) -> bool {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let mut words = spaced.split_whitespace().peekable();
    let result = any_of(&mut words, allowed);
    assert_eq!(words.next(), None, "{expression}");
    result
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn any_of(words: &mut Words<'_>, allowed: &dyn Fn(&str) -> bool) -> bool {
    let mut result = all_of(words, allowed);
    while words.next_if_eq(&"OR").is_some() {
        result |= all_of(words, allowed);
    }
    result
}

fn all_of(words: &mut Words<'_>, allowed: &dyn Fn(&str) -> bool) -> bool {
    let mut result = one(words, allowed);
    while words.next_if_eq(&"AND").is_some() {
        result &= one(words, allowed);
    }
    result
}

fn one(words: &mut Words<'_>, allowed: &dyn Fn(&str) -> bool) -> bool {
    let word = words.next().expect("an expression does not end here");
    if word == "(" {
        let result = any_of(words, allowed);
        assert_eq!(words.next(), Some(")"));
        return result;
    }
    match words.next_if_eq(&"WITH") {
        Some(_) => {
            let exception = words.next().expect("WITH is followed by an exception");
            allowed(&format!("{word} WITH {exception}"))
        }
        None => allowed(word),
    }
}

#[test]
fn every_package_has_an_allowed_licence_and_all_come_from_one_registry() {
    let rules = rules();
    let packages = packages();
    assert!(packages.len() > 50, "only {} packages", packages.len());
    let mut refused = Vec::new();
    let mut sources = BTreeSet::new();
    for package in &packages {
        let name = package["name"].as_str().expect("a package has a name");
        let license = package["license"].as_str().unwrap_or_default();
        let exceptions = rules.exceptions.iter().filter(|rule| rule.name == name);
        let exceptions: BTreeSet<&String> = exceptions.flat_map(|rule| &rule.allow).collect();
        let allowed = |id: &str| rules.allow.contains(id) || exceptions.contains(&id.to_owned());
        if license.is_empty() || !is_allowed(license, &allowed) {
            refused.push(format!("{name}: {license:?}"));
        }
        sources.extend(package["source"].as_str());
    }
    assert!(refused.is_empty(), "{refused:#?}");
    let is_registry = |source: &&str| source.starts_with("registry+");
    assert!(
        sources.len() == 1 && sources.iter().all(is_registry),
        "{sources:?}"
    );
}

#[test]
fn an_exception_is_for_a_package_that_is_used() {
    let packages = packages();
    for exception in rules().exceptions {
        let is_used = packages.iter().any(|p| p["name"] == *exception.name);
        assert!(is_used, "{}", exception.name);
    }
}

#[test]
fn expressions_are_read_as_spdx_means_them() {
    let allowed = |id: &str| ["MIT", "ISC", "Apache-2.0 WITH LLVM-exception"].contains(&id);
    for (expression, expected) in [
        ("MIT", true),
        ("GPL-3.0+", false),
        ("GPL-2.0/MIT", true),
        ("Apache-2.0 OR MIT", true),
        ("MIT AND MPL-2.0", false),
        ("(Apache-2.0 OR MIT) AND ISC", true),
        ("(Apache-2.0 OR MPL-2.0) AND ISC", false),
        ("MPL-2.0 OR MIT AND ISC", true),
        ("MIT AND ISC OR MPL-2.0", true),
        ("Apache-2.0 WITH LLVM-exception", true),
        ("Apache-2.0 WITH Classpath-exception-2.0", false),
    ] {
        assert_eq!(is_allowed(expression, &allowed), expected, "{expression}");
    }
}
