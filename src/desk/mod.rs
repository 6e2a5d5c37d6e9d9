//! The desk: a campaign as pages in the browser of whoever sits at the machine, served by this program to it alone.
//!
//! Knows `app` and `view`; no decision is made here. Each page is a plain view of an [`Overview`](crate::app::overview::Overview),
//! said in a language and filled into a template; each button is one call of `app`. Nothing is held open between requests.

mod answer;
mod arrive;
mod begin;
mod book;
mod by_hand;
mod chart;
mod choose;
mod decide;
mod document;
mod editions;
mod fields;
mod figure;
mod figures;
mod found;
mod frame;
mod guard;
mod held;
mod house;
mod item;
mod jobs;
mod kit;
mod last_look;
mod last_paper;
mod listed;
mod making;
mod named;
mod odd;
mod offered;
mod opinions;
mod outcome;
mod page;
mod papers;
mod plain_frame;
mod progress;
mod reader;
mod receive;
mod report;
mod review;
mod roster;
mod said;
mod secret;
mod send;
mod server;
mod set_up;
mod sheet;
mod shown;
mod signed;
mod standing;
mod start;
mod state;
mod today;
mod told;
mod unit;
mod units;
mod versions;
mod work;

pub use house::{Options, Ready};
pub use server::desk;
