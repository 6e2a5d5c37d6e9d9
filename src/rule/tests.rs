use super::*;
use crate::words::Lang;

fn formula(source: &str) -> Formula {
    Formula::parse(source).unwrap_or_else(|e| panic!("{source}: {e:?}"))
}

fn mistakes(source: &str) -> String {
    let errors = Formula::parse(source).err().unwrap_or_default();
    let told: Vec<String> = errors
        .iter()
        .map(|e| {
            assert!(source.get(e.at.clone()).is_some(), "{source}: {:?}", e.at);
            assert!(!e.message.say(Lang::Vi).contains('{'), "{:?}", e.message);
            let help = e.help.as_ref().map(|h| h.say(Lang::En));
            let help = help.map_or_else(String::new, |h| format!(" ({h})"));
            format!("{}:{}{help}", &source[e.at.clone()], e.message.id)
        })
        .collect();
    told.join(" | ")
}

#[test]
fn each_mistake_is_told_at_its_characters() {
    for (source, wanted) in [
        ("a + b1", "b1:rule.cell"),
        (
            "SUM(A1:B2) > $C$1",
            "::rule.range | $:rule.absolute | $:rule.absolute",
        ),
        (
            "RUOND(a, 1) = b",
            "RUOND:rule.function (Did you mean ROUND?)",
        ),
        ("a = Sheet1!b", "!:rule.sheet"),
        ("[1]x + a", "[1]:rule.no-column"),
        ("a] + b", "]:rule.unopened"),
        ("a[b + d", "[:rule.unclosed"),
        ("SUM(a[])  + []", "[]:rule.no-column"),
        ("SUM(a[b1]) + b2[d]", "[b1]:rule.no-column"),
        ("SUM(b2[d]) = 1", "b2[d]:rule.cell"),
        ("xa[ho] > 3", "xa[ho]:rule.column-as-value (Write xa.ho)"),
        ("[ho] > 3", "[ho]:rule.column-as-value (Write ho)"),
        (
            "-kq[]",
            "kq[]:rule.column-as-value (Write a function that takes the column, for example SUM(kq[]).)",
        ),
        (
            "COUNTIF(xa.tc_1, 3)",
            "xa.tc_1:rule.needs-column (Write xa[tc_1])",
        ),
        ("LARGE(ho, 1)", "ho:rule.needs-column (Write [ho])"),
        ("SUMPRODUCT(a[b], x + 2)", "+:rule.needs-column"),
        ("COUNTIF(a[b], \"<>x\")", "\"<>x\":rule.criterion-differs"),
        ("COUNTIF(a[b], \"x*\")", "\"x*\":rule.criterion-wildcard"),
        ("COUNTIF(a[b], \">\")", "\">\":rule.criterion-blank"),
        ("COUNTIF(a[b], \">x\")", "\">x\":rule.criterion-order"),
        ("COUNTIFS(a[b], 1, a[d])", "COUNTIFS:rule.arguments"),
        ("SUM({1,2})", "{:rule.array | }:rule.array"),
        ("@a", "@:rule.at-sign"),
        ("(a, b)", ",:rule.union"),
        ("a b", "b:rule.no-operator"),
        ("a + #N/A", "#:rule.error-value"),
        ("=a", "=:rule.leading-equals"),
        ("  ", "  :rule.empty"),
        ("(a + b", "(:rule.unclosed"),
        ("a + b)", "):rule.unopened"),
        ("a = \"Có", "\":rule.unclosed-text"),
        ("a +", ":rule.ends-early"),
        ("a + * b", "*:rule.syntax"),
        (
            "IF(a; b; d)",
            ";:rule.character (Write ,) | ;:rule.character (Write ,)",
        ),
        ("a ≥ 1", "≥:rule.character (Write >=)"),
        ("tổng = 1", "ổ:rule.character"),
        ("a..b = 1", "a..b:rule.not-a-name"),
        ("ROUND(a)", "ROUND:rule.arguments"),
        ("IF(a, , 1)", "IF:rule.argument-missing"),
        ("\"7\" + a", "\"7\":rule.text-in-sum"),
        ("SUM(a & b)", "&:rule.text-in-sum"),
        ("AND(\"x\")", "\"x\":rule.text-in-sum"),
        (
            "a1 + b1 = FOO(d)",
            "a1:rule.cell | b1:rule.cell | FOO:rule.function (Available functions: ",
        ),
    ] {
        let told = mistakes(source);
        let whole = if wanted.ends_with("functions: ") {
            told.starts_with(wanted)
        } else {
            told == wanted
        };
        assert!(whole, "{source}\n told  {told}\n wanted {wanted}");
    }
}

#[test]
fn length_and_depth_are_bounded() {
    assert_eq!(
        mistakes(&"a+".repeat(1001)).split(':').next_back(),
        Some("rule.too-long")
    );
    let nested = |levels: usize| format!("{}a{}", "ABS(".repeat(levels), ")".repeat(levels));
    assert_eq!(mistakes(&nested(51)), "(:rule.too-deep");
    assert_eq!(mistakes(&nested(50)), "");
    let bracketed = format!("{}a{}", "(".repeat(500), ")".repeat(500));
    assert_eq!(mistakes(&bracketed), "(:rule.too-deep");
    let sum = (0..180)
        .map(|i| format!("dong_{i}"))
        .collect::<Vec<_>>()
        .join("+");
    assert_eq!(formula(&sum).names().len(), 180);
}

#[test]
fn names_come_in_order_of_first_use_with_their_place() {
    let f = formula("xa.may_b + nan = SUM(inf, xa.may_b)");
    let names: Vec<_> = f.names().into_iter().map(|n| (n.text, n.at)).collect();
    let wanted = [("xa.may_b", 0..8), ("nan", 11..14), ("inf", 21..24)];
    assert_eq!(names, wanted.map(|(n, at)| (n.to_owned(), at)));
}

#[test]
fn a_name_only_asked_whether_blank_need_not_be_answered() {
    let f = formula("OR(ISBLANK(ly_do), COUNTA(x_a, x_b) > 1, so_luong > 0)");
    assert_eq!(f.needs(), ["so_luong"]);
    assert_eq!(formula("ISBLANK(a & \"\")").needs(), ["a"]);
}

#[test]
fn a_name_is_numeric_where_a_number_is_needed() {
    for (source, wanted) in [
        ("a + b", "a b"),
        ("a = 5", "a"),
        ("5 < a", "a"),
        ("a = \"Có\"", ""),
        ("a = b", ""),
        ("a = b + d", "a b d"),
        ("IF(a = \"Có\", b, d) * 2", "b d"),
        ("IF(a = \"Có\", b, d)", ""),
        ("ROUND(a, 1) = +b", "a b"),
        ("AND(a, ISNUMBER(b), LEN(d) > 2)", ""),
        ("YEAR(ngay) = 2020", "ngay"),
        ("-a", "a"),
        ("a%", "a"),
    ] {
        assert_eq!(
            formula(source).numeric_names().join(" "),
            wanted,
            "{source}"
        );
    }
}

#[test]
fn a_formula_waits_then_is_not_judged_then_asks_for_numbers() {
    let f = formula("a + b = d");
    let with = |a: Answered, b: Answered| {
        f.judge(&|name| match name {
            "a" => a.clone(),
            "b" => b.clone(),
            _ => Answered::Value(Operand::Number(3.0)),
        })
    };
    let n = |x| Answered::Value(Operand::Number(x));
    let t = || Answered::Value(Operand::Text("hai".to_owned()));
    assert_eq!(with(n(1.0), n(2.0)), Outcome::Holds);
    assert_eq!(with(n(1.0), n(1.0)), Outcome::Broken);
    let (waiting, nil) = (vec!["a".to_owned()], vec!["b".to_owned()]);
    assert_eq!(with(Answered::Unanswered, t()), Outcome::NotYet { waiting });
    assert_eq!(
        with(Answered::Unanswered, Answered::NotApplicable),
        Outcome::NotJudged { nil }
    );
    assert_eq!(
        with(n(1.0), t()),
        Outcome::NotNumber {
            name: "b".to_owned()
        }
    );
    let error = Answered::Value(Operand::Error(ExcelError::Div0));
    assert_eq!(with(error, n(1.0)), Outcome::Undefined(ExcelError::Div0));
}

#[test]
fn a_number_beside_text_is_no_comparison_but_two_texts_are() {
    let f = formula("a = b");
    let with = |a: Operand, b: Operand| {
        f.judge(&|name| Answered::Value(if name == "a" { a.clone() } else { b.clone() }))
    };
    let (n, t) = (Operand::Number(7.0), Operand::Text("7".to_owned()));
    assert_eq!(
        with(n.clone(), t.clone()),
        Outcome::NotNumber {
            name: "b".to_owned()
        }
    );
    assert_eq!(
        with(t.clone(), n),
        Outcome::NotNumber {
            name: "a".to_owned()
        }
    );
    assert_eq!(with(t.clone(), t), Outcome::Holds);
}

/// Names by a closure, and one column for all.
struct Columns<F>(F, Vec<Answered>);

impl<F: Fn(&str) -> Answered> Lookup for Columns<F> {
    fn name(&self, name: &str) -> Answered {
        self.0(name)
    }

    fn column(&self, _: &ColumnName) -> Vec<Answered> {
        self.1.clone()
    }
}

fn number(n: f64) -> Answered {
    Answered::Value(Operand::Number(n))
}

#[test]
fn a_function_takes_the_values_of_a_column() {
    let text = |t: &str| Answered::Value(Operand::Text(t.to_owned()));
    let column = vec![
        number(4.0),
        Answered::NotApplicable,
        number(1.0),
        text("Đạt"),
        number(4.0),
        Answered::Value(Operand::Blank),
    ];
    for (source, wanted) in [
        ("SUM(a[b], 1)", "10"),
        ("COUNT(a[b])", "3"),
        ("COUNTA(a[b])", "4"),
        ("AVERAGE(a[b])", "3"),
        ("MEDIAN(a[b])", "4"),
        ("MEDIAN(a[b], 2)", "3"),
        ("MIN(a[b])", "1"),
        ("LARGE(a[b], 3)", "1"),
        ("LARGE(a[b], 4)", "Num"),
        ("SMALL(a[b], 2)", "4"),
        ("RANK(1, a[b])", "3"),
        ("RANK(4, a[b], 1)", "2"),
        ("RANK(5, a[b])", "NotAvailable"),
        ("COUNTIF(a[b], \"đạt\")", "1"),
        ("COUNTIF(a[b], 4)", "2"),
        ("COUNTIF(a[b], \">=\" & 150%)", "2"),
        ("COUNTIF(a[b], \">100%\")", "2"),
        ("COUNTIFS(a[b], \">1\", a[b], \"<4\")", "0"),
        ("SUMIF(a[b], \">1\")", "8"),
        ("SUMIFS(a[b], a[b], \"<4\")", "1"),
        ("AVERAGEIF(a[b], \">9\")", "Div0"),
        ("SUMPRODUCT(a[b], a[b])", "33"),
    ] {
        let got = match formula(source).compute_at(&Columns(|_: &str| number(0.0), column.clone()))
        {
            Computed::Value(Operand::Number(n)) => n.to_string(),
            Computed::Value(Operand::Error(error)) => format!("{error:?}"),
            other => format!("{other:?}"),
        };
        assert_eq!(got, wanted, "{source}");
    }
    let waits = formula("SUM(a[b])").compute_at(&Columns(
        |_: &str| number(0.0),
        vec![number(1.0), Answered::Unanswered],
    ));
    let waiting = vec!["a[b]".to_owned()];
    assert_eq!(waits, Computed::NotYet { waiting });
}

fn live_words() -> LiveWords {
    LiveWords {
        not_yet: "Chưa".to_owned(),
        not_number: "Số".to_owned(),
        not_judged: "Thôi".to_owned(),
        holds: "Đạt \"rồi\"".to_owned(),
        broken: "Sửa".to_owned(),
    }
}

fn guards(source: &str, about: &dyn Fn(&str) -> LiveName) -> Vec<(String, u8)> {
    let guards = formula(source).live_guards(about);
    guards.into_iter().map(|g| (g.formula, g.blank)).collect()
}

#[test]
fn a_live_check_has_a_guard_for_each_name_in_the_order_of_the_judgement() {
    let about = |n: &str| LiveName {
        status: (n != "d").then(|| format!("{n}__tt")),
        ..LiveName::default()
    };
    let of = |text: &str| (text.to_owned(), 2);
    assert_eq!(
        guards("a + b = d", &about),
        [
            of("IF(COUNTA(a)<COUNTA(a__tt),3,IF(COUNTA(a)=0,2,IF(COUNT(a)=0,1,0)))"),
            of("IF(COUNTA(b)<COUNTA(b__tt),3,IF(COUNTA(b)=0,2,IF(COUNT(b)=0,1,0)))"),
            of("IF(COUNTA(d)=0,2,IF(COUNT(d)=0,1,0))"),
        ]
    );
    let f = formula("a + b = d");
    assert_eq!(
        f.live_check(&live_words(), Some("$A$1:$C$1")),
        "CHOOSE(MAX($A$1:$C$1)+1,IFERROR(IF(a + b = d,\"Đạt \"\"rồi\"\"\",\"Sửa\"),\"Sửa\"),\"Số\",\"Chưa\",\"Thôi\")"
    );
}

#[test]
fn a_live_check_does_not_wait_for_what_may_stay_blank_but_for_rows_of_a_list() {
    let about = |n: &str| LiveName {
        status: None,
        blank: match n {
            "a" => LiveBlank::Answer,
            "b" => LiveBlank::ZeroIsNotYet,
            "n" => LiveBlank::Counted,
            _ => LiveBlank::NotYet,
        },
        state: None,
    };
    assert_eq!(
        guards("a + b + n > d", &about),
        [
            ("IF(COUNT(a)<COUNTA(a),1,0)".to_owned(), 0),
            ("IF(b=0,2,IF(COUNT(b)=0,1,0))".to_owned(), 2),
            ("IF(COUNTA(d)=0,2,IF(COUNT(d)=0,1,0))".to_owned(), 2),
        ]
    );
}

#[test]
fn a_live_check_of_two_names_beside_each_other_wants_both_to_be_numbers_or_neither() {
    let about = |_: &str| LiveName {
        status: None,
        blank: LiveBlank::Answer,
        state: None,
    };
    let beside = "IF(AND(COUNTA(a,b)=2,ISNUMBER(a)<>ISNUMBER(b)),1,0)".to_owned();
    assert_eq!(guards("a = b", &about), [(beside, 0)]);
    assert_eq!(guards("ISBLANK(a)", &about), []);
    assert_eq!(
        formula("ISBLANK(a)").live_check(&live_words(), None),
        "IFERROR(IF(ISBLANK(a),\"Đạt \"\"rồi\"\"\",\"Sửa\"),\"Sửa\")"
    );
}

#[test]
fn no_formula_of_a_live_check_grows_with_the_names_of_a_rule() {
    let names: Vec<String> = (0..250).map(|n| format!("a_{n}")).collect();
    let (first, rest) = names.split_at(125);
    let f = formula(&format!(
        "SUM({}) = SUM({})",
        first.join(","),
        rest.join(",")
    ));
    let about = |n: &str| LiveName {
        status: Some(format!("{n}__tt")),
        blank: LiveBlank::NotYet,
        state: None,
    };
    let guards = f.live_guards(&about);
    assert_eq!(guards.len(), 250);
    assert!(guards.iter().all(|g| g.formula.len() < 100));
    let beyond = f.live_check(&live_words(), Some("$A$1:$IP$1")).len() - f.source().len();
    assert!(beyond < 120, "{beyond}");
}

proptest::proptest! {
    #[test]
    fn no_text_makes_the_parser_or_the_evaluator_panic(
        source in "[a-c0-9 .,+*/^&=<>%()\"\\-;:!\\[{@#$éIFSUMRO]{0,60}",
        n in proptest::num::f64::ANY,
    ) {
        match Formula::parse(&source) {
            Ok(formula) => {
                let number = Operand::Number(n);
                formula.compute(&|_| Answered::Value(number.clone()));
                formula.judge(&|_| Answered::Value(Operand::Date(n)));
            }
            Err(errors) => {
                assert!(!errors.is_empty());
                assert!(errors.iter().all(|e| source.get(e.at.clone()).is_some()));
            }
        }
    }

    #[test]
    fn every_function_gives_a_finite_result_or_an_error_for_any_number(x in proptest::num::f64::ANY, y in proptest::num::f64::ANY) {
        for function in functions::ALL {
            let names = ["x", "y", "x"];
            for count in function.least..=function.most.min(3) {
                let args = (0..count).map(|at| match function.takes.slot(at) {
                    functions::Slot::Column | functions::Slot::NumberColumn => "a[b]".to_owned(),
                    _ => names[at].to_owned(),
                });
                let args: Vec<String> = args.collect();
                let Ok(f) = Formula::parse(&format!("{}({})", function.name, args.join(","))) else {
                    continue;
                };
                let result = f.compute_at(&Columns(|n: &str| number(if n == "x" { x } else { y }), vec![number(x), number(y)]));
                let finite = match result {
                    Computed::Value(Operand::Number(n) | Operand::Date(n)) => n.is_finite(),
                    _ => true,
                };
                assert!(finite, "{}({x}, {y})", function.name);
            }
        }
    }
}
