"""Short forms: one spelt in two ways, and one that stands for two things. Neither is arithmetic, so the verdict is "cannot tell"."""

import re
from collections import Counter
from collections.abc import Iterator

from .figures import Sentence
from .findings import Verdict
from .paper import Block, Paper
from .remarks import Remark

Found = tuple[Block, Sentence, Remark]
_SHORT = re.compile(r"\b[A-Z]{4,7}\b")
_LONG = re.compile(r"(?P<long>(?:[A-Z][\w’'-]+ |(?:and|of|in|for|the|with|to) ){2,9})\((?P<short>[A-Z]{3,7})\)")
_SMALL = frozenset({"and", "of", "in", "for", "the", "with", "to"})


def look(paper: Paper) -> Iterator[Found]:
    """Short forms whose letters changed places, and those that are written out in two ways."""
    yield from _turned(paper)
    yield from _two_meanings(paper)


def _turned(paper: Paper) -> Iterator[Found]:
    """Two short forms of the same letters, two neighbours of which changed places: the rarer is pointed at."""
    first: dict[str, tuple[Block, Sentence]] = {}
    count: Counter[str] = Counter()
    for block in paper.paragraphs:
        for sentence in block.sentences:
            if sentence.text.isupper():
                continue
            for found in _SHORT.finditer(sentence.text):
                first.setdefault(found[0], (block, sentence))
                count[found[0]] += 1
    of_letters: dict[
        str, list[str]
    ] = {}  # only those of the same letters are held against one another: a long paper has many
    for rare in sorted(count, key=lambda name: (-count[name], name)):
        same = of_letters.setdefault("".join(sorted(rare)), [])
        for often in (one for one in same if is_turned(one, rare)):
            block, sentence = first[rare]
            yield block, sentence, Remark(
                (), Verdict.CANNOT_TELL, f"{often} {count[often]} times, {rare} {count[rare]}",
                f"“{rare}” has the letters of “{often}” in another order. If they are one thing, write it one way.",
            )  # fmt: skip
        same.append(rare)


def is_turned(one: str, other: str) -> bool:
    """Whether two words differ in two neighbouring letters that changed places."""
    if len(one) != len(other):
        return False
    apart = [n for n in range(len(one)) if one[n] != other[n]]
    return len(apart) == 2 and apart[1] == apart[0] + 1 and one[apart[0]] == other[apart[1]] and one[apart[1]] == other[apart[0]]  # fmt: skip


def _two_meanings(paper: Paper) -> Iterator[Found]:
    meant: dict[str, tuple[tuple[str, ...], str, Block]] = {}
    for block in paper.paragraphs:
        for sentence in block.sentences:
            for found in _LONG.finditer(sentence.text):
                words = _standing_for(found["long"].split(), found["short"])
                if not words:
                    continue
                plain = tuple(w.lower().replace("’", "'") for w in words if w.lower() not in _SMALL)
                known = meant.setdefault(found["short"], (plain, " ".join(words), block))
                if known[0] != plain:
                    yield block, sentence, Remark(
                        (), Verdict.CANNOT_TELL, f"{found['short']}: “{known[1]}” ({known[2].where}), “{' '.join(words)}”",
                        f"{found['short']} is written out in two ways. Say which is meant.",
                    )  # fmt: skip


def _standing_for(words: list[str], short: str) -> list[str]:
    """The last words before the bracket whose first letters give the short form, small words counted or not; none where they do not."""
    for begin in range(len(words) - 1, -1, -1):
        chosen = words[begin:]
        if words[begin].lower() in _SMALL:
            continue
        if short in (
            "".join(w[0] for w in chosen).upper(),
            "".join(w[0] for w in chosen if w.lower() not in _SMALL).upper(),
        ):
            return chosen
    return []
