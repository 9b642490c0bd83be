//! Fetching from a server that is slow, fails, lies, redirects or never ends. Everything happens
//! on this machine.
#![cfg(feature = "fetch")]

#[path = "fetch/server.rs"]
mod server;

use std::io::Write as _;
use std::net::TcpStream;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use repost::migrate::assets::fetch::{Failure, Fetched, Fetcher, Options, Reason, Request, Want};
use repost::migrate::assets::original;
use server::{Answer, Server, raw, send};

/// The smallest picture.
const GIF: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x01D\0;";

/// As quick as the tests need it, and allowed to ask the test's server alone.
fn quick() -> Options {
    Options {
        connect_timeout: Duration::from_millis(500),
        total_timeout: Duration::from_secs(2),
        first_pause: Duration::from_millis(2),
        longest_pause: Duration::from_millis(4),
        longest_retry_after: Duration::from_secs(1),
        delay: Duration::ZERO,
        max_bytes: 100_000,
        redirects: 3,
        private_hosts: vec!["127.0.0.1".to_owned()],
        ..Options::default()
    }
}

fn get(server: &Server, path: &str) -> Result<Fetched, Failure> {
    Fetcher::new(quick()).fetch(&Request::image(&server.url(path)))
}

/// What one answer is made into.
fn one(answer: Answer) -> Result<Fetched, Failure> {
    get(&Server::start(&[("/a", answer)]), "/a")
}

/// Why it failed, and after how many requests.
fn why(result: Result<Fetched, Failure>) -> (Reason, u32) {
    let failure = result.expect_err("it must fail");
    assert!(!failure.message.ends_with('.'), "{failure}");
    (failure.reason, failure.tries)
}

#[test]
fn a_picture_comes_with_its_kind_and_its_address() {
    let server = Server::start(&[("/a", |out, _| send(out, "200 OK", "", GIF))]);
    let fetched = get(&server, "/a").expect("it is there");
    assert_eq!(fetched.bytes, GIF);
    assert_eq!(fetched.kind.ending, "gif");
    assert_eq!(fetched.url, server.url("/a"));
    assert_eq!((fetched.tries, fetched.is_whole), (1, true));
    let request = server.requests().remove(0).to_lowercase();
    assert!(request.contains("user-agent: repost/"), "{request}");
    assert!(request.contains("accept-encoding: identity"), "{request}");
}

#[test]
fn the_page_is_told_where_it_is_known() {
    let server = Server::start(&[("/a", |out, _| send(out, "200 OK", "", GIF))]);
    let url = server.url("/a");
    let page = Some("http://wren.example/post.html");
    let request = Request {
        url: &url,
        page,
        want: Want::File,
    };
    Fetcher::new(quick()).fetch(&request).expect("it is there");
    let request = server.requests().remove(0).to_lowercase();
    assert!(
        request.contains("referer: http://wren.example/post.html"),
        "{request}"
    );
}

#[test]
fn what_fails_first_is_asked_for_again() {
    let answer: Answer = |out, before| match before {
        0 => send(out, "500 Oh", "", b""),
        1 => raw(out, b""),
        _ => send(out, "200 OK", "", GIF),
    };
    assert_eq!(one(answer).expect("it comes at last").tries, 3);
}

#[test]
fn what_always_fails_is_given_up() {
    let failing: Answer = |out, _| send(out, "503 Busy", "", b"");
    assert_eq!(why(one(failing)), (Reason::Http(503), 3));
}

#[test]
fn what_is_not_there_is_asked_for_once() {
    let server = Server::start(&[]);
    let failure = get(&server, "/a").expect_err("there is nothing");
    assert_eq!(failure.reason.word(), "http-404");
    assert!(!failure.reason.may_retry());
    assert_eq!(server.count("/a"), 1);
    assert_eq!(
        why(one(|out, _| send(out, "403 No", "", b""))),
        (Reason::Http(403), 1)
    );
    assert_eq!(
        why(one(|out, _| send(out, "206 Part", "", GIF))),
        (Reason::Http(206), 1)
    );
}

#[test]
fn a_server_that_wants_a_pause_gets_it() {
    let answer: Answer = |out, before| match before {
        0 => send(out, "429 Slow down", "Retry-After: 1\r\n", b""),
        _ => send(out, "200 OK", "", GIF),
    };
    let start = Instant::now();
    assert_eq!(one(answer).expect("it comes").tries, 2);
    assert!(
        start.elapsed() >= Duration::from_secs(1),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn a_server_that_wants_too_long_a_pause_is_left_for_another_run() {
    let answer: Answer = |out, _| send(out, "429 Slow down", "Retry-After: 3600\r\n", b"");
    let failure = one(answer).expect_err("nobody waits for an hour");
    assert_eq!((failure.reason, failure.tries), (Reason::Http(429), 1));
    assert!(failure.reason.may_retry());
}

#[test]
fn a_slow_answer_is_a_timeout() {
    let options = Options {
        total_timeout: Duration::from_millis(300),
        tries: 1,
        ..quick()
    };
    let silent: Answer = |_, _| thread::sleep(Duration::from_secs(3));
    // The head never ends, one byte after the other.
    let dripping_head: Answer = |out, _| drip(out, b"HTTP/1.1 200 OK\r\nX: ");
    // Nor does the content.
    let dripping: Answer = |out, _| drip(out, b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n");
    let server = Server::start(&[("/a", silent), ("/b", dripping_head), ("/c", dripping)]);
    for path in ["/a", "/b", "/c"] {
        let start = Instant::now();
        let url = server.url(path);
        let result = Fetcher::new(options.clone()).fetch(&Request::image(&url));
        assert_eq!(why(result), (Reason::Timeout, 1), "{path}");
        assert!(start.elapsed() < Duration::from_secs(2), "{path}");
    }
}

fn drip(out: &mut TcpStream, head: &[u8]) {
    raw(out, head);
    for _ in 0..150 {
        if out.write_all(b"a").is_err() {
            return;
        }
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn an_endless_answer_ends_at_the_limit() {
    let endless: Answer = |out, _| {
        raw(out, b"HTTP/1.1 200 OK\r\n\r\nGIF89a");
        while out.write_all(&[b'x'; 4096]).is_ok() {}
    };
    assert_eq!(why(one(endless)), (Reason::TooLarge, 1));
    let chunked: Answer = |out, _| {
        raw(
            out,
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        );
        while out.write_all(b"8\r\nGIF89axx\r\n").is_ok() {}
    };
    assert_eq!(why(one(chunked)), (Reason::TooLarge, 1));
    let declared: Answer = |out, _| {
        raw(
            out,
            b"HTTP/1.1 200 OK\r\nContent-Length: 5000000000\r\n\r\nGIF89a",
        );
    };
    assert_eq!(why(one(declared)), (Reason::TooLarge, 1));
}

#[test]
fn what_is_exactly_as_long_as_the_limit_is_taken() {
    let answer: Answer = |out, _| send(out, "200 OK", "", &padded(100_000));
    assert_eq!(one(answer).expect("it fits").bytes.len(), 100_000);
    let answer: Answer = |out, _| send(out, "200 OK", "", &padded(100_001));
    assert_eq!(why(one(answer)), (Reason::TooLarge, 1));
}

/// A picture with zeros before its end.
fn padded(length: usize) -> Vec<u8> {
    let mut bytes = GIF.to_vec();
    bytes.resize(length - 1, 0);
    bytes.push(b';');
    bytes
}

#[test]
fn fewer_bytes_than_declared_are_a_failure() {
    let declared: Answer = |out, _| {
        raw(out, b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n");
        raw(out, GIF);
    };
    assert_eq!(why(one(declared)), (Reason::CutShort, 3));
    let chunked: Answer = |out, _| {
        raw(
            out,
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\nGIF89a",
        );
    };
    assert_eq!(why(one(chunked)), (Reason::CutShort, 3));
}

#[test]
fn a_picture_without_an_end_is_asked_for_again_and_then_taken_as_it_is() {
    // The length is a lie, and too small.
    let short: Answer = |out, _| {
        raw(out, b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n");
        raw(out, GIF);
    };
    let fetched = one(short).expect("a part is better than nothing");
    assert_eq!(
        (fetched.bytes.len(), fetched.is_whole, fetched.tries),
        (20, false, 3)
    );
    // Without a length, only the form of the file tells.
    let answer: Answer = |out, before| {
        raw(out, b"HTTP/1.1 200 OK\r\n\r\n");
        raw(out, if before == 0 { &GIF[..20] } else { GIF });
    };
    let fetched = one(answer).expect("it comes");
    assert_eq!(
        (fetched.bytes.as_slice(), fetched.is_whole, fetched.tries),
        (GIF, true, 2)
    );
}

#[test]
fn a_page_an_empty_answer_or_a_text_is_not_an_image() {
    let page: Answer = |out, _| {
        let headers = "Content-Type: image/jpeg\r\n";
        send(
            out,
            "200 OK",
            headers,
            b"<!DOCTYPE html><title>Log in</title>",
        );
    };
    let failure = one(page).expect_err("it is a page");
    assert_eq!(failure.reason.word(), "not-an-image");
    assert_eq!(failure.message, "a page instead of an image");
    assert_eq!(failure.tries, 1);
    let empty: Answer = |out, _| send(out, "200 OK", "Content-Type: image/gif\r\n", b"");
    assert_eq!(why(one(empty)), (Reason::Empty, 3));
    let text: Answer = |out, _| send(out, "200 OK", "", b"not found");
    assert_eq!(why(one(text)), (Reason::NotAnImage, 1));
}

#[test]
fn a_file_may_be_of_any_kind_but_a_page() {
    let server = Server::start(&[
        ("/a.pdf", |out, _| send(out, "200 OK", "", b"%PDF-1.4\n")),
        ("/b.pdf", |out, _| {
            send(out, "200 OK", "", b"<html>gone</html>");
        }),
    ]);
    let fetcher = Fetcher::new(quick());
    let get = |path| {
        let url = server.url(path);
        let request = Request {
            url: &url,
            page: None,
            want: Want::File,
        };
        fetcher.fetch(&request)
    };
    assert_eq!(get("/a.pdf").expect("it is there").kind.ending, "pdf");
    assert_eq!(why(get("/b.pdf")), (Reason::NotAFile, 1));
}

#[test]
fn a_packed_answer_is_unpacked() {
    let answer: Answer = |out, _| {
        send(out, "200 OK", "Content-Encoding: gzip\r\n", &packed(GIF));
    };
    assert_eq!(one(answer).expect("it is there").bytes, GIF);
    // Some say it, and do not do it.
    let answer: Answer = |out, _| send(out, "200 OK", "Content-Encoding: gzip\r\n", GIF);
    assert_eq!(one(answer).expect("it is there").bytes, GIF);
}

#[test]
fn a_small_packed_answer_that_unpacks_to_a_huge_one_ends_at_the_limit() {
    let answer: Answer = |out, _| {
        let bomb = packed(&vec![0; 5_000_000]);
        assert!(bomb.len() < 50_000);
        send(out, "200 OK", "Content-Encoding: gzip\r\n", &bomb);
    };
    assert_eq!(why(one(answer)), (Reason::TooLarge, 1));
    let cut: Answer = |out, _| {
        let packed = packed(GIF);
        let half = &packed[..packed.len() / 2];
        send(out, "200 OK", "Content-Encoding: gzip\r\n", half);
    };
    assert_eq!(why(one(cut)), (Reason::CutShort, 3));
    let unknown: Answer = |out, _| send(out, "200 OK", "Content-Encoding: br\r\n", b"\x0b\x02");
    assert_eq!(why(one(unknown)).0, Reason::BadAnswer);
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

#[test]
fn a_redirect_is_followed() {
    let server = Server::start(&[
        ("/a", |out, _| {
            send(out, "302 Found", "Location: /b\r\n", b"");
        }),
        ("/b", |out, _| {
            send(out, "301 Moved", "Location: c#part\r\n", b"moved");
        }),
        ("/c", |out, _| send(out, "200 OK", "", GIF)),
    ]);
    let fetched = get(&server, "/a").expect("it leads there");
    assert_eq!(fetched.url, server.url("/c"));
    assert_eq!((fetched.asked, fetched.tries), (server.url("/a"), 1));
}

#[test]
fn a_redirect_that_leads_nowhere_is_a_failure() {
    fn to(out: &mut TcpStream, place: &str) {
        send(out, "302 Found", &format!("Location: {place}\r\n"), b"");
    }
    let server = Server::start(&[
        ("/loop", |out, _| to(out, "/loop2")),
        ("/loop2", |out, _| to(out, "/loop")),
        ("/1", |out, _| to(out, "/2")),
        ("/2", |out, _| to(out, "/3")),
        ("/3", |out, _| to(out, "/4")),
        ("/4", |out, _| to(out, "/5")),
        ("/5", |out, _| send(out, "200 OK", "", GIF)),
        ("/file", |out, _| to(out, "file:///etc/passwd")),
        ("/data", |out, _| to(out, "data:image/gif;base64,R0lGODlh")),
        ("/nowhere", |out, _| send(out, "302 Found", "", b"")),
        ("/damaged", |out, _| to(out, "http://[")),
    ]);
    for path in ["/loop", "/1", "/file", "/data", "/nowhere", "/damaged"] {
        assert_eq!(why(get(&server, path)), (Reason::Redirects, 1), "{path}");
    }
    assert_eq!(server.count("/5"), 0);
    assert_eq!(
        server.count("/loop"),
        1,
        "a loop is seen before it is gone again"
    );
    assert!(get(&server, "/2").is_ok(), "three are allowed");
}

#[test]
fn a_page_does_not_lead_into_a_private_network() {
    let server = Server::start(&[
        ("/cloud", |out, _| {
            send(
                out,
                "302 Found",
                "Location: http://169.254.169.254/latest/\r\n",
                b"",
            );
        }),
        ("/router", |out, _| {
            send(out, "302 Found", "Location: http://192.168.0.1/\r\n", b"");
        }),
        ("/self", |out, _| {
            send(out, "302 Found", "Location: http://[::1]:1/\r\n", b"");
        }),
        ("/mapped", |out, _| {
            send(
                out,
                "302 Found",
                "Location: http://[::ffff:127.0.0.1]:1/\r\n",
                b"",
            );
        }),
        ("/number", |out, _| {
            send(out, "302 Found", "Location: http://2130706434:1/\r\n", b"");
        }),
        ("/a", |out, _| send(out, "200 OK", "", GIF)),
    ]);
    for path in ["/cloud", "/router", "/self", "/mapped", "/number"] {
        assert_eq!(
            why(get(&server, path)),
            (Reason::PrivateAddress, 1),
            "{path}"
        );
    }
    // A name that leads there is looked through, and the server is never reached.
    let named = format!("http://localhost:{}/a", server.port());
    let result = Fetcher::new(quick()).fetch(&Request::image(&named));
    assert_eq!(why(result), (Reason::PrivateAddress, 1));
    let strict = Options {
        private_hosts: Vec::new(),
        ..quick()
    };
    let result = Fetcher::new(strict.clone()).fetch(&Request::image(&server.url("/a")));
    assert_eq!(why(result).0, Reason::PrivateAddress);
    assert_eq!(server.count("/a"), 0);
    let free = Options {
        allow_private: true,
        ..strict
    };
    let result = Fetcher::new(free).fetch(&Request::image(&named));
    assert!(result.is_ok(), "{result:?}");
}

#[test]
fn only_addresses_of_the_web_are_asked_for() {
    let fetcher = Fetcher::new(quick());
    for url in [
        "",
        "a.png",
        "file:///etc/passwd",
        "ftp://127.0.0.1/a",
        "data:,a",
        "http://",
    ] {
        let result = fetcher.fetch(&Request::image(url));
        assert_eq!(why(result), (Reason::BadAddress, 0), "{url}");
    }
}

#[test]
fn a_port_without_a_server_is_no_connection_and_then_a_dead_host() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let url = format!("http://{}/a", listener.local_addr().expect("it has one"));
    drop(listener);
    let options = Options {
        tries: 2,
        give_up_after: 3,
        ..quick()
    };
    let fetcher = Fetcher::new(options);
    let get = || why(fetcher.fetch(&Request::image(&url)));
    assert_eq!(get(), (Reason::Connect, 2));
    assert_eq!(get().0, Reason::HostDown);
    assert_eq!(get(), (Reason::HostDown, 0));
}

#[test]
fn a_server_without_a_certificate_is_not_trusted() {
    // What it says is no TLS.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let port = listener.local_addr().expect("it has one").port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            raw(
                &mut stream.expect("it came in"),
                b"HTTP/1.1 400 Bad Request\r\n\r\n",
            );
        }
    });
    let url = format!("https://127.0.0.1:{port}/a");
    let result = Fetcher::new(quick()).fetch(&Request::image(&url));
    let (reason, _) = why(result);
    assert_eq!(reason, Reason::Tls);
}

#[test]
fn the_first_address_that_has_an_image_is_taken() {
    let server = Server::start(&[
        ("/wp-content/uploads/a.gif", |out, _| {
            send(out, "404 No", "", b"");
        }),
        ("/wp-content/uploads/a-1x1.gif", |out, _| {
            send(out, "200 OK", "", GIF);
        }),
    ]);
    let candidates = original::candidates(&server.url("/wp-content/uploads/a-1x1.gif"));
    assert_eq!(candidates.len(), 2);
    let fetcher = Fetcher::new(quick());
    let first = fetcher.fetch_first(&candidates, None, Want::Image);
    let first = first.expect("the shown one is there");
    assert_eq!(first.asked, server.url("/wp-content/uploads/a-1x1.gif"));
    assert_eq!(first.tries, 2);
    let none = original::candidates(&server.url("/wp-content/uploads/b-1x1.gif"));
    let failure = fetcher
        .fetch_first(&none, None, Want::Image)
        .expect_err("neither is there");
    assert_eq!(failure.url, server.url("/wp-content/uploads/b-1x1.gif"));
    assert_eq!((failure.reason, failure.tries), (Reason::Http(404), 2));
}

#[test]
fn one_host_is_asked_by_no_more_than_the_allowed_number_at_once() {
    static NOW: AtomicUsize = AtomicUsize::new(0);
    static MOST: AtomicUsize = AtomicUsize::new(0);
    let answer: Answer = |out, _| {
        MOST.fetch_max(NOW.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        thread::sleep(Duration::from_millis(20));
        NOW.fetch_sub(1, Ordering::SeqCst);
        send(out, "200 OK", "", GIF);
    };
    let server = Server::start(&[("/a", answer)]);
    let fetcher = Fetcher::new(Options {
        per_host: 2,
        ..quick()
    });
    let url = server.url("/a");
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| fetcher.fetch(&Request::image(&url)).expect("it is there"));
        }
    });
    assert_eq!(server.count("/a"), 8);
    assert_eq!(MOST.load(Ordering::SeqCst), 2);
}

#[test]
fn requests_to_one_host_are_apart() {
    let server = Server::start(&[("/a", |out, _| send(out, "200 OK", "", GIF))]);
    let delay = Duration::from_millis(60);
    let fetcher = Fetcher::new(Options {
        per_host: 4,
        delay,
        ..quick()
    });
    let url = server.url("/a");
    let start = Instant::now();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| fetcher.fetch(&Request::image(&url)).expect("it is there"));
        }
    });
    assert!(start.elapsed() >= delay * 3, "{:?}", start.elapsed());
}

#[test]
fn a_stopped_fetcher_asks_for_nothing_more() {
    let server = Server::start(&[("/a", |out, _| {
        send(out, "503 No", "Retry-After: 1\r\n", b"");
    })]);
    let fetcher = Fetcher::new(quick());
    let url = server.url("/a");
    let failure = thread::scope(|scope| {
        let waiting = scope.spawn(|| fetcher.fetch(&Request::image(&url)));
        while server.count("/a") == 0 {
            thread::sleep(Duration::from_millis(5));
        }
        fetcher.stop();
        waiting.join().expect("it did not panic")
    });
    assert_eq!(failure.expect_err("it was stopped").reason, Reason::Stopped);
    assert!(fetcher.fetch(&Request::image(&url)).is_err());
    assert_eq!(server.count("/a"), 1);
}
