//! What the grammar of English makes of a doubled word: whether nobody would write it, whether it may be right, or
//! whether it is. A clause may end with a word and the next one begin with it (“the town he grew up in in Leeds”); no
//! list of phrases holds all of these, but what stands before the pair tells them apart.

use super::classes::{
    Class, class, is_adverb, is_head, is_reflexive, opens_gap, opens_question, reports, subordinates,
    wants_verb,
};

/// How far back a clause is looked for.
pub(super) const REACH: usize = 10;

/// What a doubled word is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    /// Nobody doubles it there.
    Plain,
    /// It may be good English.
    Doubtful,
    /// It is good English.
    Good,
}

/// The words around a pair, as far as its clause reaches.
pub(super) struct Around<'a> {
    /// Before it, the nearest first, in lower case.
    pub(super) before: Vec<String>,
    /// Which of these are written with a capital letter, as names are.
    pub(super) names: Vec<bool>,
    /// Whether the clause begins within reach, so that `before` is all of it.
    pub(super) whole: bool,
    /// Behind it.
    pub(super) after: Option<&'a str>,
}

fn is_modal(word: &str) -> bool {
    matches!(word, "can" | "could" | "may" | "might" | "must" | "shall" | "should" | "will" | "would")
}

/// Whether a word stands twice as often for a reason as by mistake: “she had had enough”, “he said that that vote”.
pub(super) fn is_always_doubtful(word: &str) -> bool {
    matches!(word, "that" | "had")
}

/// What `word`, in lower case, is taken for where it stands twice.
pub(super) fn judge(word: &str, around: &Around<'_>) -> Verdict {
    let after = around.after.unwrap_or_default();
    match class(word) {
        _ if is_always_doubtful(word) => Verdict::Doubtful,
        _ if around.before.is_empty() => Verdict::Plain,
        Class::Determiner if word == "her" => around.judge_her(after),
        Class::Determiner if matches!(word, "this" | "these" | "those") => around.judge_ender(),
        Class::Content if matches!(word, "now" | "then" | "here" | "again") => around.judge_ender(),
        Class::Pronoun => around.judge_pronoun(word, after),
        // Behind a mark the second one would have nothing to govern.
        Class::Particle | Class::Preposition if after.is_empty() => Verdict::Plain,
        Class::Particle | Class::Preposition => around.judge_preposition(word),
        Class::Auxiliary => around.judge_auxiliary(word, after),
        Class::Content if word == "there" => around.judge_pronoun(word, after),
        Class::Content => around.judge_content(after),
        _ => Verdict::Plain,
    }
}

impl Around<'_> {
    fn word(&self, index: usize) -> &str {
        self.before.get(index).map_or("", String::as_str)
    }

    fn class(&self, index: usize) -> Option<Class> {
        self.before.get(index).map(|word| class(word))
    }

    fn is_name(&self, index: usize) -> bool {
        self.names.get(index) == Some(&true)
    }

    /// “left her her dignity”, “it seemed to her her life was over”.
    fn judge_her(&self, after: &str) -> Verdict {
        if after.is_empty() || class(after) != Class::Content {
            return Verdict::Plain;
        }
        match self.class(0) {
            Some(Class::Content) => Verdict::Good,
            Some(Class::Preposition) => Verdict::Doubtful,
            _ => Verdict::Plain,
        }
    }

    /// “If we do this this will end”: only a subordinate clause ends like that.
    fn judge_ender(&self) -> Verdict {
        if self.may_end() && self.has(1, subordinates) { Verdict::Doubtful } else { Verdict::Plain }
    }

    /// “if you want it it will come”, “I told you you would fall”, “once you are there there is no way back”.
    fn judge_pronoun(&self, word: &str, after: &str) -> Verdict {
        let is_told = word == "you" && self.class(0) == Some(Class::Content);
        match (self.may_end() && (is_told || self.has(1, subordinates)), class(after)) {
            (false, _) => Verdict::Plain,
            (true, Class::Auxiliary) => Verdict::Good,
            (true, _) => Verdict::Doubtful,
        }
    }

    /// Whether a clause may end with the pair: the word before it begins none (“more than it it had”).
    fn may_end(&self) -> bool {
        !subordinates(self.word(0)) && self.class(0) != Some(Class::Conjunction)
    }

    /// A preposition ends a clause where the clause lacks what it governs, and one that belongs to its verb anywhere.
    fn judge_preposition(&self, word: &str) -> Verdict {
        let is_particle = class(word) == Class::Particle;
        let is_verb_before = match self.class(0) {
            Some(Class::Content) => !self.is_name(0) && !self.is_noun(),
            Some(Class::Particle | Class::Auxiliary) => true,
            // “handed it in in person”
            Some(Class::Object | Class::Pronoun) => is_particle,
            _ => false,
        };
        if !is_verb_before {
            return Verdict::Plain;
        }
        // “nobody to talk to to pass the time”
        if self.word(1) == "to" && is_head(self.word(2)) {
            return Verdict::Good;
        }
        // “what she has to to stay”, but hardly “the votes she needs to to win”
        if word == "to" && wants_verb(self.word(0)) {
            let is_open =
                self.has(1, |word| opens_question(word) || is_head(word) || matches!(word, "as" | "than"));
            return if is_open { Verdict::Doubtful } else { Verdict::Plain };
        }
        // “a house to live in in Lyne”, “it was looked at at length”, “worth looking at at length”
        let is_passive = matches!(self.word(1), "to" | "worth") || self.class(1) == Some(Class::Auxiliary);
        match self.lacks_object() {
            Verdict::Plain if is_particle || is_passive || self.has(2, opens_gap) => Verdict::Doubtful,
            verdict => verdict,
        }
    }

    /// “what she was was a teacher”, “if it does does it matter?”, “they do do that”.
    fn judge_auxiliary(&self, word: &str, after: &str) -> Verdict {
        let is_subject = matches!(self.class(0), Some(Class::Subject | Class::Pronoun));
        let is_asked = matches!(class(after), Class::Subject | Class::Pronoun);
        if word == "do" && is_subject {
            return Verdict::Good;
        }
        let is_clause = (is_subject || self.word(0) == "there")
            && self.has(1, |word| opens_question(word) || word == "all");
        let is_relative = is_subject && self.lacks_object() == Verdict::Good;
        let ends_clause = is_clause || is_asked && self.has(1, subordinates);
        match ends_clause || is_relative {
            false if !self.has(0, subordinates) => Verdict::Plain,
            // “All that he could could not save it” is English that hardly anybody writes.
            true if !is_modal(word) && (ends_clause || !self.is_of_other_number(word)) => Verdict::Good,
            _ => Verdict::Doubtful,
        }
    }

    /// Whether the verb is that of one thing, and the noun before the pronoun one of many, so that it cannot be the verb's
    /// subject: “over the years it has has”, but “the company it has has”.
    fn is_of_other_number(&self, verb: &str) -> bool {
        let head = self.word(1);
        matches!(verb, "is" | "was" | "has" | "does")
            && head.ends_with('s')
            && !head.ends_with("ss")
            && head != "news"
    }

    /// Two verbs meet where the subject is a clause: “whoever wins wins big”, “the people we help help others”.
    fn judge_content(&self, after: &str) -> Verdict {
        if is_reflexive(after) {
            return Verdict::Good;
        }
        let is_first = self.whole && self.before.len() == 1;
        match (self.word(0), self.word(1)) {
            ("whoever" | "whatever" | "whichever", _) => return Verdict::Good,
            ("what", _) if is_first => return Verdict::Good,
            ("who", "those" | "they" | "he" | "she" | "people") => return Verdict::Good,
            ("who", head) | ("that", head) if is_head(head) => return Verdict::Good,
            ("what" | "who" | "which" | "that", _) => return Verdict::Doubtful,
            _ => {}
        }
        match self.class(0) {
            Some(Class::Subject | Class::Pronoun) => self.lacks_object(),
            Some(Class::Content) if !self.is_name(0) => self.lacks_object().min(Verdict::Doubtful),
            _ => Verdict::Plain,
        }
    }

    /// Whether the word before the pair can be told to be a noun: it follows a determiner at once.
    fn is_noun(&self) -> bool {
        self.class(1) == Some(Class::Determiner)
    }

    /// Whether a word from `from` on is one of those that `is` tells.
    fn has(&self, from: usize, is: impl Fn(&str) -> bool) -> bool {
        self.before.iter().skip(from).any(|word| is(word))
    }

    /// Whether the pair ends a clause whose object stands before it. That is so behind a pronoun with a noun right before
    /// it (“the town he grew up in”); it may be behind “that” (“the town that he grew up in”), a question word (“what
    /// he believes in”), and where the subject is no pronoun (“the bank the mayor borrowed from”).
    fn lacks_object(&self) -> Verdict {
        let within = (0..self.before.len()).take_while(|&at| at == 0 || !self.ends_clause(at - 1));
        let verdict = |at: usize| match (self.begins_subject(at), self.word(at + 1)) {
            (Verdict::Plain, _) => Verdict::Plain,
            (_, "that") if self.ends_noun_phrase(at + 2) => Verdict::Doubtful,
            (_, word) if opens_question(word) || word == "than" => Verdict::Doubtful,
            (verdict, _) if self.ends_noun_phrase(at + 1) => verdict,
            _ => Verdict::Plain,
        };
        within.map(verdict).max().unwrap_or(Verdict::Plain)
    }

    /// Whether no clause reaches back over the word at `index`.
    fn ends_clause(&self, index: usize) -> bool {
        matches!(self.class(index), Some(Class::Preposition | Class::Conjunction))
            || subordinates(self.word(index))
    }

    /// Whether the word at `index` begins the subject of a clause, for certain or perhaps.
    fn begins_subject(&self, index: usize) -> Verdict {
        match self.class(index) {
            Some(Class::Subject | Class::Pronoun) => Verdict::Good,
            Some(Class::Determiner) if index >= 2 => Verdict::Doubtful,
            Some(Class::Content) if index >= 1 && self.is_name(index) => Verdict::Doubtful,
            _ => Verdict::Plain,
        }
    }

    /// Whether the word at `index` ends a noun phrase: up to two words before it stands a determiner, a preposition or
    /// the beginning of the clause.
    fn ends_noun_phrase(&self, index: usize) -> bool {
        let word = self.word(index);
        if is_head(word) {
            return true;
        }
        let is_noun = self.class(index) == Some(Class::Content) && !subordinates(word) && !is_adverb(word);
        if !is_noun || self.is_name(index) {
            return false;
        }
        // “the show he was on”, but not “they show he was on”
        if reports(word) {
            return self.class(index + 1) == Some(Class::Determiner);
        }
        for at in index + 1..index + 4 {
            match self.class(at) {
                None => return self.whole,
                Some(Class::Preposition) => return self.word(at) != "to",
                Some(Class::Determiner) => return true,
                Some(Class::Content) if !reports(self.word(at)) => {}
                _ => return false,
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the pair between square brackets is taken for; the text is one clause.
    fn told(text: &str) -> Verdict {
        let (before, rest) = text.split_once('[').unwrap();
        let (pair, after) = rest.split_once(']').unwrap();
        let words: Vec<&str> = before.split_whitespace().collect();
        let last = words.len().saturating_sub(1);
        let around = Around {
            before: words.iter().rev().take(REACH).map(|word| word.to_lowercase()).collect(),
            names: words
                .iter()
                .rev()
                .enumerate()
                .map(|(at, word)| at < last && *word != "I" && word.starts_with(char::is_uppercase))
                .collect(),
            whole: words.len() <= REACH,
            after: after.split_whitespace().next(),
        };
        judge(pair.split_whitespace().next().unwrap(), &around)
    }

    fn all(verdict: Verdict, texts: &[&str]) {
        for text in texts {
            assert_eq!(told(text), verdict, "{text}");
        }
    }

    #[test]
    fn a_preposition_may_end_a_clause_and_begin_the_next() {
        all(
            Verdict::Good,
            &[
                "The town he grew up [in in] Leeds is gone",
                "the city he moved [to to] study law",
                "The team he plays [for for] the rest of the season",
                "The show he was [on on] Sunday",
                "the city she had dreamed [of of] late",
                "the man she fell in [with with] ease",
                "the dog he was so fond [of of] late",
                "there is nobody to talk [to to] pass the time",
            ],
        );
        all(
            Verdict::Doubtful,
            &[
                "The state the company was [in in] March",
                "the bank that the mayor borrowed [from from] 1990 on",
                "the town Ada grew up [in in] Leeds",
                "What the board agreed [to to] end the strike",
                "more than she asked [for for] years",
                "it was looked [at at] length",
                "The more she looked into [it it] seemed clear",
                "a house to live [in in] Lyne",
                "she moved [on on] Monday",
                "he handed it [in in] person",
                "Mismatch is what we want [for for] our kids",
                "She does what she has [to to] win",
            ],
        );
        all(
            Verdict::Plain,
            &[
                "a member [of of] the board",
                "he went [to to] Lyne",
                "She said he moved [to to] Lyne",
                "Isn’t he supposed [to to] be there",
                "the vote [in in] Lyne",
                "Okafor met Hale [in in] Lyne",
                "they spoke to the board [of of] the port",
                "[In in] May",
                "The mayor sang [along along]",
                "and [on on] the pier",
                "out [of of] the town",
                "the possum thrives when it eats a variety [of of] foods",
                "together they account [for for] a third",
                "to win the votes she needs [to to] stay in office",
            ],
        );
    }

    #[test]
    fn two_verbs_meet_behind_a_clause_that_is_the_subject() {
        all(
            Verdict::Good,
            &[
                "Whoever [wins wins] big",
                "Those who [came came] late",
                "and those who [knew knew] little",
                "The police [police police] themselves",
                "people we [help help] others",
                "All that [glitters glitters] for a day",
                "If it [does does] it matter",
                "what she [was was] a teacher",
                "The people they [were were] gone",
                "the company it [has has] lost money",
                "what they [do do] is",
            ],
        );
        all(
            Verdict::Doubtful,
            &[
                "What he [says says] a lot",
                "the man who [came came] late",
                "one of those who [are are] counting",
                "Over the years it [has has] lost money",
            ],
        );
        all(
            Verdict::Plain,
            &[
                "he said he [wanted wanted] to",
                "The council [council council] met",
                "the [ferry ferry] sank",
                "it [was was] late",
            ],
        );
    }

    #[test]
    fn pronouns_meet_where_clauses_meet() {
        all(
            Verdict::Good,
            &[
                "He left [her her] dignity",
                "the court denied [her her] pension",
                "If you like [it it] is yours",
                "I told [you you] would fall",
                "once you are [there there] is no way back",
            ],
        );
        all(
            Verdict::Doubtful,
            &["it seemed to [her her] life", "if we do [this this] week", "what happens [now now] matters"],
        );
        all(
            Verdict::Plain,
            &[
                "she met [her her] at noon",
                "created more trouble than [it it] had",
                "and [her her] dog",
                "[it it] sailed",
                "the board said [it it] would",
                "near [the the] pier",
            ],
        );
    }
}
