//! A server that does what a test tells it to, on an address of this machine alone.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What the server does with the n-th request (from 0) for a path.
pub(crate) type Answer = fn(&mut TcpStream, usize);

/// A running server; it ends with the process.
pub(crate) struct Server {
    port: u16,
    log: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Starts it with what it does for each path; others are not found.
    pub(crate) fn start(answers: &[(&'static str, Answer)]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let port = listener.local_addr().expect("it has one").port();
        let answers: Arc<HashMap<&str, Answer>> = Arc::new(answers.iter().copied().collect());
        let log = Arc::new(Mutex::new(Vec::new()));
        let written = Arc::clone(&log);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (answers, log) = (Arc::clone(&answers), Arc::clone(&written));
                thread::spawn(move || serve(stream.expect("it came in"), &answers, &log));
            }
        });
        Self { port, log }
    }

    /// The address of a path.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// The port.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// All requests so far: first line and headers.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.log.lock().expect("nobody panicked").clone()
    }

    /// How often a path was asked for.
    pub(crate) fn count(&self, path: &str) -> usize {
        let line = format!("GET {path} ");
        let requests = self.requests();
        requests.iter().filter(|it| it.starts_with(&line)).count()
    }
}

fn serve(mut stream: TcpStream, answers: &HashMap<&str, Answer>, log: &Mutex<Vec<String>>) {
    let mut reader = BufReader::new(stream.try_clone().expect("it can be read, too"));
    let mut request = String::new();
    while !request.ends_with("\r\n\r\n") {
        if reader.read_line(&mut request).unwrap_or(0) == 0 {
            return;
        }
    }
    let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
    let line = format!("GET {path} ");
    let before = {
        let mut log = log.lock().expect("nobody panicked");
        let before = log.iter().filter(|it| it.starts_with(&line)).count();
        log.push(request);
        before
    };
    match answers.get(path.as_str()) {
        Some(answer) => answer(&mut stream, before),
        None => send(&mut stream, "404 Not Found", "", b"<h1>Nothing here</h1>"),
    }
    // What was not read would make the system reset the connection and lose the answer.
    let _ = stream.shutdown(std::net::Shutdown::Write);
    let _ = stream.set_read_timeout(Some(Duration::from_millis(500)));
    let _ = stream.read(&mut [0; 1]);
}

/// A whole answer with a true length. `headers` are lines that end in `\r\n`.
pub(crate) fn send(stream: &mut TcpStream, status: &str, headers: &str, body: &[u8]) {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    raw(stream, head.as_bytes());
    raw(stream, body);
}

/// Bytes as they are; the other side may be gone.
pub(crate) fn raw(stream: &mut TcpStream, bytes: &[u8]) {
    let _ = stream.write_all(bytes);
}
