//! The desk: the pages of a campaign, and that nobody gets at them but who opened them.

#[path = "../support/campaign_run.rs"]
mod campaign_run;
mod filled;
#[path = "../support/package.rs"]
mod package;
mod served;

mod adverse;
mod begun;
mod by_hand;
mod chosen;
mod decided;
mod documents;
mod dropped;
mod handed;
mod opinions;
mod pages;
mod safe;
mod sent;
