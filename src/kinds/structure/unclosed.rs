//! What hides copy because it is never closed: a comment, a block of code, a `<script>`. Each is hit where it is opened,
//! since its end is what is missing.

use crate::document::{Document, Unclosed, UnclosedForm};
use crate::kinds::Hit;

/// A comment that is never closed. One that was meant as a stet has a finding of its own.
pub(super) fn comment(document: &Document<'_>, hits: &mut Vec<Hit>) {
    let is_stet = |comment: &Unclosed| {
        document.malformed_stets().iter().any(|stet| {
            let between = document.text().get(comment.mark.end()..stet.span.start());
            between.is_some_and(|between| between.trim().is_empty())
        })
    };
    hits.extend(
        of(document, UnclosedForm::Comment).filter(|comment| !is_stet(comment)).map(|it| hit(document, it)),
    );
}

/// A block of code that is never closed.
pub(super) fn code(document: &Document<'_>, hits: &mut Vec<Hit>) {
    hits.extend(of(document, UnclosedForm::Code).map(|code| hit(document, code)));
}

/// A tag such as `<script>` that is never closed.
pub(super) fn tag(document: &Document<'_>, hits: &mut Vec<Hit>) {
    hits.extend(of(document, UnclosedForm::Tag).map(|tag| hit(document, tag)));
}

/// Front matter that is neither TOML nor YAML, at the row that breaks it.
pub(super) fn front_matter(document: &Document<'_>, hits: &mut Vec<Hit>) {
    hits.extend(document.broken_front_matter().map(|span| Hit { span, ..Hit::default() }));
}

fn of<'d>(document: &'d Document<'_>, form: UnclosedForm) -> impl Iterator<Item = &'d Unclosed> + use<'d> {
    document.unclosed().iter().filter(move |unclosed| unclosed.form == form)
}

fn hit(document: &Document<'_>, unclosed: &Unclosed) -> Hit {
    let text = document.text();
    let hidden = &text[unclosed.mark.end().min(unclosed.unread.end())..unclosed.unread.end()];
    let hides_rows = hidden.split_once(['\n', '\r']).is_some_and(|(_, below)| !below.trim().is_empty());
    let note = if hides_rows {
        "nothing below is read"
    } else if unclosed.unread.end() <= unclosed.mark.end() {
        "readers see it"
    } else {
        ""
    };
    Hit { span: unclosed.mark, note: note.to_owned(), ..Hit::default() }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{hits, places};
    use super::*;
    use crate::document::Markup::{Markdown, Plain};

    #[test]
    fn a_comment_without_its_end_is_hit_where_it_begins() {
        let text = "# H\n\n<!-- a note\n\nThe ferry.\n";
        assert_eq!(places(comment, text, Markdown), [(5, 9, vec![])]);
        assert_eq!(hits(comment, text, Markdown)[0].note, "nothing below is read");
        let inline = "# H\n\nThe ferry <!-- a note.\n\nIt sails.\n";
        assert_eq!(places(comment, inline, Markdown), [(15, 19, vec![])]);
        assert_eq!(hits(comment, inline, Markdown)[0].note, "readers see it");
        assert_eq!(places(comment, "<div>\n<!-- a\n\n<!-- b\n", Markdown), [(6, 10, vec![])]);
        assert_eq!(hits(comment, "# H\n\n<!-- a note\n", Markdown)[0].note, "");
        for text in [
            "<!-- a\n\nb -->\n\nThe ferry.\n",
            "<div>\n<!-- a\n\nb -->\n",
            "The ferry <!-- a\nb --> sails.\n",
            "The ferry \\<!-- sails, `<!--` too.\n",
            "```\n<!--\n```\n",
            "<!-- stet: doubled-word\n\nThe the ferry.\n",
            "The the <!-- stet: doubled-word\n",
            "<!-->\n\nThe ferry.\n",
        ] {
            assert_eq!(places(comment, text, Markdown), [], "{text}");
        }
        assert_eq!(places(comment, text, Plain), [], "plain text has no comments");
    }

    #[test]
    fn code_and_tags_without_their_end_are_hit() {
        assert_eq!(places(code, "# H\n\n```md\nThe ferry.\n", Markdown), [(5, 10, vec![])]);
        assert_eq!(places(tag, "# H\n\n<script>\n\nThe ferry.\n", Markdown), [(5, 13, vec![])]);
        assert_eq!(places(tag, "> <pre>\n> x\n", Markdown), [(2, 7, vec![])]);
        for text in ["```\na\n```\n", "The ferry.\n\n```\n", "- ```\n  a\n\nThe ferry.\n", "~~~\n```\n~~~\n"]
        {
            assert_eq!(places(code, text, Markdown), [], "{text}");
        }
        for text in ["<script>\n</script>\n", "<pre>x</pre>\n", "- <pre>\n  x\n\nThe ferry.\n", "<p>\n"] {
            assert_eq!(places(tag, text, Markdown), [], "{text}");
        }
    }
}
