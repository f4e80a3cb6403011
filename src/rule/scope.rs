//! Reads the scope of a rule file, and refuses what can never give anything: words that are not known, and those that
//! the rule's kind cannot read. Each kind declares what that is.

use crate::kinds::{BLOCK_NAMES, KINDS, Kind, Layer, Params, Quotes, Reads, Scope, holds_text};
use crate::table::{Data, Mistakes, Place, Table, Value, did_you_mean};

/// The word for the source as a whole.
const FILE: &str = "file";

/// A scope as a rule file writes it. Where it is wrong it still holds one that lets parameters be checked.
pub(super) struct Written<'v> {
    /// What it comes to.
    pub scope: Scope,
    /// Where `blocks` stands, and those of its words that are known.
    blocks: Option<(&'v Place, Words<'v>)>,
    /// Where `text` stands.
    text: Option<&'v Place>,
    /// Whether `blocks` say what was meant, also where they are left out: what only follows from a mistake in them is not told.
    blocks_sure: bool,
    /// As much of `text`.
    text_sure: bool,
}

const KEYS: &[&str] = &["blocks", "quotes", "text"];

/// Words of `blocks`, each with its place.
type Words<'v> = Vec<(&'v str, &'v Place)>;

impl<'v> Written<'v> {
    /// Reads the value of `scope`; all copy where it is left out. `torn`: what is left out may be meant to be there, and
    /// that is told already.
    pub(super) fn read(value: Option<&'v Value>, torn: bool, mistakes: &mut Mistakes) -> Self {
        let table = value.and_then(|value| value.table(mistakes));
        let is_sure = |name| table.map_or(value.is_none(), |table| !table.misspells(name, KEYS)) && !torn;
        let (blocks_sure, text_sure) = (is_sure("blocks"), is_sure("text"));
        let mut written =
            Self { scope: Scope::of(&["all"]), blocks: None, text: None, blocks_sure, text_sure };
        if let Some(table) = table {
            table.refuse_unknown(KEYS, "key", mistakes);
            written.read_table(table, mistakes);
        }
        if !written.blocks_sure {
            // Whatever the blocks are, no parameter is wrong for them.
            written.scope.whole_file = true;
        }
        written
    }

    fn read_table(&mut self, table: &'v Table, mistakes: &mut Mistakes) {
        if let Some(value) = table.get("blocks") {
            let before = mistakes.len();
            let words = words(value, mistakes);
            self.blocks_sure = mistakes.len() == before;
            if self.blocks_sure {
                let names: Vec<&str> = words.iter().map(|(name, _)| *name).collect();
                self.scope = Scope::of(&names);
            }
            self.blocks = Some((&value.place, words));
        }
        if let Some(value) = table.get("quotes")
            && value.choice("choice", &["check", "skip"], mistakes) == Some("skip")
        {
            self.scope.quotes = Quotes::Skip;
            if self.blocks_sure && self.names_only("quotation") {
                let advice = "a block quotation counts as if it stood in quotation marks";
                mistakes.add(&value.place, "the rule reads quotations only, and skips them", advice);
            }
        }
        if let Some(value) = table.get("text") {
            let layer = value.choice("choice", &["prose", "markup"], mistakes);
            self.text_sure = layer.is_some();
            self.text = layer.map(|_| &value.place);
            self.scope.layer = if layer == Some("markup") { Layer::Markup } else { Layer::Prose };
        }
    }

    /// Everything that a rule of this kind, which is named at `place`, could not read becomes a mistake.
    pub(super) fn refuse_unreadable(
        &self,
        kind: &Kind,
        place: &Place,
        params: &Params,
        mistakes: &mut Mistakes,
    ) {
        let reader = Reader { kind, looks_into_html: looks_into_html(kind, params) };
        // Where nobody knows the layer, only what neither would read is wrong.
        let layer = if self.text_sure { self.scope.layer } else { Layer::Markup };
        match &self.blocks {
            // What is wrong with an empty list, or one of unknown words, is told already.
            Some((_, words)) if words.is_empty() => {}
            Some((_, words)) if words.iter().any(|(name, _)| *name == FILE) => {
                self.refuse_beside_file(words, &reader, mistakes);
            }
            Some((blocks, words)) => {
                self.refuse_layer(&reader, blocks, mistakes);
                for (name, place) in words.iter().filter(|(name, _)| !reader.reads(name, layer)) {
                    let (message, advice) = reader.explain(name);
                    mistakes.add(place, message, advice);
                }
            }
            None if self.blocks_sure => self.refuse_layer(&reader, place, mistakes),
            None => {}
        }
    }

    /// `file` is everything: it stands alone, and only where the kind reads whole files.
    fn refuse_beside_file(&self, words: &Words<'_>, reader: &Reader<'_>, mistakes: &mut Mistakes) {
        let reads_file = reader.kind.reads.file;
        for (name, place) in words {
            match (*name == FILE, reads_file) {
                (true, false) => {
                    let advice = format!("name blocks; {}", readers("whole files", |reads| reads.file));
                    let message =
                        format!("a rule of the kind “{}” does not read whole files", reader.kind.name);
                    mistakes.add(place, message, advice);
                }
                (false, true) => {
                    let message = format!("“file” is the whole draft, so “{name}” adds nothing to it");
                    mistakes.add(place, message, "leave one of the two out");
                }
                _ => {}
            }
        }
        if let Some(place) = self.text.filter(|_| reads_file) {
            let message = "“file” is the draft as it stands, so “text” changes nothing";
            mistakes.add(place, message, "leave it out");
        }
    }

    /// The kind must read blocks in the layer of the scope; `place` is where it is told if `text` is left out.
    fn refuse_layer(&self, reader: &Reader<'_>, place: &Place, mistakes: &mut Mistakes) {
        let (kind, reads, layer) = (reader.kind.name, reader.kind.reads, self.scope.layer);
        if !reads.prose && !reads.markup {
            let message = format!("a rule of the kind “{kind}” reads the draft as a whole");
            mistakes.add(place, message, "write: scope = { blocks = [\"file\"] }");
            return;
        }
        if reads.layer(layer) || !self.text_sure {
            return;
        }
        let (message, advice) = match layer {
            Layer::Prose => {
                (format!("a rule of the kind “{kind}” reads markup"), "set text = \"markup\"".to_owned())
            }
            Layer::Markup => (
                format!("a rule of the kind “{kind}” does not read markup"),
                format!("leave “text” out; {}", readers("markup", |reads| reads.markup)),
            ),
        };
        mistakes.add(self.text.unwrap_or(place), message, advice);
    }

    fn names_only(&self, word: &str) -> bool {
        let words = self.blocks.as_ref().map_or(&[][..], |(_, words)| words);
        !words.is_empty() && words.iter().all(|(name, _)| *name == word)
    }
}

/// A kind, with the parameters of one rule.
struct Reader<'k> {
    kind: &'k Kind,
    /// Whether the parameters make it look into blocks of HTML, whatever the layer.
    looks_into_html: bool,
}

impl Reader<'_> {
    /// Whether the blocks of that name hold anything for it. A layer that it does not read is told by itself.
    fn reads(&self, name: &str, layer: Layer) -> bool {
        let reads = self.kind.reads;
        let layer = if self.looks_into_html || !reads.prose { Layer::Markup } else { layer };
        let none = !reads.prose && !reads.markup;
        none || holds_text(name, layer) && (holds_text(name, Layer::Prose) || reads.markup)
    }

    /// Why it does not read the blocks of that name, and the way out.
    fn explain(&self, name: &str) -> (String, String) {
        let reads = self.kind.reads;
        if !holds_text(name, Layer::Markup) {
            let advice =
                if reads.file { "leave it out; “file” reads everything" } else { "leave it out" };
            return (format!("no rule reads blocks of “{name}”: they are no copy"), advice.to_owned());
        }
        let advice = match (reads.markup, reads.html_by) {
            (false, _) => format!("leave it out; {}", readers("markup", |reads| reads.markup)),
            (true, None) => "set text = \"markup\", or leave it out".to_owned(),
            (true, Some(by)) => format!("set text = \"markup\" or “{by}”, or leave it out"),
        };
        (format!("blocks of “{name}” hold markup only, which the rule does not read"), advice)
    }
}

/// Which kinds are made for it: “kinds that read markup: entity, pattern”.
fn readers(what: &str, of_this: fn(&Reads) -> bool) -> String {
    let kinds = KINDS.iter().filter(|kind| of_this(&kind.reads)).map(|kind| kind.name);
    format!("kinds that read {what}: {}", kinds.collect::<Vec<_>>().join(", "))
}

fn looks_into_html(kind: &Kind, params: &Params) -> bool {
    kind.reads.html_by.is_some_and(|name| !params.is_sure(name) || !params.texts(name).is_empty())
}

/// The words of the list that are known; the others become mistakes.
fn words<'v>(value: &'v Value, mistakes: &mut Mistakes) -> Words<'v> {
    let Some(mut words) = value.texts(mistakes) else { return Vec::new() };
    if words.is_empty() && matches!(&value.data, Data::List(items) if items.is_empty()) {
        mistakes.add(&value.place, "the rule reads no block", "leave “blocks” out to read all copy");
    }
    words.retain(|(name, place)| {
        let known = || BLOCK_NAMES.iter().map(|(name, _)| *name).chain([FILE]);
        let is_known = known().any(|known| known == *name);
        if !is_known {
            mistakes.add(place, format!("there is no block “{name}”"), name_a_block(name, known()));
        }
        is_known
    });
    words
}

fn name_a_block<'c>(name: &str, known: impl Iterator<Item = &'c str> + Clone) -> String {
    let near = did_you_mean(name, known.clone());
    if near.is_empty() { format!("known are: {}", known.collect::<Vec<_>>().join(", ")) } else { near }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Source;
    use crate::rule::{Home, read};

    /// A rule of that kind, otherwise sound, with this scope and perhaps one parameter more: what is told of it, each
    /// mistake behind what stands at its place.
    fn told(kind: &str, scope: &str, more: &str) -> Vec<String> {
        let params = match kind {
            "character" => "class = \"control\"",
            "length" => "max-words = 9",
            "pattern" => "pattern = 'x'",
            "phrase" => "forbid = [\"x\"]",
            "structure" => "fault = \"trailing-space\"",
            "variant" => "forms = [[\"a\"], [\"b\"]]",
            _ => "",
        };
        let scope = if scope.is_empty() { String::new() } else { format!("scope = {{ {scope} }}") };
        let text = format!(
            "id = \"x\"\nkind = \"{kind}\"\nseverity = \"note\"\nmessage = \"m\"\nwhy = \"w\"\n{scope}\n\
             [params]\n{params}\n{more}\n"
        );
        let mut mistakes = Mistakes::default();
        read(&Source::new("x.toml", text), "", Home::BuiltIn, &mut mistakes);
        let mistakes = mistakes.into_vec().into_iter();
        let tell = |mistake: crate::table::Mistake| {
            let there = mistake.place.source.slice(mistake.place.span);
            format!("{there}: {}; {}", mistake.message, mistake.advice)
        };
        mistakes.map(tell).collect()
    }

    /// For every kind, what it accepts of copy, HTML, code and `file`, first in prose and then as markup.
    const ACCEPTED: &[(&str, [[bool; 3]; 2], bool)] = {
        const NOTHING: [bool; 3] = [false; 3];
        const COPY: [bool; 3] = [true, false, false];
        const COPY_AND_HTML: [bool; 3] = [true, true, false];
        &[
            ("character", [COPY, COPY_AND_HTML], true),
            ("dialect", [COPY, NOTHING], false),
            ("duplicate", [COPY, NOTHING], false),
            ("entity", [NOTHING, COPY_AND_HTML], true),
            ("length", [COPY, NOTHING], false),
            ("name", [COPY, NOTHING], false),
            ("pattern", [COPY, COPY_AND_HTML], true),
            ("phrase", [COPY, NOTHING], false),
            ("repeated-word", [COPY, NOTHING], false),
            ("spelling", [COPY, NOTHING], false),
            ("structure", [NOTHING, NOTHING], true),
            ("variant", [COPY, NOTHING], false),
        ]
    };

    #[test]
    fn every_word_is_accepted_or_refused_by_every_kind() {
        let kinds: Vec<&str> = ACCEPTED.iter().map(|(kind, ..)| *kind).collect();
        assert_eq!(kinds, KINDS.iter().map(|kind| kind.name).collect::<Vec<_>>());
        for (kind, layers, file) in ACCEPTED {
            for (layer, [copy, html, code]) in ["prose", "markup"].iter().zip(layers) {
                for (name, _) in BLOCK_NAMES {
                    let accepted = match *name {
                        "html" => html,
                        "code" => code,
                        _ => copy,
                    };
                    let scope = format!("blocks = [\"{name}\"], text = \"{layer}\"");
                    let told = told(kind, &scope, "");
                    assert_eq!(told.is_empty(), *accepted, "{kind} with {scope}: {told:#?}");
                    for told in told {
                        let places = ["\"{}\": ", "[\"{}\"]: "].map(|place| place.replace("{}", name));
                        let places = [&places[0], &places[1], &format!("\"{layer}\": ")];
                        assert!(places.iter().any(|place| told.starts_with(*place)), "{told}");
                        assert!(!told.ends_with("; "), "{told} gives no advice");
                    }
                }
            }
            let told = told(kind, "blocks = [\"file\"]", "");
            assert_eq!(told.is_empty(), *file, "{kind}: {told:#?}");
        }
    }

    #[test]
    fn each_mistake_says_the_way_out() {
        let markup = "kinds that read markup: character, entity, pattern";
        let files = "kinds that read whole files: character, entity, pattern, structure";
        for (kind, scope, mistakes) in [
            (
                "length",
                "blocks = [\"file\"]",
                &[&format!(
                    "\"file\": a rule of the kind “length” does not read whole files; name blocks; {files}"
                ) as &str] as &[&str],
            ),
            (
                "phrase",
                "blocks = [\"body\", \"html\", \"code\"]",
                &[
                    &format!(
                        "\"html\": blocks of “html” hold markup only, which the rule does not read; leave it out; {markup}"
                    ),
                    "\"code\": no rule reads blocks of “code”: they are no copy; leave it out",
                ],
            ),
            (
                "pattern",
                "blocks = [\"html\"]",
                &[
                    "\"html\": blocks of “html” hold markup only, which the rule does not read; set text = \"markup\" or “codes”, or leave it out",
                ],
            ),
            (
                "pattern",
                "blocks = [\"file\", \"paragraph\"], text = \"markup\"",
                &[
                    "\"paragraph\": “file” is the whole draft, so “paragraph” adds nothing to it; leave one of the two out",
                    "\"markup\": “file” is the draft as it stands, so “text” changes nothing; leave it out",
                ],
            ),
            (
                "spelling",
                "text = \"markup\"",
                &[&format!(
                    "\"markup\": a rule of the kind “spelling” does not read markup; leave “text” out; {markup}"
                )],
            ),
            ("entity", "", &["\"entity\": a rule of the kind “entity” reads markup; set text = \"markup\""]),
            (
                "entity",
                "blocks = [\"all\"]",
                &["[\"all\"]: a rule of the kind “entity” reads markup; set text = \"markup\""],
            ),
            (
                "structure",
                "blocks = [\"headline\", \"deck\"]",
                &[
                    "[\"headline\", \"deck\"]: a rule of the kind “structure” reads the draft as a whole; write: scope = { blocks = [\"file\"] }",
                ],
            ),
            (
                "structure",
                "",
                &[
                    "\"structure\": a rule of the kind “structure” reads the draft as a whole; write: scope = { blocks = [\"file\"] }",
                ],
            ),
        ] {
            assert_eq!(told(kind, scope, ""), mistakes, "{kind} with {scope}");
        }
    }

    #[test]
    fn parameters_may_open_a_block_or_need_one() {
        assert_eq!(told("pattern", "blocks = [\"html\"]", "codes = ['<b>']"), [""; 0]);
        assert_eq!(told("pattern", "blocks = [\"html\"]", "codes = []").len(), 1);
        let headline = "unit = \"headline\"";
        assert_eq!(told("duplicate", "blocks = [\"paragraph\", \"deck\"]", headline), [""; 0]);
        assert_eq!(
            told("duplicate", "blocks = [\"paragraph\"]", headline),
            [
                "\"headline\": headlines are held against each other, and the rule reads none; add “head” to the blocks of the scope"
            ]
        );
        assert_eq!(told("duplicate", "blocks = [\"file\"]", headline).len(), 1, "told once");
    }
}
