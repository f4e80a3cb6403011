//! The closed classes of English words that the grammar of pairs is told by. They are part of the language, not of a
//! house's taste, so they stand here and not in a rule file. All in lower case.

/// A word as the grammar sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Begins a noun phrase, so that a noun follows: “the”, “their”, “nine”.
    Determiner,
    /// “he”, “they”: the subject of a clause and nothing else.
    Subject,
    /// “it”, “you”: subject or object.
    Pronoun,
    /// “him”, “them”.
    Object,
    /// “in”, “up”: a preposition that is often a part of its verb as well.
    Particle,
    /// “of”, “for”.
    Preposition,
    /// “is”, “could”, “did”.
    Auxiliary,
    /// “and”, “or”.
    Conjunction,
    /// Everything else: nouns, verbs, adjectives, most adverbs.
    Content,
}

/// The class of a word in lower case. “he’s” is a subject, “isn’t” an auxiliary.
pub(super) fn class(word: &str) -> Class {
    let shortened = word.rsplit_once(['\'', '’']);
    if let Some((stem, "t")) = shortened
        && stem.ends_with('n')
    {
        return Class::Auxiliary;
    }
    match (class_of(word), shortened) {
        (Class::Content, Some((stem, "s" | "re" | "ve" | "ll" | "d" | "m"))) => match class_of(stem) {
            class @ (Class::Subject | Class::Pronoun) => class,
            _ => Class::Content,
        },
        (class, _) => class,
    }
}

fn class_of(word: &str) -> Class {
    match word {
        "the" | "a" | "an" | "every" | "each" | "no" | "my" | "our" | "their" | "your" | "its" | "his"
        | "her" | "this" | "these" | "those" | "another" | "both" | "two" | "three" | "four" | "five"
        | "six" | "seven" | "eight" | "nine" | "ten" => Class::Determiner,
        "he" | "she" | "they" | "we" | "i" => Class::Subject,
        "it" | "you" => Class::Pronoun,
        "him" | "them" | "us" | "me" => Class::Object,
        "in" | "on" | "off" | "up" | "out" | "over" | "down" | "by" | "through" | "about" | "around"
        | "along" | "under" | "round" | "across" | "past" | "behind" | "inside" | "outside" | "back"
        | "away" => Class::Particle,
        "of" | "to" | "from" | "with" | "into" | "for" | "at" | "among" | "amid" | "during" | "despite"
        | "until" | "onto" | "upon" | "toward" | "towards" | "against" | "between" | "without" | "within"
        | "after" | "before" | "since" | "like" | "near" | "beside" | "above" | "below" | "beyond" => {
            Class::Preposition
        }
        "is" | "am" | "are" | "was" | "were" | "be" | "been" | "being" | "has" | "have" | "had" | "do"
        | "does" | "did" | "can" | "could" | "will" | "would" | "may" | "might" | "must" | "shall"
        | "should" => Class::Auxiliary,
        "and" | "or" | "nor" | "but" | "than" | "because" | "although" | "though" | "whether" | "unless"
        | "if" => Class::Conjunction,
        _ if word.starts_with(|first: char| first.is_ascii_digit()) => Class::Determiner,
        _ => Class::Content,
    }
}

/// Whether a word begins a clause in which something may be left out: “the town that he grew up in”.
pub(super) fn opens_gap(word: &str) -> bool {
    opens_question(word) || matches!(word, "that" | "than" | "as")
}

/// Whether a word asks, or begins a clause that stands for a noun: “what he believes in”.
pub(super) fn opens_question(word: &str) -> bool {
    matches!(
        word,
        "what"
            | "who"
            | "whom"
            | "which"
            | "where"
            | "whatever"
            | "whoever"
            | "whomever"
            | "whichever"
            | "wherever"
    )
}

/// Whether a word begins a subordinate clause, at the end of which the main clause may begin: “if it does does it ...”.
pub(super) fn subordinates(word: &str) -> bool {
    opens_gap(word)
        || matches!(
            word,
            "if" | "when"
                | "whenever"
                | "once"
                | "while"
                | "since"
                | "because"
                | "although"
                | "though"
                | "after"
                | "before"
                | "until"
                | "till"
                | "unless"
                | "whether"
                | "how"
                | "why"
                | "whose"
                | "however"
                | "more"
                | "less"
                | "all"
                | "everything"
                | "those"
        )
}

/// Whether a word stands for a noun by itself and is often the head of a clause: “nobody to talk to”, “the one he ...”.
pub(super) fn is_head(word: &str) -> bool {
    matches!(
        word,
        "one"
            | "ones"
            | "those"
            | "all"
            | "nobody"
            | "nothing"
            | "nowhere"
            | "somebody"
            | "someone"
            | "something"
            | "somewhere"
            | "anybody"
            | "anyone"
            | "anything"
            | "anywhere"
            | "everybody"
            | "everyone"
            | "everything"
    )
}

/// Whether a word tells when or how, and often begins a clause: what follows it is no clause about it (“together they
/// account for”).
pub(super) fn is_adverb(word: &str) -> bool {
    matches!(
        word,
        "again"
            | "also"
            | "eventually"
            | "finally"
            | "here"
            | "instead"
            | "later"
            | "maybe"
            | "meanwhile"
            | "now"
            | "often"
            | "perhaps"
            | "so"
            | "sometimes"
            | "soon"
            | "still"
            | "then"
            | "there"
            | "thus"
            | "today"
            | "together"
            | "tomorrow"
            | "tonight"
            | "usually"
            | "yesterday"
            | "yet"
    )
}

/// Whether a word behind which “to” stands is hardly ever the end of its clause: “needs to”, “going to”.
pub(super) fn wants_verb(word: &str) -> bool {
    matches!(
        word,
        "need"
            | "needs"
            | "needed"
            | "want"
            | "wants"
            | "wanted"
            | "have"
            | "has"
            | "had"
            | "having"
            | "going"
            | "able"
            | "likely"
            | "unable"
            | "ought"
            | "tend"
            | "tends"
            | "tended"
    )
}

/// Whether a verb says that somebody said or thought something, so that a clause behind it is its object: “she said he”.
pub(super) fn reports(word: &str) -> bool {
    let stem =
        ["ed", "es", "ing", "s", "d"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    matches!(
        word,
        "said" | "says" | "thought" | "told" | "knew" | "felt" | "found" | "meant" | "saw" | "sure"
    ) || matches!(
        stem,
        "say"
            | "think"
            | "tell"
            | "know"
            | "feel"
            | "find"
            | "mean"
            | "see"
            | "hop"
            | "hope"
            | "believ"
            | "believe"
            | "claim"
            | "add"
            | "argu"
            | "argue"
            | "warn"
            | "insist"
            | "suggest"
            | "admit"
            | "admitt"
            | "agre"
            | "agree"
            | "announc"
            | "announce"
            | "explain"
            | "not"
            | "note"
            | "report"
            | "expect"
            | "show"
            | "wish"
            | "fear"
            | "hear"
            | "heard"
            | "confirm"
            | "promis"
            | "promise"
            | "understand"
            | "realis"
            | "realise"
            | "realiz"
            | "realize"
            | "decid"
            | "decide"
            | "deni"
            | "deny"
    )
}

/// Whether a word turns a verb back on its subject: “the police police themselves”.
pub(super) fn is_reflexive(word: &str) -> bool {
    word.ends_with("self") || word.ends_with("selves")
}

/// Whether a word that begins a sentence with a capital letter is no part of a name, whatever follows it.
pub(super) fn is_never_name(word: &str) -> bool {
    const OTHERS: [&str; 6] = ["there", "when", "as", "that", "what", "who"];
    let is_plain = match class(word) {
        Class::Subject => word != "i",
        Class::Determiner | Class::Conjunction => word != "no" && word.len() > 1,
        Class::Pronoun | Class::Preposition => true,
        Class::Particle => matches!(word, "in" | "on" | "by"),
        Class::Auxiliary => matches!(word, "is" | "are" | "was" | "were" | "has" | "had"),
        _ => false,
    };
    is_plain || OTHERS.contains(&word)
}
