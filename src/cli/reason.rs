//! The reason of a decision by which something counts: needed only once the figures are closed.

/// `--reason`, which may be left out.
#[derive(Debug, clap::Args)]
pub(super) struct ReasonWhenClosed {
    #[arg(
        long,
        value_name = "LY-DO",
        default_value = "",
        hide_default_value = true,
        help = "close.arg-reason"
    )]
    pub(super) reason: String,
}
