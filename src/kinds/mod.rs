//! The kinds: mechanisms with parameters, one file each, and their registry. A kind reads a document and returns hits;
//! it knows no rule id, no severity, no line number and no format, prints nothing and reads no file.

mod character;
mod dialect;
mod duplicate;
mod entity;
mod length;
mod name;
mod parameter;
mod pattern;
mod phrase;
mod rarity;
mod reads;
mod repeated_word;
mod replacement;
mod spelling;
mod structure;
mod variant;

use std::cell::OnceCell;

pub use parameter::{Parameter, ParameterType, Params};
pub(crate) use rarity::{chance, commonness};
pub use reads::{Reads, holds_text};

use crate::document::{Block, BlockKind, Document, Span};
use crate::facts::Facts;
use crate::finding::Fix;
use crate::lexicon::{Hunspell, Region, Vocabulary};
use crate::repetition::{Comparison, Keys, Marks, Near};
use crate::table::Mistakes;

/// All kinds, by name. A new kind is one file and one line here.
pub static KINDS: &[&Kind] = &[
    &character::KIND,
    &dialect::KIND,
    &duplicate::KIND,
    &entity::KIND,
    &length::KIND,
    &name::KIND,
    &pattern::KIND,
    &phrase::KIND,
    &repeated_word::KIND,
    &spelling::KIND,
    &structure::KIND,
    &variant::KIND,
];

/// A mechanism with parameters.
pub struct Kind {
    /// Its name, as rule files write it.
    pub name: &'static str,
    /// What it finds, in a sentence or two; shown by `explain` and in the docs.
    pub about: &'static str,
    /// What it can read; a scope that asks for anything else is refused before [`Self::build`] is asked.
    pub reads: Reads,
    /// What can be set in `[params]`.
    pub parameters: &'static [Parameter],
    /// The names that a rule's message may use in braces, beside `{text}`, the words that were hit.
    pub values: &'static [&'static str],
    /// Which further ones hang on the parameters, in a few words; empty where none do.
    pub further_values: &'static str,
    /// Makes a check of checked parameters. What is wrong with them beyond their types (a list that can never match)
    /// is added to the mistakes, but for what only follows from a mistake that is told already
    /// ([`Params::is_sure`]). A check that is returned beside mistakes never runs: it tells which values a message may
    /// name.
    pub build: fn(&Params, &Scope, &mut Mistakes) -> Option<Check>,
}

/// What a rule does, in the phase in which it can be done.
pub enum Check {
    /// Looks at one document at a time.
    Document(Box<dyn DocumentCheck>),
    /// Leaves marks while documents are read in parallel, and compares them once the last one is read.
    Corpus(Box<dyn CorpusCheck>),
}

/// A check that looks at one document at a time.
pub trait DocumentCheck: Send + Sync {
    /// Literals, folded as [`Folded`](crate::document::Folded) folds, without one of which the check finds nothing:
    /// all checks' needles are looked for in one scan of the document. Without needles a check is always called.
    fn needles(&self) -> &[String] {
        &[]
    }

    /// Further ones, looked for in the source, markup and all. What is found may differ from them in the case of
    /// letters, in white space and in the form of quotation marks. In [`Context::needles`] they are counted on from the
    /// last one of [`Self::needles`].
    fn source_needles(&self) -> &[String] {
        &[]
    }

    /// Whether the check asks only in which blocks a needle stands and how it is written there: then of many hits in a
    /// block one is handed to it at least.
    fn needs_one_needle(&self) -> bool {
        false
    }

    /// The names of the values that this very check gives to messages, beyond those of its kind: a pattern's groups.
    fn values(&self) -> Vec<String> {
        Vec::new()
    }

    /// Adds what is found in the blocks of the rule's scope.
    fn check(&self, context: &Context<'_>, hits: &mut Vec<Hit>);
}

/// A check that compares all documents of a run.
pub trait CorpusCheck: Send + Sync {
    /// As for [`DocumentCheck::needles`].
    fn needles(&self) -> &[String] {
        &[]
    }

    /// As for [`DocumentCheck::values`].
    fn values(&self) -> Vec<String> {
        Vec::new()
    }

    /// Leaves small marks of one document. What several checks need of it is left by all of them with one call
    /// ([`Context::leave_marks`]).
    fn mark(&self, context: &Context<'_>, marks: &mut Vec<Mark>);

    /// Compares the documents of a run by the marks that they left.
    fn compare(&self, drafts: &Drafts<'_>) -> Vec<CorpusHit>;
}

/// The drafts for which a corpus check is on, once the last one is read.
pub struct Drafts<'a> {
    /// Each with its place in the run and the marks that the check left of it, in sorted order of paths.
    pub marked: &'a [(usize, Vec<Mark>)],
    /// What all drafts of the run have in common, those for which the check is off among them.
    pub comparison: &'a Comparison,
}

impl Drafts<'_> {
    /// Whether the check is on for the draft at this place of the run. Logarithmic.
    #[must_use]
    pub fn hold(&self, draft: usize) -> bool {
        self.marked.binary_search_by_key(&draft, |(place, _)| *place).is_ok()
    }
}

/// What a corpus check keeps of a place in a document: documents are dropped before marks are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// What the place is held to be; the meaning is the check's.
    pub key: u64,
    /// The place.
    pub span: Span,
}

/// A hit of a corpus check: related labels may stand in other drafts.
#[derive(Clone, Debug)]
pub struct CorpusHit {
    /// The place in the run of the draft that holds the hit.
    pub draft: usize,
    /// The hit; its own related places are in the same draft.
    pub hit: Hit,
    /// Places in other drafts: the draft's place in the run, span, note. The message may name the path of the first one,
    /// as `{other}`.
    pub elsewhere: Vec<(usize, Span, String)>,
}

/// One needle found: which of the check's needles, and the source bytes that it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NeedleHit {
    /// The index in the check's own lists.
    pub needle: usize,
    /// The source bytes.
    pub span: Span,
}

/// What rules find out about one document and share: empty at first, filled by the first rule that asks.
#[derive(Debug, Default)]
pub struct Shared {
    keys: OnceCell<Keys>,
    near: OnceCell<Near>,
    marks: OnceCell<Marks>,
    spellings: OnceCell<spelling::Spellings>,
    pairs: OnceCell<Vec<Span>>,
}

impl Shared {
    /// What the document leaves for being compared with the others of the run, if a check asked for that.
    #[must_use]
    pub fn into_marks(self) -> Option<Marks> {
        self.marks.into_inner()
    }
}

/// What a check may look at.
pub struct Context<'a> {
    /// The document.
    pub document: &'a Document<'a>,
    /// What was read out of it once for all rules.
    pub facts: &'a Facts,
    /// What rules find out about it once for all.
    pub shared: &'a Shared,
    /// What the rule reads.
    pub scope: &'a Scope,
    /// Where the check's needles stand, in order.
    pub needles: &'a [NeedleHit],
    /// The words that the project accepts.
    pub vocabulary: &'a Vocabulary,
    /// Whose spelling is proposed where America and Britain differ.
    pub house: Region,
    /// The dictionary of the draft's language, where that is not English.
    pub dictionary: Option<&'a Hunspell>,
}

impl<'a> Context<'a> {
    /// The blocks that the rule reads, in order.
    pub fn blocks(&self) -> impl Iterator<Item = &'a Block> + use<'a> {
        let (document, scope): (&'a Document<'a>, &'a Scope) = (self.document, self.scope);
        document.blocks().iter().filter(move |block| scope.reads(block))
    }

    /// The keys of the document's repetitions, read once for all rules.
    #[must_use]
    pub fn keys(&self) -> &'a Keys {
        self.shared.keys.get_or_init(|| Keys::read(self.document))
    }

    /// What the paragraphs of the document have in common short of being equal, read once for all rules.
    #[must_use]
    pub fn near(&self) -> &'a Near {
        let blocks = self.document.blocks();
        let counts =
            |index: usize| blocks[index].kind == BlockKind::Paragraph && blocks[index].heading.is_none();
        self.shared.near.get_or_init(|| Near::read(self.document, self.keys(), counts))
    }

    /// Leaves what the drafts of a run are compared by, once for all checks that compare them.
    pub fn leave_marks(&self) {
        self.shared.marks.get_or_init(|| Marks::read(self.document, self.keys()));
    }

    /// Whether `span` lies inside quotation marks or in a block quotation, which counts as if it had them. Logarithmic.
    #[must_use]
    pub fn is_quoted(&self, span: Span) -> bool {
        self.in_block_quotation(span) || self.facts.in_quotation(span)
    }

    /// Whether `span` begins in a block quotation. Logarithmic.
    #[must_use]
    pub fn in_block_quotation(&self, span: Span) -> bool {
        let block = self.document.block_at(span.start()).map(|index| &self.document.blocks()[index]);
        block.is_some_and(|block| block.kind == BlockKind::Quotation && span.start() < block.span.end())
    }

    /// The text that the rule reads: prose, or the text with its markup.
    #[must_use]
    pub fn text(&self) -> &'a str {
        match self.scope.layer {
            Layer::Prose => self.document.prose(),
            Layer::Markup => self.document.marked_up(),
        }
    }
}

/// Which blocks a rule reads, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    blocks: u16,
    /// Whether it reads inside quotation marks.
    pub quotes: Quotes,
    /// Which text of the blocks it reads.
    pub layer: Layer,
    /// Whether it reads the source as a whole, blocks or not.
    pub whole_file: bool,
}

/// Whether a rule reads inside quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quotes {
    /// It does.
    Check,
    /// What is hit inside quotation marks is let go.
    Skip,
}

/// Which text a rule reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// Copy only.
    Prose,
    /// Copy with its tags, link targets and entities.
    Markup,
}

/// The words that a scope's `blocks` may hold: single block kinds, and groups of them.
pub const BLOCK_NAMES: &[(&str, &[BlockKind])] = {
    use BlockKind::{
        Caption, Code, Crosshead, Deck, Field, Headline, Html, ListItem, Paragraph, Quotation, Table,
    };
    &[
        ("head", &[Headline, Deck, Crosshead]),
        ("body", &[Paragraph, ListItem, Quotation]),
        ("all", &[Headline, Deck, Crosshead, Paragraph, ListItem, Quotation, Caption, Table]),
        ("headline", &[Headline]),
        ("deck", &[Deck]),
        ("crosshead", &[Crosshead]),
        ("paragraph", &[Paragraph]),
        ("list-item", &[ListItem]),
        ("quotation", &[Quotation]),
        ("caption", &[Caption]),
        ("table", &[Table]),
        ("field", &[Field]),
        ("code", &[Code]),
        ("html", &[Html]),
    ]
};

impl Scope {
    /// A scope of the named blocks (see [`BLOCK_NAMES`]; `file` for the source as a whole), reading prose and
    /// quotations. Names that are not known are left out: the rule reader refuses them.
    #[must_use]
    pub fn of(names: &[&str]) -> Self {
        let mut scope = Self { blocks: 0, quotes: Quotes::Check, layer: Layer::Prose, whole_file: false };
        for name in names {
            scope.whole_file |= *name == "file";
            for (known, kinds) in BLOCK_NAMES {
                if known == name {
                    scope.blocks |= kinds.iter().fold(0, |bits, kind| bits | 1 << *kind as u16);
                }
            }
        }
        scope
    }

    /// Whether this block is read. A front-matter field of copy is read as what it is to an editor (a headline, a deck,
    /// a caption), and every field where `field` is named.
    #[must_use]
    pub fn reads(&self, block: &Block) -> bool {
        self.names(block.kind) || self.names(block.copy_kind())
    }

    /// Whether it reads the same blocks as another one.
    #[must_use]
    pub fn has_blocks_of(&self, other: &Self) -> bool {
        (self.blocks, self.whole_file) == (other.blocks, other.whole_file)
    }

    /// Whether blocks of this kind are named.
    #[must_use]
    pub fn names(&self, kind: BlockKind) -> bool {
        self.blocks & 1 << kind as u16 != 0
    }
}

/// What a kind's code returns: a place, what is said of it, perhaps a fix. It knows no rule id and no severity.
#[derive(Clone, Debug, Default)]
pub struct Hit {
    /// The place that is probably wrong.
    pub span: Span,
    /// A few words at the place; may be empty.
    pub note: String,
    /// What the rule's message may name in braces.
    pub values: Vec<(String, String)>,
    /// Places in the same document that it was held against, each with a few words.
    pub related: Vec<(Span, String)>,
    /// What to do about it.
    pub fix: Option<Fix>,
    /// For a repetition: the first copy of what the hit covers. Other findings inside the hit are not repeated.
    pub copy_of: Option<Span>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Breaks, Markup, Source};

    #[test]
    fn a_scope_reads_fields_as_what_they_are() {
        let text = "---\ntitle: A\ndek: B\nbyline: C\nimage: {caption: D}\n---\n\n# E\n\nF.\n";
        let source = Source::new("draft.md", text);
        let document = Document::read(&source, Markup::Markdown, Breaks::Auto);
        let read = |names: &[&str]| -> String {
            let scope = Scope::of(names);
            let blocks = document.blocks().iter().filter(|block| scope.reads(block));
            blocks.map(|block| document.prose()[block.content.range()].to_owned()).collect()
        };
        for (names, blocks) in [
            (&["headline"][..], "AE"),
            (&["deck"], "B"),
            (&["caption"], "D"),
            (&["head"], "ABE"),
            (&["body"], "F."),
            (&["all"], "ABDEF."),
            (&["field"], "ABCD"),
            (&["caption", "field"], "ABCD"),
            (&["file"], ""),
        ] {
            assert_eq!(read(names), blocks, "{names:?}");
        }
    }
}
