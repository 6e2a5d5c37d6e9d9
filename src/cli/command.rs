//! All commands: each is entered here, and lives in its own file beside this one.

use super::{Outcome, terminal::Terminal};
use super::{
    accept, assign, brief, call_list, close, combine, consolidate, correct, desk, diff, editions,
    emit, enter, explain, export, extend, feedback, hand_over, ignore, ingest, init, issue, kit,
    letter, lint, log, merge, name, rebuild, reject, report, run, set, settle, signed, status,
    take_over, undo, use_return, validate, waive, without,
};
use crate::app::{Env, Stop};

/// What is typed after `tonghop`.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Command {
    #[command(about = "cli.init")]
    Init(init::InitArgs),
    #[command(about = "cli.emit")]
    Emit(emit::EmitArgs),
    #[command(about = "cli.ingest")]
    Ingest(ingest::IngestArgs),
    #[command(about = "cli.validate")]
    Validate(validate::ValidateArgs),
    #[command(about = "cli.status")]
    Status(status::StatusArgs),
    #[command(about = "cli.consolidate")]
    Consolidate(consolidate::ConsolidateArgs),
    #[command(about = "cli.report")]
    Report(report::ReportArgs),
    #[command(about = "desk.about")]
    Desk(desk::DeskArgs),
    #[command(about = "brief.about")]
    Brief(brief::BriefArgs),
    #[command(about = "issue.about")]
    Issue(issue::IssueArgs),
    #[command(about = "issue.correct")]
    Correct(correct::CorrectArgs),
    #[command(about = "cli.editions")]
    Editions(editions::EditionsArgs),
    #[command(about = "cli.feedback")]
    Feedback(feedback::FeedbackArgs),
    #[command(about = "calls.about")]
    CallList(call_list::CallListArgs),
    #[command(about = "cli.letter")]
    Letter(letter::LetterArgs),
    #[command(about = "cli.diff")]
    Diff(diff::DiffArgs),
    #[command(about = "cli.log")]
    Log(log::LogArgs),
    #[command(about = "export.about")]
    Export(export::ExportArgs),
    #[command(about = "handover.about")]
    HandOver(hand_over::HandOverArgs),
    #[command(about = "handover.about-take")]
    TakeOver(take_over::TakeOverArgs),
    #[command(about = "cli.lint")]
    Lint(lint::LintArgs),
    #[command(about = "cli.run")]
    Run(run::RunArgs),
    #[command(about = "cli.explain")]
    Explain(explain::ExplainArgs),
    #[command(about = "cli.accept")]
    Accept(accept::AcceptArgs),
    #[command(about = "enter.reject")]
    Reject(reject::RejectArgs),
    #[command(about = "enter.about-form")]
    Enter(enter::EnterArgs),
    #[command(about = "enter.about")]
    Set(set::SetArgs),
    #[command(about = "cli.settle")]
    Settle(settle::SettleArgs),
    #[command(about = "cli.without")]
    Without(without::WithoutArgs),
    #[command(about = "cli.waive")]
    Waive(waive::WaiveArgs),
    #[command(about = "due.about")]
    Extend(extend::ExtendArgs),
    #[command(about = "signed.about")]
    Signed(signed::SignedArgs),
    #[command(about = "close.about")]
    Close(close::CloseArgs),
    #[command(about = "cli.combine")]
    Combine(combine::CombineArgs),
    #[command(name = "use", about = "cli.use")]
    Use(use_return::UseArgs),
    #[command(about = "cli.assign")]
    Assign(assign::AssignArgs),
    #[command(about = "cli.ignore")]
    Ignore(ignore::IgnoreArgs),
    #[command(about = "cli.merge")]
    Merge(merge::MergeArgs),
    #[command(about = "cli.undo")]
    Undo(undo::UndoArgs),
    #[command(about = "due.name-about")]
    Name(name::NameArgs),
    #[command(about = "cli.rebuild")]
    Rebuild(rebuild::RebuildArgs),
    #[command(
        about = "cli.kit",
        override_usage = "tonghop kit check <THU-MUC>",
        disable_help_subcommand = true
    )]
    Kit {
        #[command(subcommand)]
        action: kit::KitCommand,
    },
}

impl Command {
    /// Does what was asked.
    pub(super) fn run(&self, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
        match self {
            Self::Init(args) => init::run(args, env, terminal),
            Self::Emit(args) => emit::run(args, env, terminal),
            Self::Ingest(args) => ingest::run(args, env, terminal),
            Self::Validate(args) => validate::run(args, env, terminal),
            Self::Status(args) => status::run(args, env, terminal),
            Self::Consolidate(args) => consolidate::run(args, env, terminal),
            Self::Report(args) => report::run(args, env, terminal),
            Self::Desk(args) => desk::run(args, env, terminal),
            Self::Brief(args) => brief::run(args, env, terminal),
            Self::Issue(args) => issue::run(args, env, terminal),
            Self::Correct(args) => correct::run(args, env, terminal),
            Self::Editions(args) => editions::run(args, env, terminal),
            Self::Feedback(args) => feedback::run(args, env, terminal),
            Self::CallList(args) => call_list::run(args, env, terminal),
            Self::Letter(args) => letter::run(args, env, terminal),
            Self::Diff(args) => diff::run(args, env, terminal),
            Self::Log(args) => log::run(args, env, terminal),
            Self::Export(args) => export::run(args, env, terminal),
            Self::HandOver(args) => hand_over::run(args, env, terminal),
            Self::TakeOver(args) => take_over::run(args, &env, terminal),
            Self::Lint(args) => lint::run(args, env, terminal),
            Self::Run(args) => run::run(args, env, terminal),
            Self::Explain(args) => explain::run(args, env, terminal),
            Self::Accept(args) => accept::run(args, env, terminal),
            Self::Reject(args) => reject::run(args, env, terminal),
            Self::Enter(args) => enter::run(args, env, terminal),
            Self::Set(args) => set::run(args, env, terminal),
            Self::Settle(args) => settle::run(args, env, terminal),
            Self::Without(args) => without::run(args, env, terminal),
            Self::Waive(args) => waive::run(args, env, terminal),
            Self::Signed(args) => signed::run(args, env, terminal),
            Self::Extend(args) => extend::run(args, env, terminal),
            Self::Close(args) => close::run(args, env, terminal),
            Self::Combine(args) => combine::run(args, env, terminal),
            Self::Use(args) => use_return::run(args, env, terminal),
            Self::Assign(args) => assign::run(args, env, terminal),
            Self::Ignore(args) => ignore::run(args, env, terminal),
            Self::Merge(args) => merge::run(args, env, terminal),
            Self::Undo(args) => undo::run(args, env, terminal),
            Self::Name(args) => name::run(args, &env, terminal),
            Self::Rebuild(args) => rebuild::run(args, env, terminal),
            Self::Kit { action } => kit::run(action, terminal),
        }
    }
}
