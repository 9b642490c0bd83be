//! Which addresses may be talked to: a page from the web does not lead into a private network.
//!
//! A name is looked at after it is resolved, by the resolver of the very connection: between a
//! check and a connection the name could change its address.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Who may be talked to.
#[derive(Debug, Clone, Default)]
pub(super) struct Guard {
    /// Every address may be.
    pub(super) allow_private: bool,
    /// Hosts, as addresses name them, that may be anywhere.
    pub(super) private_hosts: Vec<String>,
}

/// The error for a name that leads into a private network.
#[derive(Debug)]
pub(super) struct Private {
    pub(super) host: String,
}

impl fmt::Display for Private {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} is in a private network", self.host)
    }
}

impl std::error::Error for Private {}

impl Guard {
    /// Whether a host may be anywhere.
    fn is_free(&self, host: &str) -> bool {
        let bare = |name: &str| name.trim_matches(['[', ']']).to_ascii_lowercase();
        let host = bare(host);
        self.allow_private || self.private_hosts.iter().any(|known| bare(known) == host)
    }
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = DefaultResolver::default().resolve(uri, config, timeout);
        let found = found.map_err(|error| match error {
            // The system's words for an unknown name differ, and have no kind of their own.
            ureq::Error::Io(_) => ureq::Error::HostNotFound,
            other => other,
        })?;
        let host = uri.host().unwrap_or_default();
        let leads_inside = found.iter().any(|address| is_private(address.ip()));
        if leads_inside && !self.is_free(host) {
            let host = host.to_owned();
            return Err(ureq::Error::Other(Box::new(Private { host })));
        }
        Ok(found)
    }
}

/// Networks that the public web is not in, as an address and the number of its fixed bits.
const PRIVATE_4: &[(Ipv4Addr, u32)] = &[
    // This network.
    (Ipv4Addr::UNSPECIFIED, 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    // Behind a provider's translation.
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    // This machine.
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    // This cable, and what clouds tell their machines.
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    // Protocols, examples, measurements.
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    // To many at once, reserved, to all.
    (Ipv4Addr::new(224, 0, 0, 0), 3),
];

/// The same for the longer addresses.
const PRIVATE_6: &[(Ipv6Addr, u32)] = &[
    (Ipv6Addr::new(0x64, 0xff9b, 1, 0, 0, 0, 0, 0), 48),
    (Ipv6Addr::new(0x100, 0, 0, 0, 0, 0, 0, 0), 64),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32),
    (Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0), 7),
    (Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 0), 10),
    (Ipv6Addr::new(0xfec0, 0, 0, 0, 0, 0, 0, 0), 10),
    (Ipv6Addr::new(0xff00, 0, 0, 0, 0, 0, 0, 0), 8),
];

/// Whether an address is not one of the public web.
fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_private_4(address),
        IpAddr::V6(address) => {
            let inside = |(network, bits): &(Ipv6Addr, u32)| {
                let differing = u128::from(address) ^ u128::from(*network);
                differing.leading_zeros() >= *bits
            };
            embedded(address).is_some_and(is_private_4) || PRIVATE_6.iter().any(inside)
        }
    }
}

fn is_private_4(address: Ipv4Addr) -> bool {
    PRIVATE_4.iter().any(|(network, bits)| {
        let differing = u32::from(address) ^ u32::from(*network);
        differing.leading_zeros() >= *bits
    })
}

/// The shorter address that a longer one stands for: mapped, compatible (`::1` is `0.0.0.1` so),
/// translated or tunnelled.
fn embedded(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let ([0, 0, 0, 0, 0, 0 | 0xffff, high, low]
    | [0x64, 0xff9b, 0, 0, 0, 0, high, low]
    | [0x2002, high, low, ..]) = address.segments()
    else {
        return None;
    };
    Some(Ipv4Addr::from((u32::from(high) << 16) | u32::from(low)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_outside_of_the_public_web_are_known() {
        for (text, expected) in [
            ("127.0.0.1", true),
            ("10.1.2.3", true),
            ("172.16.0.1", true),
            ("172.32.0.1", false),
            ("192.168.1.1", true),
            ("169.254.169.254", true),
            ("100.64.0.1", true),
            ("0.0.0.0", true),
            ("255.255.255.255", true),
            ("239.1.1.1", true),
            ("8.8.8.8", false),
            ("198.17.255.255", false),
            ("::", true),
            ("::1", true),
            ("::ffff:127.0.0.1", true),
            ("::ffff:8.8.8.8", false),
            ("64:ff9b::10.0.0.1", true),
            ("2002:7f00:1::", true),
            ("fd00::1", true),
            ("fe80::1", true),
            ("ff02::1", true),
            ("2a00:1450:4001::1", false),
        ] {
            let address = text.parse().expect("it is an address");
            assert_eq!(is_private(address), expected, "{text}");
        }
    }

    #[test]
    fn a_host_that_may_be_anywhere_is_named_in_any_case() {
        let guard = Guard {
            allow_private: false,
            private_hosts: vec!["Blog.Example".to_owned(), "::1".to_owned()],
        };
        assert!(guard.is_free("blog.example"));
        assert!(guard.is_free("[::1]"));
        assert!(!guard.is_free("127.0.0.1"));
    }
}
