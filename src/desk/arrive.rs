//! A file that a page sends, taken piece by piece.

use super::reader::Reader;
use crate::app::arriving::{Arriving, NotArrived};
use crate::msg;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;

/// So much is gathered before the disk is asked to take it.
const PIECE: usize = 1 << 20;

/// Takes a file of this name and at most so many bytes; where it goes is said by `begin`. Its name there, or why not.
pub(super) async fn arrive(
    (name, most): (String, u64),
    (headers, body): (&HeaderMap, Body),
    begin: impl FnOnce(&str) -> Result<Arriving, NotArrived> + Send + 'static,
    reader: Reader,
) -> Response {
    let said = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|size| size.to_str().ok()?.parse::<u64>().ok());
    if said.is_some_and(|size| size > most) {
        return not_taken(&NotArrived::too_large(&name, most), reader);
    }
    let placed = match in_background(move || begin(&name)).await {
        Ok(arriving) => all_of_it(arriving, body).await,
        Err(why) => Err(why),
    };
    match placed {
        Ok(Some(name)) => (StatusCode::CREATED, name).into_response(),
        // Whoever sent it is gone; what came of it is taken away.
        Ok(None) => StatusCode::BAD_REQUEST.into_response(),
        Err(why) => not_taken(&why, reader),
    }
}

/// Takes all that comes; its name, `None` where it broke off.
async fn all_of_it(mut arriving: Arriving, mut body: Body) -> Result<Option<String>, NotArrived> {
    let mut pieces: Vec<Bytes> = Vec::new();
    loop {
        let frame = body.frame().await;
        let is_last = frame.is_none();
        match frame {
            Some(Err(_)) => return Ok(None),
            Some(Ok(frame)) => pieces.extend(frame.into_data()),
            None => {}
        }
        if is_last || pieces.iter().map(Bytes::len).sum::<usize>() >= PIECE {
            let now = std::mem::take(&mut pieces);
            arriving = in_background(move || {
                for piece in now {
                    arriving.write(&piece)?;
                }
                Ok(arriving)
            })
            .await?;
        }
        if is_last {
            return in_background(move || arriving.place()).await.map(Some);
        }
    }
}

async fn in_background<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, NotArrived> + Send + 'static,
) -> Result<T, NotArrived> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|_| Err(NotArrived::Disk(msg!("desk.broken"))))
}

fn not_taken(why: &NotArrived, reader: Reader) -> Response {
    let (status, said) = match why {
        NotArrived::TooLarge(said) => (StatusCode::PAYLOAD_TOO_LARGE, said),
        NotArrived::Name(said) => (StatusCode::UNPROCESSABLE_ENTITY, said),
        NotArrived::Disk(said) => (StatusCode::INSUFFICIENT_STORAGE, said),
    };
    (status, said.say(reader.lang)).into_response()
}
