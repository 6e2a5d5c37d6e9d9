//! Names of sheets and ranges, and the functions that Excel 2010 has.

use super::package::{Package, whole};
use super::{Measure, Problem, Refusal};
use crate::rule::reads_as_cell;
use std::collections::BTreeSet;

/// Checks how sheets and ranges are called.
pub(super) fn check(package: &Package, problems: &mut Vec<Problem>) {
    let mut wrong = |what: Refusal| problems.push(whole(what));
    let mut sheets = BTreeSet::new();
    for sheet in &package.sheets {
        let name = &sheet.name;
        let length = name.encode_utf16().count();
        if let Some(long) = Measure::SheetName.over(length) {
            wrong(long);
        }
        let is_plain = !name.is_empty()
            && !name.contains(['[', ']', ':', '*', '?', '/', '\\'])
            && !name.starts_with('\'')
            && !name.ends_with('\'')
            // Excel keeps this one for the history of changes.
            && name.to_lowercase() != "history";
        if !is_plain {
            wrong(Refusal::SheetName(name.clone()));
        }
        if !sheets.insert(name.to_lowercase()) {
            wrong(Refusal::Twice(name.clone()));
        }
    }
    let mut names = BTreeSet::new();
    for defined in &package.names {
        let name = &defined.name;
        if let Some(long) = Measure::DefinedName.over(name.encode_utf16().count()) {
            wrong(long);
        }
        if !is_name(name) {
            wrong(Refusal::DefinedName(name.clone()));
        }
        if !names.insert((defined.sheet, name.to_lowercase())) {
            wrong(Refusal::Twice(name.clone()));
        }
    }
}

/// Letters, digits, underscores and points, not begun by a digit or a point, and no cell.
fn is_name(name: &str) -> bool {
    let begins = |c: char| c.is_alphabetic() || matches!(c, '_' | '\\');
    let goes_on = |c: char| begins(c) || c.is_numeric() || matches!(c, '.' | '?');
    let is_logical = ["true", "false"].contains(&name.to_lowercase().as_str());
    name.starts_with(begins) && name.chars().all(goes_on) && !is_logical && !reads_as_cell(name)
}

/// Whether Excel 2010 has a function, as a file of Excel 2007 or later writes its name: the functions of ISO/IEC
/// 29500-1, 18.17.7. Those that came later stand with `_xlfn.` before them.
pub(super) fn is_function(name: &str) -> bool {
    FUNCTIONS.split_whitespace().any(|known| known == name)
}

const FUNCTIONS: &str = "
    ABS ACCRINT ACCRINTM ACOS ACOSH ADDRESS AMORDEGRC AMORLINC AND AREAS ASC ASIN ASINH ATAN ATAN2 ATANH AVEDEV AVERAGE
    AVERAGEA AVERAGEIF AVERAGEIFS BAHTTEXT BESSELI BESSELJ BESSELK BESSELY BETADIST BETAINV BIN2DEC BIN2HEX BIN2OCT
    BINOMDIST CEILING CELL CHAR CHIDIST CHIINV CHITEST CHOOSE CLEAN CODE COLUMN COLUMNS COMBIN COMPLEX CONCATENATE
    CONFIDENCE CONVERT CORREL COS COSH COUNT COUNTA COUNTBLANK COUNTIF COUNTIFS COUPDAYBS COUPDAYS COUPDAYSNC COUPNCD
    COUPNUM COUPPCD COVAR CRITBINOM CUBEKPIMEMBER CUBEMEMBER CUBEMEMBERPROPERTY CUBERANKEDMEMBER CUBESET CUBESETCOUNT
    CUBEVALUE CUMIPMT CUMPRINC DATE DATEDIF DATEVALUE DAVERAGE DAY DAYS360 DB DCOUNT DCOUNTA DDB DEC2BIN DEC2HEX DEC2OCT
    DEGREES DELTA DEVSQ DGET DISC DMAX DMIN DOLLAR DOLLARDE DOLLARFR DPRODUCT DSTDEV DSTDEVP DSUM DURATION DVAR DVARP
    EDATE EFFECT EOMONTH ERF ERFC ERROR.TYPE EUROCONVERT EVEN EXACT EXP EXPONDIST FACT FACTDOUBLE FALSE FDIST FIND FINDB
    FINV FISHER FISHERINV FIXED FLOOR FORECAST FREQUENCY FTEST FV FVSCHEDULE GAMMADIST GAMMAINV GAMMALN GCD GEOMEAN
    GESTEP GETPIVOTDATA GROWTH HARMEAN HEX2BIN HEX2DEC HEX2OCT HLOOKUP HOUR HYPERLINK HYPGEOMDIST IF IFERROR IMABS
    IMAGINARY IMARGUMENT IMCONJUGATE IMCOS IMDIV IMEXP IMLN IMLOG10 IMLOG2 IMPOWER IMPRODUCT IMREAL IMSIN IMSQRT IMSUB
    IMSUM INDEX INDIRECT INFO INT INTERCEPT INTRATE IPMT IRR ISBLANK ISERR ISERROR ISEVEN ISLOGICAL ISNA ISNONTEXT
    ISNUMBER ISODD ISPMT ISREF ISTEXT JIS KURT LARGE LCM LEFT LEFTB LEN LENB LINEST LN LOG LOG10 LOGEST LOGINV
    LOGNORMDIST LOOKUP LOWER MATCH MAX MAXA MDETERM MDURATION MEDIAN MID MIDB MIN MINA MINUTE MINVERSE MIRR MMULT MOD
    MODE MONTH MROUND MULTINOMIAL N NA NEGBINOMDIST NETWORKDAYS NOMINAL NORMDIST NORMINV NORMSDIST NORMSINV NOT NOW NPER
    NPV OCT2BIN OCT2DEC OCT2HEX ODD ODDFPRICE ODDFYIELD ODDLPRICE ODDLYIELD OFFSET OR PEARSON PERCENTILE PERCENTRANK
    PERMUT PHONETIC PI PMT POISSON POWER PPMT PRICE PRICEDISC PRICEMAT PROB PRODUCT PROPER PV QUARTILE QUOTIENT RADIANS
    RAND RANDBETWEEN RANK RATE RECEIVED REPLACE REPLACEB REPT RIGHT RIGHTB ROMAN ROUND ROUNDDOWN ROUNDUP ROW ROWS RSQ
    RTD SEARCH SEARCHB SECOND SERIESSUM SIGN SIN SINH SKEW SLN SLOPE SMALL SQRT SQRTPI STANDARDIZE STDEV STDEVA STDEVP
    STDEVPA STEYX SUBSTITUTE SUBTOTAL SUM SUMIF SUMIFS SUMPRODUCT SUMSQ SUMX2MY2 SUMX2PY2 SUMXMY2 SYD T TAN TANH
    TBILLEQ TBILLPRICE TBILLYIELD TDIST TEXT TIME TIMEVALUE TINV TODAY TRANSPOSE TREND TRIM TRIMMEAN TRUE TRUNC TTEST
    TYPE UPPER VALUE VAR VARA VARP VARPA VDB VLOOKUP WEEKDAY WEEKNUM WEIBULL WORKDAY XIRR XNPV YEAR YEARFRAC YIELD
    YIELDDISC YIELDMAT ZTEST";
