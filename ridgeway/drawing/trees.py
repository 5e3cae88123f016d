"""A tree drawn from left to right: boxes joined by lines, each child beside its parent. Plain values in, an SVG string out."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from . import svg

WIDTH, GAP_X, GAP_Y = 660.0, 22.0, 10.0
LINE, PAD = 16.0, 8.0
LETTER = 6.7


@dataclass
class Node:
    """A box: its words in lines, and where it stands."""

    words: str
    level: int
    children: list["Node"] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    middle: float = 0.0

    @property
    def height(self) -> float:
        return len(self.lines) * LINE + 2 * PAD


def grown(rows: Sequence[tuple[int, str]]) -> list[Node]:
    """The roots of a tree told as levels (from nought) and words, in order; a level that jumps hangs on the last box above it."""
    roots: list[Node] = []
    path: list[Node] = []
    for level, words in rows:
        node = Node(words, min(level, len(path)))
        del path[node.level :]
        (path[-1].children if path else roots).append(node)
        path.append(node)
    return roots


def drawn(title: str, rows: Sequence[tuple[int, str]], *, describe: str = "", key: str = "tree") -> SafeString:
    """The drawing."""
    roots = grown(rows)
    depth = max((_depth(root) for root in roots), default=1)
    width = (WIDTH - GAP_X * (depth - 1) - 2) / depth
    at = 1.0
    for root in roots:
        at = _place(root, at, width)
    parts: list[str] = []
    for root in roots:
        _draw(root, width, parts)
    return svg.picture("".join(parts), WIDTH, max(at, 40), title, describe, "chart", key, fluid=True)


def told(rows: Sequence[tuple[int, str]]) -> str:
    """The tree in words: what leads to what."""

    def says(node: Node) -> list[str]:
        own = [f"{node.words} leads to {', '.join(child.words for child in node.children)}"] if node.children else []
        return [*own, *(line for child in node.children for line in says(child))]

    found = [line for root in grown(rows) for line in says(root)]
    return ". ".join(found) + "." if found else ", ".join(words for _, words in rows)


def _depth(node: Node) -> int:
    return 1 + max((_depth(child) for child in node.children), default=0)


def _place(node: Node, at: float, width: float) -> float:
    """Give a node and what hangs on it their heights; says where the next may begin."""
    node.lines = textwrap.wrap(node.words, max(6, int((width - 2 * PAD) / LETTER))) or [""]
    if not node.children:
        node.middle = at + node.height / 2
        return at + node.height + GAP_Y
    end = at
    for child in node.children:
        end = _place(child, end, width)
    node.middle = max((node.children[0].middle + node.children[-1].middle) / 2, at + node.height / 2)
    return max(end, node.middle + node.height / 2 + GAP_Y)


def _draw(node: Node, width: float, parts: list[str]) -> None:
    x = 1 + node.level * (width + GAP_X)
    for child in node.children:
        turn, begin = x + width + GAP_X / 2, child.level * (width + GAP_X) + 1
        parts.append(svg.polyline("d-axis", [(x + width, node.middle), (turn, node.middle), (turn, child.middle), (begin, child.middle)]))  # fmt: skip
        _draw(child, width, parts)
    parts.append(svg.rect("d-ring", x, node.middle - node.height / 2, width, node.height))
    first = node.middle - node.height / 2 + PAD + 12
    for number, line in enumerate(node.lines):
        parts.append(svg.text("d-words", x + PAD, first + number * LINE, line))
