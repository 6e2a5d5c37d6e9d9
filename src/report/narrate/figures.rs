//! Figures as Jinja sees them: objects that can be shown, filtered and looped over, but never compared or
//! calculated with.

use super::marks::{Mark, Marks, Source};
use crate::model::document::Part;
use crate::model::figure::{FigureValue, Figures};
use crate::model::id::FigureId;
use crate::model::kit::FILTERS;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Enumerator, Object, ObjectRepr, Value};
use minijinja::{AutoEscape, Environment, Error, UndefinedBehavior};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// Runs the template over the figures.
pub(super) fn render(
    template: &str,
    figures: &Figures,
    conditions: &BTreeMap<String, Option<bool>>,
    marks: &Marks,
) -> Result<String, Error> {
    let shared = Arc::new(Shared {
        figures: figures.clone(),
        marks: marks.clone(),
    });
    let mut environment = Environment::empty();
    environment.set_syntax(
        SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .keep_trailing_newline(true)
            .build()?,
    );
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    for filter in FILTERS {
        environment.add_filter(*filter, move |node: &Node| Value::from(node.mark(filter)));
    }
    let tables = marks.clone();
    environment.add_function("bang", move |id: String| tables.add(Mark::Table(id)));
    let mut context: BTreeMap<String, Value> = BTreeMap::new();
    for id in figures.keys() {
        match id.space() {
            Some(space) => {
                context.entry(space.to_owned()).or_insert_with(|| {
                    Value::from_object(Space {
                        name: space.to_owned(),
                        shared: shared.clone(),
                    })
                });
            }
            None => {
                context.insert(id.to_string(), shared.value(id));
            }
        }
    }
    for (id, truth) in conditions {
        context.insert(id.clone(), Value::from(truth.unwrap_or(false)));
    }
    environment.render_named_str("report.md", template, Value::from(context))
}

#[derive(Debug)]
struct Shared {
    figures: Figures,
    marks: Marks,
}

impl Shared {
    fn value(self: &Arc<Self>, id: &FigureId) -> Value {
        let listed = self.figures.get(id).is_some_and(|f| match &f.value {
            FigureValue::Many(_) | FigureValue::Rows(_) => true,
            FigureValue::Missing(_) => f.derivation.gives_several(),
            FigureValue::One(_) => false,
        });
        if listed {
            Value::from_object(Listed {
                id: id.clone(),
                shared: self.clone(),
            })
        } else {
            self.node(Source::whole(id))
        }
    }

    fn node(self: &Arc<Self>, source: Source) -> Value {
        Value::from_object(Node {
            source,
            marks: self.marks.clone(),
        })
    }
}

/// A value that can be shown.
#[derive(Debug)]
struct Node {
    source: Source,
    marks: Marks,
}

impl Node {
    fn mark(&self, filter: &'static str) -> String {
        self.marks.add(Mark::Figure(self.source.clone(), filter))
    }
}

impl Object for Node {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.mark(""))
    }
}

/// `xa` in `xa.may_de_ban`, `truoc.xa` in `truoc.xa.may_de_ban`.
#[derive(Debug)]
struct Space {
    name: String,
    shared: Arc<Shared>,
}

impl Object for Space {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let name = FigureId::joined(&self.name, key.as_str()?);
        let figures = &self.shared.figures;
        if let Some((id, _)) = figures.get_key_value(name.as_str()) {
            return Some(self.shared.value(id));
        }
        figures.keys().any(|id| id.is_in(&name)).then(|| {
            Value::from_object(Space {
                name,
                shared: self.shared.clone(),
            })
        })
    }
}

/// A figure with several values or rows.
#[derive(Debug)]
struct Listed {
    id: FigureId,
    shared: Arc<Shared>,
}

impl Listed {
    fn node(&self, part: Part) -> Value {
        self.shared.node(Source {
            id: self.id.clone(),
            part,
        })
    }
}

impl Object for Listed {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Iterable
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        let items = match self.shared.figures.get(&self.id).map(|f| &f.value) {
            Some(FigureValue::Many(all)) => {
                (0..all.len()).map(|n| self.node(Part::Nth(n))).collect()
            }
            Some(FigureValue::Rows(rows)) => (0..rows.len())
                .map(|row| {
                    Value::from_object(ListedRow {
                        id: self.id.clone(),
                        row,
                        shared: self.shared.clone(),
                    })
                })
                .collect(),
            _ => Vec::new(),
        };
        Enumerator::Values(items)
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = Mark::Figure(Source::whole(&self.id), "");
        f.write_str(&self.shared.marks.add(whole))
    }
}

/// A row of a list: its cells by column id.
#[derive(Debug)]
struct ListedRow {
    id: FigureId,
    row: usize,
    shared: Arc<Shared>,
}

impl Object for ListedRow {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let column = key.as_str()?.to_owned();
        Some(self.shared.node(Source {
            id: self.id.clone(),
            part: Part::Cell(self.row, column),
        }))
    }
}
