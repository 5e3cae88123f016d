"""What is wrong with a page's HTML, as far as its own text can say: a check of every day; a full validator is run by hand.

It knows what templates get wrong: elements that are not closed or closed twice, a paragraph with a block in it, a list with something else
in it than its items, one interactive element in another, an id twice or an id asked for that is not there, an attribute twice, headings out of order.
"""

from html.parser import HTMLParser

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
BLOCKS = frozenset(["address", "article", "aside", "blockquote", "details", "dialog", "div", "dl", "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul"])  # fmt: skip
ONLY_PHRASES = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "span", "strong", "button", "label", "time", "dt"])
INSIDE = {
    "ul": {"li", "script", "template"},
    "ol": {"li", "script", "template"},
    "dl": {"dt", "dd", "div"},
    "tr": {"th", "td"},
}
ACTS = frozenset({"a", "button", "select", "textarea", "input", "label", "summary"})
ASKS = ("for", "aria-labelledby", "aria-describedby", "aria-controls")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.ids: list[str] = []
        self.asked: list[tuple[str, str]] = []
        self.headings: list[int] = []

    def handle_starttag(self, tag, attrs):
        where = f"<{tag}> in {' > '.join(self.open[-3:])}, line {self.getpos()[0]}"
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.wrong.append(f"an attribute twice: {where}")
        given = dict(attrs)
        if "id" in given:
            self.ids.append(given["id"])
        self.asked += [(name, one) for name in ASKS for one in (given.get(name) or "").split()]
        if tag == "img" and "alt" not in given:
            self.wrong.append(f"no alt: {where}")
        self._placed(tag, given, where)
        if tag not in VOID:
            self.open.append(tag)

    def _placed(self, tag, given, where):
        holder = self.open[-1] if self.open else ""
        if holder in INSIDE and tag not in INSIDE[holder]:
            self.wrong.append(f"not an item: {where}")
        if tag in BLOCKS and ONLY_PHRASES & set(self.open):
            self.wrong.append(f"a block among words: {where}")
        if tag in ACTS and given.get("type") != "hidden" and {"a", "button"} & set(self.open):
            self.wrong.append(f"one that acts in another: {where}")
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            level = int(tag[1])
            if level - (self.headings[-1] if self.headings else 1) > 1:  # a summary of errors stands before the first
                self.wrong.append(f"a heading's level is left out: {where}")
            self.headings.append(level)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.wrong.append(f"</{tag}> closes {self.open[-1:] or 'nothing'}, line {self.getpos()[0]}")
        if tag in self.open:
            del self.open[len(self.open) - 1 - self.open[::-1].index(tag) :]


def faults(page: str) -> list[str]:
    """What is wrong with a page, a line each; empty for one that is right."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    found = list(reader.wrong)
    if not page.startswith("<!DOCTYPE html>"):
        found.append("it does not begin with its doctype")
    found += [f"not closed: <{tag}>" for tag in reader.open]
    found += [f"an id twice: {one}" for one in sorted({one for one in reader.ids if reader.ids.count(one) > 1})]
    found += [f"{name} asks for {one}, which is not there" for name, one in reader.asked if one not in reader.ids]
    if reader.headings.count(1) != 1:
        found.append(f"{reader.headings.count(1)} first headings")
    return found
