//! Secrets that nobody guesses, and how they are compared.

use crate::app::Stop;
use crate::msg;
use crate::words::system;

/// A new one: 32 bytes of the system's randomness, as hexadecimal digits.
pub(super) fn drawn() -> Result<String, Stop> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)
        .map_err(|e| Stop::Fault(msg!("desk.no-secret", detail = system::fault(&e))))?;
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let digits = digits.filter_map(|digit| char::from_digit(u32::from(digit), 16));
    Ok(digits.collect())
}

/// Whether a text is the secret; takes as long for a wrong one as for the right one.
pub(super) fn is(secret: &str, said: &str) -> bool {
    let differ = |(a, b): (u8, u8)| a ^ b;
    let differences = secret.bytes().zip(said.bytes()).map(differ);
    secret.len() == said.len() && differences.fold(0, |all, one| all | one) == 0
}
