//! Pictures that posts show from where they are on the web: they are gone when their servers are.

use std::collections::BTreeMap;

use url::Url;

use crate::migrate::gather::Files;

/// How many servers are counted by name.
const MOST: usize = 10_000;

/// Pictures by server.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shown {
    /// All of them; a picture that two posts show counts twice.
    pub count: u64,
    /// By the host of the server, for the first ten thousand of these.
    pub hosts: BTreeMap<String, u64>,
}

impl Shown {
    /// The hosts with the most pictures, the most first.
    pub fn first(&self, most: usize) -> Vec<(&str, u64)> {
        let mut hosts: Vec<(&str, u64)> = self
            .hosts
            .iter()
            .map(|(host, count)| (host.as_str(), *count))
            .collect();
        hosts.sort_by_key(|(host, count)| (std::cmp::Reverse(*count), *host));
        hosts.truncate(most);
        hosts
    }

    /// Counts those of the files of a post that are not in the site.
    pub(super) fn count(&mut self, urls: &[String], files: &Files) {
        let left = urls.iter().filter(|url| files.name(url).is_none());
        for host in left.filter_map(|url| host(url)) {
            self.count += 1;
            if self.hosts.len() < MOST || self.hosts.contains_key(&host) {
                *self.hosts.entry(host).or_default() += 1;
            }
        }
    }
}

/// The server of an address on the web.
fn host(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    let is_web = matches!(url.scheme(), "http" | "https");
    url.host_str().filter(|_| is_web).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_servers_with_the_most_pictures_come_first() {
        let mut shown = Shown::default();
        let urls = [
            "http://b.example/1.jpg",
            "http://c.example/2.jpg",
            "https://c.example/3.jpg",
            "http://a.example/4.jpg",
            "data:image/png;base64,AA==",
            "b_files/5.jpg",
        ];
        shown.count(&urls.map(str::to_owned), &Files::default());
        assert_eq!(shown.count, 4);
        assert_eq!(shown.first(2), [("c.example", 2), ("a.example", 1)]);
    }
}
