//! Whose return a file is, and of which campaign.
