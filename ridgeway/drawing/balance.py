"""The balance strip: how the vacancies at the start became those at the end, and whether the rows explain it."""

from collections.abc import Mapping

from ridgeway.core.words import MINUS, number

from . import strips

# key: (sign before it, words, class of its squares, whether it is shown when there is none)
TERMS: dict[str, tuple[str, str, str, bool]] = {
    "opening": ("", "Vacant at the start", "d-hollow", True),
    "added": ("+", "New posts", "d-accent-mid", True),
    "ended": (MINUS, "Posts ended", "d-ended", False),
    "left": ("+", "Leavers", "d-ochre", True),
    "moved": ("+", "Left empty by moves", "d-ochre", False),
    "started": (MINUS, "Starters", "d-accent", True),
    "closing": ("=", "Vacant at the end", "d-ink", True),
}
MOST_SQUARES = 150


def strip(
    *,
    title: str,
    period: str,
    amounts: Mapping[str, float],
    covered: float,
    notes: Mapping[str, str],
    rows: Mapping[str, str],
    unit: str,
    words: str,
    level: int,
) -> dict:
    """What the template of the strip shows."""
    amounts = {key: float(amount or 0) for key, amount in amounts.items()}
    most = max(abs(amount) for amount in amounts.values())
    in_squares = most <= MOST_SQUARES and all(amount == int(amount) for amount in amounts.values())
    shown = [key for key, (_, _, _, always) in TERMS.items() if always or amounts[key]]
    unexplained = round(difference(amounts), 2)
    return {
        "title": title,
        "period": period,
        "scale": f"One square is one {unit}" if in_squares else "Bars share one scale",
        "terms": [term(key, amounts[key], covered, most, in_squares, notes, rows) for key in shown],
        "covered": covered,
        "not_covered": max(amounts["closing"] - covered, 0),
        "unexplained": unexplained,
        "says": explained(amounts, unexplained, unit),
        "words": words,
        "level": level,
    }


def difference(amounts: Mapping[str, float]) -> float:
    """What the rows do not explain of the closing number."""
    a = amounts
    return a["closing"] - (a["opening"] + a["added"] - a["ended"] + a["left"] + a["moved"] - a["started"])


def term(key: str, amount: float, covered: float, most: float, in_squares: bool, notes: Mapping, rows: Mapping) -> dict:
    """One number of the sum with its drawing."""
    sign, name, cls, _ = TERMS[key]
    if key == "moved" and amount < 0:
        sign, name, cls = MINUS, "Filled by moves", "d-accent-mid"
    amount = abs(amount)
    hatched = min(covered, amount) if key == "closing" else 0
    kinds = [("d-hatched", hatched), (cls, amount - hatched)]
    if in_squares:
        drawing = strips.squares(int(amount), [(kind, round(many)) for kind, many in kinds])
    else:
        drawing = strips.bars(amount, kinds, most)
    return {
        "key": key, "sign": sign, "name": name, "amount": number(amount), "drawing": drawing,
        "note": notes.get(key, ""), "rows": rows.get(key, ""),
    }  # fmt: skip


def explained(amounts: Mapping[str, float], unexplained: float, unit: str) -> str:
    """Whether the rows balance, in words; where not, by how much, and the sum."""
    if not unexplained:
        return "The rows balance"
    many = number(abs(unexplained))
    plural = unit if abs(unexplained) == 1 or unit.isupper() else f"{unit}s"
    return f"{many} {plural} {'is' if abs(unexplained) == 1 else 'are'} not explained"


def sum_in_words(amounts: Mapping[str, float]) -> str:
    """36 + 45 + 25 − 65 is 41, not 38."""
    shown = [key for key, (_, _, _, always) in TERMS.items() if key != "closing" and (always or amounts[key])]
    sides = " ".join(f"{TERMS[key][0]} {number(amounts[key])}".strip() for key in shown)
    return f"{sides} is {number(amounts['closing'] - difference(amounts))}, not {number(amounts['closing'])}"
