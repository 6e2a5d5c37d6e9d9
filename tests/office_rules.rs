//! Rules against LibreOffice: the same formula and the same values must give the same result.
