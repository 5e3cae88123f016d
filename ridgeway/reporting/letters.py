"""The letter of an offer as Word, in the council's own file where it gave one, and as a tagged PDF. Words of people are data, never markup."""

import datetime as dt
import io
import json
import tempfile
import zipfile
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from jinja2.exceptions import TemplateError
from jinja2.sandbox import SandboxedEnvironment

from ridgeway.core import clock, files
from ridgeway.core.languages import in_its_language
from ridgeway.core.words import day as day_words
from ridgeway.core.words import number
from ridgeway.domains.recruitment.models import LetterTemplate, Offer
from ridgeway.domains.recruitment.offer_letters import Piece, pieces

from .out_pdf import fonts

TEMPLATE = Path(__file__).with_name("letter.typ")
MOST_BYTES = 2 * 1024 * 1024
SAMPLE: dict[str, Any] = {
    "council": "The council", "name": "Corin Tamarisk", "title": "An offer", "today": "1 April 2016",
    "pieces": [
        {"kind": "words", "text": "Dear Corin", "lines": ["Dear Corin"]},
        {"kind": "terms", "rows": [{"name": "Post", "value": "A1"}]}, {"kind": "conditions", "items": ["Identity"]},
    ],
}  # fmt: skip


class CannotSet(Exception):
    """Why a Word file cannot be used for letters; a sentence."""


def terms_of(offer: Offer) -> list[tuple[str, str]]:
    """The terms as a letter and a page show them: what, and how much. Expects `application.advert`, `post` and `grade` to be loaded."""
    rows = [(_("Job"), offer.application.advert.title), (_("Post"), offer.post.number)]
    if offer.grade:
        point = ", " + _("point {point}").format(point=offer.point) if offer.point else ""
        rows.append((_("Grade"), f"{offer.grade}{point}"))
    if offer.annual is not None:
        rows.append((_("Pay"), _("£{amount} a year, full time").format(amount=number(offer.annual, 0))))
    if offer.supplement:
        full_time = _("£{amount} a year, full time").format(amount=number(offer.supplement, 0))
        rows.append((_("Market supplement"), f"{full_time} ({offer.supplement_words})"))
    hours = _("{hours} a week ({share} of full time)")
    rows.append((_("Hours"), hours.format(hours=f"{offer.hours.normalize():f}", share=f"{offer.fte.normalize():f}")))
    if offer.pay is not None and (offer.supplement or offer.fte < 1):
        rows.append((_("Your pay"), _("£{amount} a year for these hours").format(amount=number(offer.pay, 0))))
    contract = _(offer.get_contract_display())
    if offer.ends_on:
        last = day_words(offer.ends_on - dt.timedelta(days=1))
        contract = _("{contract} until {day}").format(contract=contract, day=last)
    rows += [(_("Contract"), contract), (_("First day"), day_words(offer.starts_on))]
    return [*rows, (_("Answer by"), day_words(offer.answer_by))]


@in_its_language
def pieces_of(offer: Offer, letter: str = "") -> list[Piece]:
    """The parts of an offer's letter, as the candidate reads it, whoever else does."""
    return pieces(letter or offer.letter, terms_of(offer), offer.conditions.splitlines())


def _context(offer: Offer) -> dict[str, Any]:
    parts: list[dict[str, Any]] = []
    for piece in pieces_of(offer):
        rows = [{"name": name, "value": value} for name, value in piece.rows]
        parts.append(
            {
                "kind": piece.kind,
                "text": piece.text,
                "lines": piece.text.split("\n"),
                "rows": rows,
                "items": piece.items,
            }
        )
    return {
        "council": offer.council.name, "name": offer.application.candidate.name, "title": title_of(offer),
        "today": day_words(clock.day_of(offer.made_at)), "pieces": parts,
    }  # fmt: skip


def title_of(offer: Offer) -> str:
    """What the letter is called."""
    return _("Offer: {job}").format(job=offer.application.advert.title)


@in_its_language
def as_docx(offer: Offer) -> bytes:
    """The letter as bytes of a .docx."""
    own = LetterTemplate.objects.filter(council=offer.council_id).first()
    return _rendered(bytes(own.word_file) if own and own.word_file else standard_docx(), _context(offer))


def check_docx(content: bytes) -> None:
    """Try a council's Word file with an invented offer. Raises `CannotSet` with what is wrong."""
    try:
        files.check_docx(content)
        made = _rendered(content, SAMPLE)
    except files.Refused as refused:
        raise CannotSet(str(refused)) from refused
    except (TemplateError, ValueError, KeyError, TypeError, AttributeError, OSError, BadZipFile) as error:
        raise CannotSet(f"The Word file cannot be filled in: {error}"[:300]) from error
    if b"Dear Corin" not in _text_of(made):
        raise CannotSet("The Word file leaves out the letter’s words: keep the part that goes through “pieces”.")


def _text_of(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("word/document.xml")


def _rendered(template: bytes, context: dict[str, Any]) -> bytes:
    from docxtpl import DocxTemplate  # loaded only where a Word file is made

    document = DocxTemplate(io.BytesIO(template))
    document.render(context, jinja_env=SandboxedEnvironment(autoescape=True), autoescape=True)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def standard_docx() -> bytes:
    """The Word file that comes with Ridgeway, with its fields: what a council takes as the start of its own."""
    from .word import WordFile  # loaded only where a Word file is made

    word = WordFile(title="Offer", subject="", made_at=dt.datetime(2016, 1, 1, tzinfo=dt.UTC))
    word.title("{{ council }}")
    for text in ("{{ name }}", "{{ today }}"):
        word.paragraph(text)
    word.heading("{{ title }}")
    word.paragraph("{%p for piece in pieces %}")
    word.paragraph("{%p if piece.kind == 'terms' %}")
    table = word.document.add_table(rows=3, cols=2)
    for row, texts in enumerate(
        (("{%tr for row in piece.rows %}", ""), ("{{ row.name }}", "{{ row.value }}"), ("{%tr endfor %}", ""))
    ):
        for column, text in enumerate(texts):
            run = table.rows[row].cells[column].paragraphs[0].add_run(text)
            run.bold = row == 1 and column == 0
    word.paragraph("{%p elif piece.kind == 'conditions' %}")
    word.paragraph("{%p for item in piece['items'] %}")
    word.paragraph("{{ item }}", style="List Bullet")
    word.paragraph("{%p endfor %}")
    word.paragraph("{%p else %}")
    word.paragraph("{%p for line in piece.lines %}")
    word.paragraph("{{ line }}")
    word.paragraph("{%p endfor %}")
    word.paragraph("{%p endif %}")
    word.paragraph("{%p endfor %}")
    return word.content()


@in_its_language
def as_pdf(offer: Offer) -> bytes:
    """The letter as bytes of a PDF (PDF/UA-1)."""
    import typst  # loaded only where a PDF is made

    data = {
        "language": (get_language() or "en")[:2], "page": _("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
        "council": offer.council.name, "accent": offer.council.accent, "title": title_of(offer), "to": offer.application.candidate.name,
        "day": day_words(clock.day_of(offer.made_at)), "footer": _("{reference}, post {post}").format(reference=offer.application.advert.reference, post=offer.post.number),
        "pieces": [{"kind": p.kind, "text": p.text, "rows": [list(row) for row in p.rows], "items": p.items} for p in pieces_of(offer)],
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "letter.typ").write_text(TEMPLATE.read_text(encoding="utf-8"), encoding="utf-8")
        (place / "letter.json").write_text(json.dumps(data), encoding="utf-8")
        made = typst.compile(
            str(place / "letter.typ"), root=folder, font_paths=fonts(), pdf_standards=["ua-1"], timestamp=int(offer.made_at.timestamp())
        )  # fmt: skip
    return bytes(made)
