//! All that a page says of a campaign, looked at in one go; it holds nothing open.

pub use crate::campaign::Campaign;
pub use crate::report::letterhead::Letterhead;

use super::book::{Event, log};
use super::close::closed;
use super::issue::{IssuedReport, issued};
use super::obstacle::Obstacle;
use super::status::{Status, status};
use super::{Look, Snapshot, Stop, handed_over, report};
use crate::model::document::Document;
use crate::model::oddity::Oddity;
use crate::report::letterhead::letterhead;
use crate::report::review::odd_message;
use crate::rollup::oddities;
use crate::value::Day;
use crate::words::Message;
use std::sync::OnceLock;

/// A campaign as it stands.
#[derive(Debug)]
pub struct Overview {
    /// Settings, roster, kit.
    pub campaign: Campaign,
    /// Who answered, what was found, all figures.
    pub status: Status,
    /// The report as it reads now, with the lines around its body; why it cannot be told.
    pub document: Result<(Document, Letterhead), Message>,
    /// What stands in the way of a final.
    pub obstacles: Vec<Obstacle>,
    /// That the figures were closed.
    pub closed: Option<Message>,
    /// The report that was issued.
    pub issued: Option<IssuedReport>,
    /// It was handed over: this copy is only looked at.
    pub is_handed_over: bool,
    /// What else there is to say of this copy of the campaign.
    pub told: Vec<Message>,
    /// All that happened.
    pub book: Vec<Event>,
    /// The day on which it was looked at.
    pub today: Day,
    odd: OnceLock<Vec<Oddity>>,
}

impl Overview {
    /// Values that stand out, the oddest first: found when somebody first asks for them.
    pub fn odd(&self) -> &[Oddity] {
        let status = &self.status;
        self.odd
            .get_or_init(|| oddities(&self.campaign.kit, &status.figures, &status.units))
    }
}

/// What is said of a value that stands out.
pub fn odd_said(odd: &Oddity) -> Message {
    odd_message(odd)
}

/// Looks at all of a campaign.
pub fn overview(mut on: Snapshot) -> Result<Overview, Stop> {
    let status = status(&mut on)?;
    let (document, obstacles) = match report::preview(&on.look(), &status) {
        Ok((document, obstacles)) => {
            let lines = letterhead(&document.frame);
            (Ok((document, lines)), obstacles)
        }
        Err(Stop::Wrong(why)) => (Err(why), Vec::new()),
        Err(stop) => return Err(stop),
    };
    let closed = closed(&mut on)?;
    let issued = issued(&mut on, &status)?;
    let told = handed_over::standing(&mut on)?;
    let is_handed_over = handed_over::is_handed_over(&mut on)?;
    let book = log(&mut on, None)?;
    let today = on.look().now.day();
    Ok(Overview {
        campaign: on.campaign,
        status,
        document,
        obstacles,
        closed,
        issued,
        is_handed_over,
        told,
        book,
        today,
        odd: OnceLock::new(),
    })
}
