#!/usr/bin/env python3
"""Make the word lists of this folder from SCOWL's.

    python3 lexicon/import.py FOLDER

FOLDER holds SCOWL's final lists (`english-words.10` ...): `usr/share/dict/scowl` of the unpacked Debian package, or
`final` of the source. The same lists give the same bytes. What is done to the words is told in README.md.
"""

import pathlib
import re
import sys
import unicodedata

LEVELS = (10, 20, 35, 40, 50, 55, 60, 70, 80, 95)
SUBJECTS = ("words", "upper", "proper-names", "abbreviations", "contractions")
AMERICAN, BRITISH = 1, 2
# Which regions a category of SCOWL speaks for. Canada and Australia mix both usages, so their lists prefer neither;
# a word that a base list gives to one region stays there even if another region has it as a variant.
BASE = {
    "english": AMERICAN | BRITISH,
    "american": AMERICAN,
    "british": BRITISH,
    "british_z": BRITISH,
}
OTHER = (
    "canadian",
    "australian",
    "variant_1",
    "british_variant_1",
    "canadian_variant_1",
    "australian_variant_1",
)
# Variants of the second degree hold good words (harken) and near-errors (mortgager): listed, but as the rarest.
DOUBTFUL = ("variant_2", "british_variant_2", "canadian_variant_2", "australian_variant_2")
RAREST = LEVELS[-1]
COMMON = 60
NAMES = {AMERICAN: "american", BRITISH: "british", AMERICAN | BRITISH: "english"}
USABLE = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*'?")
HERE = pathlib.Path(__file__).resolve().parent


def read(folder, category, level):
    """The usable words of one category and level."""
    for subject in SUBJECTS:
        path = folder / f"{category}-{subject}.{level}"
        if path.exists():
            for line in decode(path.read_bytes()).splitlines():
                word = unicodedata.normalize("NFC", line.strip())
                if USABLE.fullmatch(word) and not word.endswith(("'s", "s'")):
                    yield word


def decode(data):
    """Debian ships the lists as UTF-8, the source has them in Latin-1."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("iso-8859-1")


def without_accents(word):
    """The unaccented twin."""
    for letter, plain in (("æ", "ae"), ("Æ", "Ae"), ("ø", "o"), ("Ø", "O"), ("ß", "ss"), ("ð", "d"), ("þ", "th")):
        word = word.replace(letter, plain)
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def gather(folder):
    """Word -> (level, regions): the lowest level of any list, the regions of the base lists."""
    words, regions = {}, {}
    for level in LEVELS:
        for category, spoken in BASE.items():
            for word in read(folder, category, level):
                words.setdefault(word, level)
                regions[word] = regions.get(word, 0) | spoken
        for category in OTHER:
            for word in read(folder, category, level):
                words.setdefault(word, level)
    for level in LEVELS:
        for category in DOUBTFUL:
            for word in read(folder, category, level):
                words.setdefault(word, RAREST)
    both = AMERICAN | BRITISH
    found = {word: (level, regions.get(word, both)) for word, level in words.items()}
    for word, (level, spoken) in list(found.items()):
        # Of a rare word the accents are part: without them “agrément” is more likely a slip.
        found.setdefault(without_accents(word), (level if level <= COMMON else RAREST, spoken))
    return found


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    if not (folder / "english-words.10").exists():
        sys.exit(f"no SCOWL lists in {folder}")
    lists = {}
    for word, (level, spoken) in gather(folder).items():
        lists.setdefault((NAMES[spoken], level), []).append(word)
    for (name, level), words in sorted(lists.items()):
        text = "".join(f"{word}\n" for word in sorted(words))
        (HERE / "words" / f"{name}-{level}.txt").write_text(text, encoding="utf-8", newline="\n")
        print(f"words/{name}-{level}.txt: {len(words)} words")


if __name__ == "__main__":
    main()
