//! Formulas case by case, from a table that people can read and extend.

use crate::rule_notation as notation;

#[test]
fn each_formula_of_the_table_gives_its_result() {
    let mut wrong = Vec::new();
    for row in notation::rows(include_str!("../cases/rules.tsv")) {
        let [formula, bindings, wanted] = row[..] else {
            panic!("three columns: {row:?}");
        };
        let bindings = notation::bindings(bindings);
        let parsed = notation::parse(formula);
        let look = notation::look(&bindings);
        let computed = notation::computed(&parsed.compute(&look));
        let outcome = notation::outcome(&parsed.judge(&look));
        if computed != wanted && outcome != wanted {
            wrong.push(format!(
                "{formula} [{bindings:?}]: {computed} / {outcome}, wanted {wanted}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_depends_on_the_language_of_the_machine_has_no_result() {
    for (formula, operands) in [("a < b", "a=\"ă\"; b=\"b\""), ("a & \"\"", "a=1E15")] {
        let bindings = notation::bindings(operands);
        let result = notation::parse(formula).compute(&notation::look(&bindings));
        assert_eq!(notation::computed(&result), "#VALUE!", "{formula}");
    }
}
