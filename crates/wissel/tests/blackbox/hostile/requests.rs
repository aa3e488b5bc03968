//! Requests that no sane client sends. What is wrong with each is its name.

/// A request, and what is to become of it.
pub(super) struct Shape {
    pub(super) name: &'static str,
    pub(super) bytes: Vec<u8>,
    pub(super) becomes: Becomes,
}

/// What is to become of a request, and of the one behind it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Becomes {
    /// Refused with this status. Nobody can say where it ends, so nothing behind it is read.
    Refused(u16),
    /// Refused with this status; where it ends is clear, and the one behind it is answered.
    RefusedAlone(u16),
    /// Answered with these, one after another.
    Answered(&'static [u16]),
    /// Hung up on without a word.
    HungUp,
}

/// All of them.
pub(super) fn all() -> Vec<Shape> {
    framing().into_iter().chain(chunks()).chain(heads()).chain(bodies()).collect()
}

const HIDDEN: &str = "GET /api/v1/hidden HTTP/1.1\r\nHost: x\r\n\r\n";
const POST: &str = "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
const GET: &str = "GET /livez HTTP/1.1\r\nHost: x\r\n";

fn shape(name: &'static str, bytes: impl Into<Vec<u8>>, becomes: Becomes) -> Shape {
    Shape { name, bytes: bytes.into(), becomes }
}

/// Two of us could think that they end in different places.
fn framing() -> Vec<Shape> {
    use Becomes::{Refused, RefusedAlone};
    let length = HIDDEN.len();
    let post = |head: String| format!("{POST}{head}\r\n\r\n");
    let chunked = "Transfer-Encoding: chunked";
    let none = "0\r\n\r\n";
    vec![
        shape(
            "a length and chunks",
            post(format!("Content-Length: 4\r\n{chunked}")) + none + HIDDEN,
            Refused(400),
        ),
        shape(
            "chunks and a length",
            post(format!("{chunked}\r\nContent-Length: {}", length + 5)) + none + HIDDEN,
            Refused(400),
        ),
        shape(
            "two lengths",
            post(format!("Content-Length: 0\r\nContent-Length: {length}")) + HIDDEN,
            Refused(400),
        ),
        shape(
            "a list of lengths",
            post(format!("Content-Length: 0, {length}")) + HIDDEN,
            Refused(400),
        ),
        shape("a length with a sign", post("Content-Length: +2".into()) + "{}", Refused(400)),
        shape("a length below nothing", post("Content-Length: -1".into()) + "{}", Refused(400)),
        shape(
            "a length that is no number",
            post("Content-Length: 0x2".into()) + "{}",
            Refused(400),
        ),
        shape(
            "a length without end",
            post(format!("Content-Length: {}", "9".repeat(40))) + "{}",
            Refused(400),
        ),
        shape(
            "a space before the colon",
            post(format!("Content-Length : {length}")) + HIDDEN,
            Refused(400),
        ),
        shape(
            "a folded line",
            post("X-A: b\r\n c\r\nContent-Length: 2".into()) + "{}",
            Refused(400),
        ),
        shape(
            "a folded coding",
            post("Transfer-Encoding:\r\n chunked\r\nContent-Length: 5".into()) + none + HIDDEN,
            Refused(400),
        ),
        shape(
            "an unknown coding",
            post("Transfer-Encoding: xchunked".into()) + none + HIDDEN,
            Refused(400),
        ),
        shape(
            "a coding behind the chunks",
            post("Transfer-Encoding: chunked, identity".into()) + none + HIDDEN,
            Refused(400),
        ),
        shape(
            "two codings",
            post(format!("{chunked}\r\nTransfer-Encoding: identity")) + none + HIDDEN,
            Refused(400),
        ),
        shape(
            "an odd space in a coding",
            post("Transfer-Encoding: \u{b}chunked\r\nContent-Length: 5".into()) + none + HIDDEN,
            Refused(400),
        ),
        shape(
            "chunks in HTTP/1.0",
            post(chunked.into()).replace("HTTP/1.1", "HTTP/1.0") + none + HIDDEN,
            Refused(400),
        ),
        shape(
            "packed chunks",
            post("Transfer-Encoding: gzip, chunked".into()) + none,
            RefusedAlone(415),
        ),
    ]
}

/// Chunks that are none.
fn chunks() -> Vec<Shape> {
    use Becomes::{Refused, RefusedAlone};
    let post = |body: &str| format!("{POST}Transfer-Encoding: chunked\r\n\r\n{body}");
    let endless = format!("2;{}\r\n{{}}\r\n0\r\n\r\n", "a".repeat(100_000));
    vec![
        shape("a size that is no number", post("Z\r\n{}\r\n0\r\n\r\n"), Refused(400)),
        shape("a size below nothing", post("-2\r\n{}\r\n0\r\n\r\n"), Refused(400)),
        shape(
            "a size over all bounds",
            post("ffffffffffffffffff\r\n{}\r\n0\r\n\r\n"),
            Refused(400),
        ),
        shape("a chunk longer than its size", post("2\r\n{}XX\r\n0\r\n\r\n"), Refused(400)),
        shape("chunks ended by line feeds", post("2\n{}\n0\n\n"), Refused(400)),
        shape("an extension without end", post(&endless), Refused(400)),
        shape(
            "a length in the trailer",
            post("2\r\n{}\r\n0\r\nContent-Length: 99\r\n\r\n"),
            RefusedAlone(422),
        ),
    ]
}

/// Heads that are too large, or no heads.
fn heads() -> Vec<Shape> {
    use Becomes::{Answered, HungUp, Refused, RefusedAlone};
    let get = |more: &str| format!("{GET}{more}\r\n");
    vec![
        shape(
            "a giant request line",
            format!("GET /{} HTTP/1.1\r\nHost: x\r\n\r\n", "a".repeat(100_000)),
            Refused(431),
        ),
        shape("a giant header", get(&format!("X-A: {}\r\n", "a".repeat(1_000_000))), Refused(431)),
        shape("ten thousand headers", get(&"X-A: a\r\n".repeat(10_000)), Refused(431)),
        shape("a NUL in a header", get("X-A: a\0b\r\n"), Refused(400)),
        shape("a bare carriage return", get("X-A: a\rb\r\n"), Refused(400)),
        shape("no host", "GET /livez HTTP/1.1\r\n\r\n", RefusedAlone(400)),
        shape("two hosts", get("Host: y\r\n"), RefusedAlone(400)),
        shape(
            "a path that is no text",
            b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n".to_vec(),
            Refused(400),
        ),
        shape(
            "a method that is no text",
            b"G\xff /livez HTTP/1.1\r\nHost: x\r\n\r\n".to_vec(),
            Refused(400),
        ),
        shape("an unknown version", "GET /livez HTTP/3.7\r\nHost: x\r\n\r\n", Refused(400)),
        shape("no version", "GET /livez\r\n", Refused(400)),
        shape("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", HungUp),
        shape(
            "TLS",
            [b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".as_slice(), &[1; 100]].concat(),
            Refused(400),
        ),
        shape("a tunnel", "CONNECT a:1 HTTP/1.1\r\nHost: x\r\n\r\n", RefusedAlone(405)),
        shape("a trace", "TRACE /livez HTTP/1.1\r\nHost: x\r\n\r\n", RefusedAlone(405)),
        shape(
            "another protocol",
            get("Connection: Upgrade\r\nUpgrade: h2c\r\n"),
            Answered(&[200, 200]),
        ),
        shape("three at once", get("").repeat(3), Answered(&[200, 200, 200, 200])),
        shape(
            "a body that nobody asked for",
            get(&format!("Content-Length: {}\r\n", HIDDEN.len())) + HIDDEN,
            Answered(&[200, 200]),
        ),
    ]
}

/// Bodies that are refused, some before they are read: what is in them is no request.
fn bodies() -> Vec<Shape> {
    use Becomes::{Answered, Refused, RefusedAlone};
    let sized = |head: &str, body: &[u8]| {
        [format!("{head}Content-Length: {}\r\n\r\n", body.len()).as_bytes(), body].concat()
    };
    let hidden = HIDDEN.as_bytes();
    let json = "Host: x\r\nContent-Type: application/json\r\n";
    vec![
        shape(
            "nobody is signed in",
            sized(&format!("POST /api/v1/tickets HTTP/1.1\r\n{json}"), hidden),
            RefusedAlone(401),
        ),
        shape(
            "no such method",
            sized(&format!("PUT /api/v1/session HTTP/1.1\r\n{json}"), hidden),
            RefusedAlone(405),
        ),
        shape(
            "no JSON",
            sized("POST /api/v1/session HTTP/1.1\r\nHost: x\r\n", hidden),
            RefusedAlone(415),
        ),
        shape(
            "packed",
            sized(&format!("{POST}Content-Encoding: gzip\r\n"), b"\x1f\x8b\x08\0\0\0\0\0"),
            RefusedAlone(415),
        ),
        shape("more than is read", sized(POST, &HIDDEN.repeat(5_000).into_bytes()), Refused(413)),
        shape("ten thousand deep", sized(POST, &[b'['; 10_000]), RefusedAlone(422)),
        shape(
            "ten thousand deep in an object",
            sized(POST, &b"{\"a\":".repeat(3_000)),
            RefusedAlone(422),
        ),
        shape("no UTF-8", sized(POST, b"{\"email\":\"\xff\xfe\"}"), RefusedAlone(400)),
        shape(
            "a word of half a character",
            sized(POST, br#"{"email":"\ud800","password":"x"}"#),
            RefusedAlone(400),
        ),
        shape("nothing", sized(POST, b""), RefusedAlone(400)),
        shape(
            "expected to be asked for",
            sized(&format!("{POST}Expect: 100-continue\r\n"), b"{}"),
            Answered(&[100, 422, 200]),
        ),
    ]
}
