//! The server: where it listens, what it answers, when it ends.

use super::answer::{self, Failure};
use super::guard::{OPENS, guard};
use super::house::{House, Options, Ready};
use super::reader::{Asked, Reader};
use super::state::{Desk, Made};
use super::{
    begin, book, choose, decide, document, editions, figure, figures, kit, last_look, making,
    opinions, papers, receive, report, review, roster, secret, send, set_up, signed, standing,
    start, today, unit, units, versions,
};
use crate::app::env::Env;
use crate::app::serving::{Claimed, Served, claim};
use crate::app::{Stop, Workspace, arriving, last_opened};
use crate::msg;
use crate::words::system;
use axum::Router;
use axum::extract::{Path as InAddress, State};
use axum::http::header;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// What the first page is claimed as; no folder of that name is made.
const FIRST: &str = "bat-dau";
/// How often it looks whether it is still needed.
const PAUSE: Duration = Duration::from_secs(20);
/// How long it still answers after it was told to end.
const LAST_LOOK: Duration = Duration::from_millis(500);
/// How long answers under way may take when it ends.
const LAST_ANSWERS: Duration = Duration::from_secs(5);

/// Serves the page of a campaign until it is ended, or the first page where no campaign is named; where it is served already,
/// only opens it. Ends with the last page that was opened from it.
pub fn desk(
    root: Option<&Path>,
    env: Env,
    options: &Options,
    ready: &mut dyn FnMut(&Ready),
) -> Result<(), Stop> {
    let house = House::new(options, page);
    let served = page(&house, root, env, options, ready);
    house.wait();
    served
}

/// Serves one page.
fn page(
    house: &Arc<House>,
    root: Option<&Path>,
    env: Env,
    options: &Options,
    ready: &mut dyn FnMut(&Ready),
) -> Result<(), Stop> {
    if let Some(root) = root {
        Workspace::open(root, env.clone())?;
    }
    let root = root.map(|root| std::path::absolute(root).unwrap_or_else(|_| root.to_owned()));
    let first = options.private.join(FIRST);
    let place = match claim(&options.private, root.as_ref().unwrap_or(&first))? {
        Claimed::Served(served) => {
            ready(&opened(&served, options, true));
            return Ok(());
        }
        Claimed::Ours(place) => place,
    };
    let listener = listener(options.port)?;
    let port = listener.local_addr().map_err(|e| not_served(&e))?.port();
    let served = Served {
        port,
        token: secret::drawn()?,
    };
    let routes = match &root {
        Some(root) => {
            arriving::clear(root);
            of_campaign()
        }
        None => of_start(),
    };
    let desk = Desk::new(Made {
        house: Arc::clone(house),
        root: root.clone().unwrap_or_else(|| options.home.clone()),
        env,
        port,
        token: served.token.clone(),
        secret: secret::drawn()?,
        lang: options.lang,
        name_file: options.name_file.clone(),
        opener: options.opener,
        most: options.most,
    });
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let runtime = runtime.map_err(|e| not_served(&e))?;
    let announce = || -> Result<(), Stop> {
        place.note(&served)?;
        if let Some(root) = &root {
            // The page is open all the same when it cannot be noted.
            let _ = last_opened::note(&options.private, root);
        }
        ready(&opened(&served, options, false));
        Ok(())
    };
    let desk = Arc::new(desk);
    let app = for_all(routes, &desk);
    let served = runtime.block_on(serve((listener, app), &desk, options.idle, announce));
    // What was begun comes to its end before the program does.
    desk.work.finish();
    served
}

fn listener(port: u16) -> Result<TcpListener, Stop> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|e| match e.kind() {
        io::ErrorKind::AddrInUse => Stop::Wrong(msg!("desk.port-taken", port = port.to_string())),
        _ => not_served(&e),
    })?;
    listener.set_nonblocking(true).map_err(|e| not_served(&e))?;
    Ok(listener)
}

fn not_served(e: &io::Error) -> Stop {
    Stop::Fault(msg!("desk.not-served", reason = system::reason(e)))
}

fn opened(served: &Served, options: &Options, is_other: bool) -> Ready {
    let address = format!("http://127.0.0.1:{}{OPENS}{}", served.port, served.token);
    let is_open = options.browser && (options.opener)(Path::new(&address)).is_ok();
    Ready {
        no_browser: options.browser && !is_open,
        address,
        is_other,
    }
}

async fn serve(
    (listener, app): (TcpListener, Router),
    desk: &Arc<Desk>,
    idle: Duration,
    announce: impl FnOnce() -> Result<(), Stop>,
) -> Result<(), Stop> {
    let listener = tokio::net::TcpListener::from_std(listener).map_err(|e| not_served(&e))?;
    let (ends, end) = tokio::sync::oneshot::channel::<()>();
    let graceful = async {
        let _ = end.await;
    };
    let server = axum::serve(listener, app).with_graceful_shutdown(graceful);
    let mut server = tokio::spawn(server.into_future());
    announce()?;
    let unused = async {
        while desk.idle() < idle || desk.work.running().is_some() {
            sleep(PAUSE.min(idle)).await;
        }
    };
    tokio::select! {
        () = desk.end.notified() => {}
        () = unused => {}
        _ = &mut server => {}
    }
    let _ = ends.send(());
    // Whoever holds a connection open without asking for anything is not waited for.
    let _ = timeout(LAST_ANSWERS, &mut server).await;
    Ok(())
}

/// The pages of a campaign.
fn of_campaign() -> Router<Arc<Desk>> {
    Router::new()
        .route("/", get(today::today))
        .route("/gui", get(send::send))
        .route("/gui/lap/{which}", post(send::make))
        .route("/gui/da-gui", post(send::mark))
        .route("/nhan", get(receive::receive))
        .route("/nhan/doc", post(receive::read))
        .route("/nhan/tep/{name}", put(receive::take))
        .route("/dung", post(receive::cancel))
        .route("/cong-viec", get(receive::standing))
        .route("/don-vi", get(units::units))
        .route("/don-vi/{code}", get(unit::unit))
        .route("/don-vi/{code}/so-sanh", get(versions::versions))
        .route("/so-lieu", get(figures::figures))
        .route("/so-lieu/{id}", get(figure::figure))
        .route("/xem-lai", get(review::review))
        .route("/quyet-dinh", post(decide::decide))
        .route("/hoan-tac", post(decide::take_back))
        .route("/hoi-lai", post(decide::ask))
        .route("/mo-tep/{known}", post(decide::open_known))
        .route("/y-kien", get(opinions::page).post(opinions::save))
        .route("/y-kien/rieng", post(opinions::own_text))
        .route("/y-kien/thu-tu", post(opinions::arrange))
        .route("/bao-cao", get(report::report))
        .route("/bao-cao/lap/{edition}", post(report::write))
        .route("/bao-cao/phat-hanh", post(report::send_out))
        .route("/van-ban/tep/{name}", put(document::take))
        .route("/van-ban/{does}", post(document::work))
        .route("/mo-vua-lap/{which}", post(document::open_made))
        .route("/lap/{paper}", post(papers::write))
        .route("/lam/{what}", post(making::work))
        .route("/lap-lai-so", post(making::rebuild))
        .route("/thoi-ban-giao", post(making::go_on))
        .route("/nhap-thay/{unit}/{does}", post(making::form_of))
        .route("/ban-ky", get(signed::page).post(signed::keep))
        .route("/tinh-hinh", get(standing::page))
        .route("/so/cac-ban", get(editions::page))
        .route("/bo-mau", get(kit::page))
        .route("/so", get(book::book))
        .route("/dot-khac", post(start::other))
        .route("/thiet-lap/don-vi", get(roster::page))
        .route("/thiet-lap/don-vi/tep/{name}", put(roster::take))
        .route("/thiet-lap/don-vi/dan", post(roster::paste))
        .route("/thiet-lap/don-vi/dung", post(roster::place))
        .route("/thiet-lap/don-vi/bo", post(roster::drop_list))
        .route("/thiet-lap/xem-lai", get(last_look::page))
        .route("/thiet-lap/{step}", get(set_up::page).post(set_up::save))
}

/// The first page, and what begins there.
fn of_start() -> Router<Arc<Desk>> {
    Router::new()
        .route("/", get(start::start))
        .route("/dot-moi", get(begin::form).post(begin::make))
        .route("/dot/{id}/mo", post(start::open))
        .route("/dot/{id}/bo", post(start::forget))
        .route("/ban-giao/tep/{name}", put(document::take))
        .route("/ban-giao", post(start::take_over))
        .route("/chon", get(choose::choose))
        .route("/chon/{id}", get(choose::inside))
        .route("/chon/{id}/mo", post(choose::open))
}

/// What every page needs, and who may ask for it.
fn for_all(routes: Router<Arc<Desk>>, desk: &Arc<Desk>) -> Router {
    routes
        .route("/ten", post(decide::name))
        .route("/mo/{token}", get(open))
        .route("/tieng/{lang}", get(answer::language))
        .route("/desk.css", get(style))
        .route("/desk.js", get(script))
        .route("/icon.svg", get(icon))
        .route("/ket-thuc", post(end))
        .fallback(nothing)
        .layer(from_fn_with_state(Arc::clone(desk), guard))
        .with_state(Arc::clone(desk))
}

/// Exchanges the token of the address for the cookie.
async fn open(
    State(desk): State<Arc<Desk>>,
    asked: Asked,
    InAddress(token): InAddress<String>,
) -> Response {
    if !secret::is(&desk.token, &token) {
        return answer::locked(asked.reader);
    }
    let cookie = format!(
        "{}={}; Path=/; HttpOnly; SameSite=Strict",
        desk.cookie(),
        desk.secret
    );
    let page = answer::to(answer::own(asked.get("ve")));
    ([(header::SET_COOKIE, cookie)], page).into_response()
}

async fn style() -> Response {
    let kind = [(header::CONTENT_TYPE, "text/css; charset=utf-8")];
    (kind, include_str!("../../templates/desk/desk.css")).into_response()
}

async fn script() -> Response {
    let kind = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8")];
    (kind, include_str!("../../templates/desk/desk.js")).into_response()
}

async fn icon() -> Response {
    let kind = [(header::CONTENT_TYPE, "image/svg+xml")];
    (kind, include_str!("../../templates/desk/icon.svg")).into_response()
}

async fn end(State(desk): State<Arc<Desk>>, reader: Reader) -> Response {
    // The page that says so still fetches how it looks.
    tokio::spawn(async move {
        sleep(LAST_LOOK).await;
        desk.end.notify_one();
    });
    answer::ended(reader)
}

async fn nothing(reader: Reader) -> Failure {
    Failure::NotThere(reader)
}
