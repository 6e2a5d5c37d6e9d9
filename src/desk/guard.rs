//! Who may ask for what: this machine's own browser, from our own pages, with the secret that it was given.
//!
//! Any page that a browser shows can send requests to this machine. A foreign name for it (DNS rebinding) is told by the
//! `Host`, a foreign page by the `Origin`, and whoever does not know the secret has no cookie.

use super::answer;
use super::reader::{Reader, cookies};
use super::secret;
use super::state::Desk;
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::Arc;

/// What every answer carries. Nothing may be fetched from elsewhere, stand in another page or be kept by the browser.
/// Referrers stay on this machine: with `no-referrer` browsers would hide the `Origin` of our own forms too.
const HEADERS: [(HeaderName, &str); 7] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::CACHE_CONTROL, "no-store"),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
];

/// Answers what may be asked, and refuses the rest.
pub(super) async fn guard(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    let refused = refused(&desk, &request);
    let mut response = if let Some(response) = refused {
        response
    } else {
        desk.is_used();
        next.run(request).await
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

fn refused(desk: &Desk, request: &Request) -> Option<Response> {
    let headers = request.headers();
    let reader = Reader::of(desk, headers);
    let host = desk.host();
    if only(headers, &header::HOST) != Some(host.as_str()) {
        return Some(answer::plain(
            StatusCode::MISDIRECTED_REQUEST,
            "desk.wrong-host",
            reader,
        ));
    }
    let changes = ![Method::GET, Method::HEAD].contains(request.method());
    if changes && !is_own_page(headers, &host) {
        return Some(answer::plain(
            StatusCode::FORBIDDEN,
            "desk.wrong-origin",
            reader,
        ));
    }
    let path = request.uri().path();
    let is_open = path.starts_with(OPENS) || STYLE.contains(&path);
    if !is_open && !has_secret(desk, headers) {
        return Some(answer::locked(reader));
    }
    None
}

/// Where the address leads that the program opens; the token follows.
pub(super) const OPENS: &str = "/mo/";
/// What the page needs that tells whoever has no secret to open it again.
const STYLE: [&str; 3] = ["/desk.css", "/desk.js", "/icon.svg"];

/// Whether a request comes from one of our own pages: browsers name the page that sends whatever changes something.
fn is_own_page(headers: &HeaderMap, host: &str) -> bool {
    let origin = only(headers, &header::ORIGIN).and_then(|origin| origin.strip_prefix("http://"));
    let site = HeaderName::from_static("sec-fetch-site");
    let is_foreign = headers.get(site).is_some_and(|site| site != "same-origin");
    origin == Some(host) && !is_foreign
}

fn has_secret(desk: &Desk, headers: &HeaderMap) -> bool {
    let name = desk.cookie();
    let said = cookies(headers).find(|(key, _)| *key == name);
    said.is_some_and(|(_, said)| secret::is(&desk.secret, said))
}

/// What a header says that stands there once.
fn only<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    let mut all = headers.get_all(name).iter();
    match (all.next(), all.next()) {
        (Some(one), None) => one.to_str().ok(),
        _ => None,
    }
}
