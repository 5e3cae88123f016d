"""A crowd as dots: one for each person, by how many cases they hold; those over the most stand apart, as one group."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from .svg import diamond, element, line, picture, text

STEP, DOT, TALLEST = 9.0, 3.4, 18


def people_a_dot(*spreads: Sequence[tuple[int, int]]) -> int:
    """How many people one dot stands for, so that no column is more than eighteen dots high."""
    return max([1, *(-(-people // (TALLEST * 2)) for spread in spreads for _, people in spread)])


def crowd(
    spread: Sequence[tuple[int, int]], most: float, title: str, *, each: int = 1, across: float = 360,
    words: tuple[str, str] = ("most", "over"),
) -> SafeString:  # fmt: skip
    """People by cases held: a column for each number of cases up to `most`, and one group for all over it. Empty for nobody.

    A dot stands for `each` people (`people_a_dot`). `across`: how wide it is drawn, so that its words stay legible where it stands;
    `words`: those of the limit and of the group over it.
    """
    within = {cases: people for cases, people in spread if cases <= most}
    over = sum(people for cases, people in spread if cases > most)
    if not within:
        return SafeString("")
    low, high = min(within), int(most)
    columns = range(low, high + 1)
    wide = max(14.0, across / (len(columns) + 3))
    rows = [max(1, round(people / each)) for people in within.values()]
    tall = max([-(-count // 2) for count in rows] + [-(-round(over / each) // 3)]) * STEP + 34
    base = tall - 4
    parts = [line("d-axis", 0, base, wide * (len(columns) + 3), base)]
    for place, cases in enumerate(columns):
        count = round(within.get(cases, 0) / each) or (1 if within.get(cases) else 0)
        for dot in range(count):
            x = wide * (place + 0.5) + (dot % 2) * (2 * DOT + 1) - DOT
            parts.append(element("circle", "d-accent", cx=float(x), cy=base - 6 - (dot // 2) * STEP, r=DOT))
        if (high - cases) % 2 == 0:
            parts.append(text("d-words", wide * (place + 0.5), base + 17, str(cases), "middle"))
    edge = wide * len(columns) + 2
    parts.append(line("d-dotted-ink", edge, 6, edge, base + 6))
    parts.append(text("d-strong", edge - 5, 15, f"{words[0]} {high}", "end"))
    shown = round(over / each) or (1 if over else 0)
    for dot in range(shown):
        parts.append(diamond("d-over-hollow", edge + 10 + (dot % 3) * 10, base - 7 - (dot // 3) * STEP * 1.1, 4.6))
    parts.append(text("d-words", edge + 8, base + 17, words[1]))
    return picture("".join(parts), wide * (len(columns) + 3), base + 24, title, cls="crowd", fluid=True)
