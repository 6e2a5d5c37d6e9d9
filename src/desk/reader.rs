//! Who reads a page, and what its address asks for.

use super::state::Desk;
use crate::words::Lang;
use axum::extract::{FromRequestParts, Query};
use axum::http::header::{self, HeaderMap};
use axum::http::request::Parts;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt::Write;
use std::sync::Arc;

/// The cookie of the language that was chosen.
pub(super) const LANGUAGE: &str = "tonghop-tieng";

/// Who reads.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader {
    /// The language of the page.
    pub(super) lang: Lang,
}

impl Reader {
    /// Reads the language that was chosen before.
    pub(super) fn of(desk: &Desk, headers: &HeaderMap) -> Self {
        let chosen = cookies(headers).find(|(name, _)| *name == LANGUAGE);
        let lang = match chosen {
            Some((_, "en")) => Lang::En,
            Some((_, "vi")) => Lang::Vi,
            _ => desk.lang,
        };
        Self { lang }
    }
}

/// The language as HTML names it.
pub(super) fn word(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "vi",
        Lang::En => "en",
    }
}

/// The cookies of a request, by their names.
pub(super) fn cookies(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let all = headers.get_all(header::COOKIE).iter();
    let all = all.filter_map(|cookies| cookies.to_str().ok());
    all.flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
}

/// What a page is asked for.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    /// Who reads.
    pub(super) reader: Reader,
    /// The address without what is asked.
    pub(super) path: String,
    /// The whole address.
    pub(super) here: String,
    query: BTreeMap<String, String>,
}

impl Asked {
    /// What the address says under a name; nothing where it says nothing.
    pub(super) fn get(&self, name: &str) -> &str {
        self.query.get(name).map_or("", String::as_str)
    }

    /// Which page of a long list is meant, from 0, and the last of them.
    pub(super) fn page(&self, of: usize, rows: usize) -> (usize, usize) {
        let last = of.saturating_sub(1) / rows;
        let said: usize = self.get("trang").parse().unwrap_or(1);
        (said.saturating_sub(1).min(last), last)
    }

    /// The addresses of the pages before and after one.
    pub(super) fn turned(&self, page: usize, last: usize) -> (Option<String>, Option<String>) {
        let turned = |to: usize| self.with(&[("trang", &to.to_string()), ("viec", "")]);
        let before = (page > 0).then(|| turned(page));
        (before, (page < last).then(|| turned(page + 2)))
    }

    /// The same address with something else under a name; without it where that is nothing.
    pub(super) fn with(&self, changes: &[(&str, &str)]) -> String {
        let mut query = self.query.clone();
        for (name, value) in changes {
            query.insert((*name).to_owned(), (*value).to_owned());
        }
        let said = query.iter().filter(|(_, value)| !value.is_empty());
        let said: Vec<String> = said
            .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
            .collect();
        if said.is_empty() {
            self.path.clone()
        } else {
            format!("{}?{}", self.path, said.join("&"))
        }
    }
}

/// A text as a part of an address.
pub(super) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing into a text never fails.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

impl FromRequestParts<Arc<Desk>> for Reader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, desk: &Arc<Desk>) -> Result<Self, Infallible> {
        Ok(Self::of(desk, &parts.headers))
    }
}

impl FromRequestParts<Arc<Desk>> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, desk: &Arc<Desk>) -> Result<Self, Infallible> {
        let query = Query::try_from_uri(&parts.uri);
        let query = query.map(|Query(query)| query).unwrap_or_default();
        let here = parts.uri.path_and_query();
        Ok(Self {
            reader: Reader::of(desk, &parts.headers),
            path: parts.uri.path().to_owned(),
            here: here.map_or("/", |here| here.as_str()).to_owned(),
            query,
        })
    }
}
