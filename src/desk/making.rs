//! What is made at the press of a button besides papers: tables for other programs, a campaign handed over, where it
//! stands as a page to send, forms that the officer fills for units.

use super::answer::{Failure, begun, beside, own, to};
use super::decide::{Fields, field};
use super::jobs;
use super::reader::Reader;
use super::said::beside_another;
use super::standing;
use super::state::Desk;
use super::work::{Came, Job, TakenIn};
use crate::app::enter_form::{made, make, take};
use crate::app::enter_table::enter_table;
use crate::app::erratum::erratum;
use crate::app::export::export;
use crate::app::hand_over::{hand_over, take_back};
use crate::app::open_file::open_path;
use crate::app::send::drafts;
use crate::app::{Stop, Task, Workspace};
use crate::msg;
use axum::extract::{Form, Path as InAddress, State};
use axum::response::Response;
use std::path::Path;
use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;

/// Units that are named before the rest is only counted.
const NAMED: usize = 20;

/// How often it is looked whether the ledger is there again.
const LOOKS_AGAIN: Duration = Duration::from_millis(50);

/// Makes something.
pub(super) async fn work(
    State(desk): State<Arc<Desk>>,
    reader: Reader,
    InAddress(what): InAddress<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, Failure> {
    let back = own(field(&fields, "ve")).to_owned();
    let work: fn(&Desk, &Fields, &Task, Reader) -> Result<Came, Stop> = match what.as_str() {
        "xuat-du-lieu" => |desk, _, task, _| exported(desk, task),
        "ban-giao" => |desk, fields, _, _| handed_over(desk, field(fields, "nguoi-nhan")),
        "tinh-hinh" => |desk, _, _, reader| standing::written(desk, reader),
        "nhap-thay" => |desk, fields, _, _| entry_form(desk, field(fields, "don-vi")),
        "bang-nhap-thay" => |desk, _, _, _| entry_table(desk),
        "thu-nhap" => |desk, _, task, _| drafts_of_mails(desk, task),
        "dinh-chinh" => |desk, fields, _, _| corrected(desk, fields),
        _ => return Err(Failure::NotThere(reader)),
    };
    let own = Arc::clone(&desk);
    let is_begun = desk
        .work
        .begin(Job::Paper, move |task| work(&own, &fields, task, reader));
    begun(is_begun, &back, reader)
}

fn exported(desk: &Desk, task: &Task) -> Result<Came, Stop> {
    let done = export(&mut desk.snapshot()?, None, task)?;
    let mut told = Vec::new();
    if done.folder.renamed {
        told.push(msg!("export.beside"));
    }
    Ok(Came::Made(done.folder.path, told))
}

fn handed_over(desk: &Desk, receiver: &str) -> Result<Came, Stop> {
    let done = hand_over(&mut desk.session()?, None, receiver)?;
    let mut told = vec![msg!("desk.handed-over", count = done.packed.files)];
    if !done.packed.left.is_empty() {
        told.push(msg!("handover.left", names = done.packed.left.join(", ")));
    }
    Ok(Came::Made(done.file, told))
}

/// This copy goes on again.
pub(super) async fn go_on(
    State(desk): State<Arc<Desk>>,
    reader: Reader,
    Form(fields): Form<Fields>,
) -> Result<Response, Failure> {
    beside(desk, reader, move |desk| {
        let workspace = Workspace::open(&desk.root, desk.env())?;
        take_back(&mut workspace.session_to_go_on()?, field(&fields, "ly-do"))
    })
    .await?;
    Ok(to("/so"))
}

fn entry_form(desk: &Desk, unit: &str) -> Result<Came, Stop> {
    let mut session = desk.session()?;
    let made = make(&mut session, unit)?;
    let mut told = std::mem::take(&mut session.told);
    told.push(match made.before {
        Some(before) => msg!(
            "desk.entry-form-over",
            unit = made.unit.name,
            before = before
        ),
        None => msg!("desk.entry-form", unit = made.unit.name),
    });
    told.extend(beside_another(&made.form));
    Ok(Came::Made(made.form.path, told))
}

fn entry_table(desk: &Desk) -> Result<Came, Stop> {
    let mut session = desk.session()?;
    let made = enter_table(&mut session)?;
    let mut told = std::mem::take(&mut session.told);
    told.extend(made.carried.done);
    told.extend(made.carried.asked);
    told.extend(
        made.tables
            .iter()
            .filter_map(|(output, _)| beside_another(output)),
    );
    let Some((output, count)) = made.tables.into_iter().next() else {
        told.push(msg!("desk.entry-table-nobody"));
        return Ok(Came::Paper(None, told));
    };
    told.push(msg!("desk.entry-table", count = count));
    Ok(Came::Made(output.path, told))
}

fn drafts_of_mails(desk: &Desk, task: &Task) -> Result<Came, Stop> {
    let done = drafts(&mut desk.session()?, task)?;
    let mut told = vec![msg!("desk.drafts", count = done.count)];
    if !done.without.is_empty() {
        let names: Vec<&str> = done
            .without
            .iter()
            .take(NAMED)
            .map(String::as_str)
            .collect();
        let count = done.without.len();
        told.push(msg!(
            "desk.drafts-without",
            count = count,
            units = names.join(", ")
        ));
    }
    Ok(Came::Made(done.folder, told))
}

/// A letter that corrects misprints of an issued report: what was printed and how it should read, a line each.
fn corrected(desk: &Desk, fields: &Fields) -> Result<Came, Stop> {
    let lines = |name| {
        let lines = field(fields, name).lines().map(str::trim);
        lines.filter(|line| !line.is_empty()).map(str::to_owned)
    };
    let (printed, reads): (Vec<_>, Vec<_>) = (lines("da-in").collect(), lines("dung").collect());
    if printed.len() != reads.len() {
        return Err(Stop::Wrong(msg!("desk.erratum-lines")));
    }
    let pairs: Vec<(String, String)> = printed.into_iter().zip(reads).collect();
    let output = erratum(&mut desk.session()?, &pairs, field(fields, "ly-do"))?;
    let told = beside_another(&output).into_iter().collect();
    Ok(Came::Made(output.path, told))
}

/// Makes the ledger again, and waits for it: until then no page can be shown.
pub(super) async fn rebuild(
    State(desk): State<Arc<Desk>>,
    reader: Reader,
) -> Result<Response, Failure> {
    let own = Arc::clone(&desk);
    let is_begun = desk.work.begin(Job::Paper, move |task| rebuilt(&own, task));
    beside(desk, reader, |desk| {
        while desk.work.running().is_some() {
            sleep(LOOKS_AGAIN);
        }
        Ok(())
    })
    .await?;
    begun(is_begun, "/", reader)
}

fn rebuilt(desk: &Desk, task: &Task) -> Result<Came, Stop> {
    let rebuilt = Workspace::open(&desk.root, desk.env())?.rebuild(task)?;
    let mut told = vec![msg!(
        "cli.rebuilt",
        receipts = rebuilt.receipts,
        decisions = rebuilt.decisions,
        editions = rebuilt.editions
    )];
    if let Some(aside) = &rebuilt.aside {
        told.push(msg!("cli.rebuilt-aside", file = aside.display()));
    }
    told.extend(rebuilt.lost);
    Ok(Came::Done(told))
}

/// What is done with the form that was made for the officer to fill.
pub(super) async fn form_of(
    State(desk): State<Arc<Desk>>,
    reader: Reader,
    InAddress((unit, does)): InAddress<(String, String)>,
    Form(fields): Form<Fields>,
) -> Result<Response, Failure> {
    let back = own(field(&fields, "ve")).to_owned();
    let code = unit.clone();
    let path = beside(Arc::clone(&desk), reader, move |desk| {
        let seen = desk.seen()?;
        let gone = || Stop::Wrong(msg!("desk.not-there-yet"));
        made(&seen.campaign, &code).ok_or_else(gone)
    });
    let path = path.await?;
    match does.as_str() {
        "mo" => {
            beside(desk, reader, move |desk| open_path(&path, desk.opener)).await?;
            Ok(to(&back))
        }
        "nhan" => {
            let own = Arc::clone(&desk);
            let is_begun = desk
                .work
                .begin(Job::Intake, move |task| taken(&own, (&unit, &path), task));
            begun(is_begun, "/nhan", reader)
        }
        _ => Err(Failure::NotThere(reader)),
    }
}

fn taken(desk: &Desk, (unit, path): (&str, &Path), task: &Task) -> Result<Came, Stop> {
    let mut session = desk.session()?;
    let all = take(&mut session, unit, path, task)?;
    let told = jobs::told(&session);
    let taken = all.into_iter().filter_map(TakenIn::new);
    Ok(Came::Received(taken.collect(), told))
}
