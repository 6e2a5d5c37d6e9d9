//! What Decree 30/2020/NĐ-CP, Appendix I asks of a document's looks, as one table of data.
