//! Pages from templates: all that is put in is escaped, and whatever a template names must be there.

use super::reader::{Reader, encoded, word};
use crate::words::{Fact, Lang, fill, text};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Serde};
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};
use serde::Serialize;
use std::sync::LazyLock;

/// Each template with its name.
const TEMPLATES: &[(&str, &str)] = &[
    (
        "khung.html",
        include_str!("../../templates/desk/khung.html"),
    ),
    (
        "bao-tin.html",
        include_str!("../../templates/desk/bao-tin.html"),
    ),
    (
        "so-sanh.html",
        include_str!("../../templates/desk/so-sanh.html"),
    ),
    (
        "y-kien.html",
        include_str!("../../templates/desk/y-kien.html"),
    ),
    ("muc.html", include_str!("../../templates/desk/muc.html")),
    (
        "hom-nay.html",
        include_str!("../../templates/desk/hom-nay.html"),
    ),
    ("gui.html", include_str!("../../templates/desk/gui.html")),
    ("nhan.html", include_str!("../../templates/desk/nhan.html")),
    (
        "don-vi.html",
        include_str!("../../templates/desk/don-vi.html"),
    ),
    (
        "mot-don-vi.html",
        include_str!("../../templates/desk/mot-don-vi.html"),
    ),
    (
        "xem-lai.html",
        include_str!("../../templates/desk/xem-lai.html"),
    ),
    (
        "so-lieu.html",
        include_str!("../../templates/desk/so-lieu.html"),
    ),
    (
        "mot-so-lieu.html",
        include_str!("../../templates/desk/mot-so-lieu.html"),
    ),
    (
        "bao-cao.html",
        include_str!("../../templates/desk/bao-cao.html"),
    ),
    (
        "ban-ky.html",
        include_str!("../../templates/desk/ban-ky.html"),
    ),
    (
        "dong-don-vi.html",
        include_str!("../../templates/desk/dong-don-vi.html"),
    ),
    (
        "tinh-hinh.html",
        include_str!("../../templates/desk/tinh-hinh.html"),
    ),
    (
        "cac-ban.html",
        include_str!("../../templates/desk/cac-ban.html"),
    ),
    (
        "bo-mau.html",
        include_str!("../../templates/desk/bo-mau.html"),
    ),
    (
        "noi-bat.html",
        include_str!("../../templates/desk/noi-bat.html"),
    ),
    (
        "ket-qua-van-ban.html",
        include_str!("../../templates/desk/ket-qua-van-ban.html"),
    ),
    (
        "van-ban.html",
        include_str!("../../templates/desk/van-ban.html"),
    ),
    (
        "dot-moi.html",
        include_str!("../../templates/desk/dot-moi.html"),
    ),
    (
        "thiet-lap.html",
        include_str!("../../templates/desk/thiet-lap.html"),
    ),
    (
        "cac-buoc.html",
        include_str!("../../templates/desk/cac-buoc.html"),
    ),
    (
        "ds-don-vi.html",
        include_str!("../../templates/desk/ds-don-vi.html"),
    ),
    (
        "xem-lai-dot.html",
        include_str!("../../templates/desk/xem-lai-dot.html"),
    ),
    ("dau.html", include_str!("../../templates/desk/dau.html")),
    (
        "cong-cu.html",
        include_str!("../../templates/desk/cong-cu.html"),
    ),
    (
        "cac-trang.html",
        include_str!("../../templates/desk/cac-trang.html"),
    ),
    (
        "bat-dau.html",
        include_str!("../../templates/desk/bat-dau.html"),
    ),
    (
        "chon-thu-muc.html",
        include_str!("../../templates/desk/chon-thu-muc.html"),
    ),
    (
        "chuyen.html",
        include_str!("../../templates/desk/chuyen.html"),
    ),
    ("so.html", include_str!("../../templates/desk/so.html")),
];

static VIETNAMESE: LazyLock<Environment<'static>> = LazyLock::new(|| environment(Lang::Vi));
static ENGLISH: LazyLock<Environment<'static>> = LazyLock::new(|| environment(Lang::En));

fn environment(lang: Lang) -> Environment<'static> {
    let mut all = Environment::new();
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build();
    all.set_syntax(syntax.expect("the usual marks"));
    all.set_undefined_behavior(UndefinedBehavior::Strict);
    all.set_auto_escape_callback(|_| AutoEscape::Html);
    for (name, source) in TEMPLATES {
        all.add_template(name, source)
            .expect("the templates are part of the program, and a test renders each");
    }
    all.add_function("t", move |id: &str, facts: Kwargs| said(id, &facts, lang));
    all.add_filter("n", move |count: f64| Fact::count(count).say(lang));
    all.add_filter("address", |part: &str| encoded(part));
    all
}

/// A sentence of the catalogue with the facts that a template names.
fn said(id: &str, facts: &Kwargs, lang: Lang) -> Result<String, minijinja::Error> {
    let said = fill(&text(id, lang), |slot| {
        let (name, words) = slot.split_once(':').unwrap_or((slot, ""));
        let fact: Value = facts.get(name).ok()?;
        let number = f64::try_from(fact.clone()).ok();
        Some(match (words.split_once('|'), number) {
            (Some((one, more)), number) => if number == Some(1.0) { one } else { more }.to_owned(),
            (None, Some(number)) => Fact::count(number).say(lang),
            (None, None) => fact.to_string(),
        })
    });
    facts.assert_all_used().map(|()| said)
}

/// A page within the frame.
pub(super) fn render(
    template: &str,
    frame: &impl Serialize,
    page: &impl Serialize,
    reader: Reader,
) -> String {
    filled(
        template,
        context! { frame => Value::from(Serde(frame)), page => Value::from(Serde(page)) },
        reader,
    )
}

/// A page on its own.
pub(super) fn render_alone(template: &str, page: &impl Serialize, reader: Reader) -> String {
    let lang = word(reader.lang);
    filled(
        template,
        context! { lang, page => Value::from(Serde(page)) },
        reader,
    )
}

fn filled(template: &str, with: Value, reader: Reader) -> String {
    let all = match reader.lang {
        Lang::Vi => &VIETNAMESE,
        Lang::En => &ENGLISH,
    };
    let page = all
        .get_template(template)
        .and_then(|page| page.render(with));
    page.expect("a test renders each template with each of its views")
}
