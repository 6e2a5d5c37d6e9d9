//! Where a campaign stands, as a page to send: an output like any other, whoever made its words.

use super::{Output, Session, Stop};
use crate::store::folder;

/// Writes the page into the folder of results.
pub fn place(session: &mut Session, page: &str) -> Result<Output, Stop> {
    let results = session.campaign.root.join(folder::RESULTS);
    session.place_output(&results, folder::STANDING, page.as_bytes())
}
