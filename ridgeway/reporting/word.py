"""A Word file with real headings, real tables, captions, pictures with alternative text, and real footnotes.

python-docx writes everything but footnotes; those are a part of their own in the package (ECMA-376 Part 1, 17.11), made here.
"""

import io
from collections.abc import Sequence

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_UNDERLINE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Emu, Pt, RGBColor
from lxml import etree

FONT = "Arial"
INK, HEATHER = RGBColor(0x17, 0x21, 0x1F), RGBColor(0x8A, 0x27, 0x65)
_FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


# what may stand after the borders in a paragraph's properties (ECMA-376 Part 1, 17.3.1.26), whose order is fixed
AFTER_BORDERS = (
    "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct", "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN",
    "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc",
    "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip
HEAVY, HAIRLINE = ("12", "17211F"), ("4", "DADDD5")  # eighths of a point, colour


def _rules():
    """Hairlines between rows, a heavier line above and below, nothing upright."""
    borders = OxmlElement("w:tblBorders")
    for side, (size, colour) in (("top", HEAVY), ("bottom", HEAVY), ("insideH", HAIRLINE)):
        borders.append(_line(f"w:{side}", size, colour))
    return borders


def _borders(*lines: tuple[str, str, str]):
    """Lines about a paragraph."""
    borders = OxmlElement("w:pBdr")
    for line in lines:
        borders.append(_line(*line))
    return borders


def _rule_below(cell, kind: tuple[str, str]) -> None:
    borders = OxmlElement("w:tcBorders")
    borders.append(_line("w:bottom", *kind))
    cell._tc.get_or_add_tcPr().append(borders)


def _line(name: str, size: str, colour: str):
    line = OxmlElement(name)
    for key, value in (("val", "single"), ("sz", size), ("space", "0"), ("color", colour)):
        line.set(qn(f"w:{key}"), value)
    return line


def _from(template: bytes):
    """A council's own file, emptied of its words: its styles, page and letterhead stay."""
    document = Document(io.BytesIO(template))
    body = document.element.body
    for element in list(body):
        if element.tag != qn("w:sectPr"):
            body.remove(element)
    return document


class WordFile:
    """A document being written: heading, paragraph, table, picture, and a footnote at the end of a run of text."""

    def __init__(self, *, title: str, subject: str, made_at, template: bytes | None = None) -> None:
        self.document = _from(template) if template else Document()
        self._footnotes: list[str] = []
        properties = self.document.core_properties
        properties.title, properties.subject, properties.author = title, subject, "Ridgeway"
        properties.language, properties.created, properties.comments = "en-GB", made_at.replace(tzinfo=None), ""
        if not template:
            self._style()

    def _style(self) -> None:
        title = self.document.styles["Title"].element.find(qn("w:pPr"))
        if (borders := title.find(qn("w:pBdr"))) is not None:
            title.remove(borders)
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(1.8)
        for name, size in (("Normal", 10.5), ("Title", 20), ("Heading 1", 14), ("Heading 2", 12), ("Caption", 9.5)):
            style = self.document.styles[name]
            style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), INK
            style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
            for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
                style.element.rPr.rFonts.attrib.pop(qn(theme), None)

    def title(self, text: str) -> None:
        self.document.add_paragraph(text, style="Title")

    def head(self, council: str, body: str, day: str, item: str) -> None:
        """The head of the first page: the council over the body that meets, the day over the agenda item at the right, a rule beneath."""
        page = self.document.sections[0]
        edge = Emu((page.page_width or 0) - (page.left_margin or 0) - (page.right_margin or 0))
        last = self.document.add_paragraph(council, style="Title")
        for paragraph, left, right in ((last, "", day), (None, body, item)):
            if not left and not right and paragraph is None:
                continue
            line = paragraph if paragraph is not None else self.document.add_paragraph(left)
            line.paragraph_format.tab_stops.add_tab_stop(edge, WD_TAB_ALIGNMENT.RIGHT)
            line.paragraph_format.space_after = Pt(2)
            if right:
                line.add_run(f"\t{right}").font.size = Pt(10.5)
            last = line
        last.paragraph_format.space_after = Pt(8)
        last._p.get_or_add_pPr().insert_element_before(_borders(("w:bottom", *HEAVY)), *AFTER_BORDERS)

    def fact(self, name: str, value: str) -> None:
        """A fact of the head: its name in bold, its value in a column of its own."""
        paragraph = self.document.add_paragraph()
        shape = paragraph.paragraph_format
        shape.left_indent, shape.first_line_indent, shape.space_after = Cm(3.4), Cm(-3.4), Pt(2)
        shape.tab_stops.add_tab_stop(Cm(3.4))
        paragraph.add_run(name).bold = True
        paragraph.add_run(f"\t{value}")

    def number(self, paragraph, number: int) -> None:
        """The number of a paragraph, hanging before its words."""
        paragraph.add_run(f"{number}.\t")
        shape = paragraph.paragraph_format
        shape.left_indent, shape.first_line_indent = Cm(0.9), Cm(-0.9)

    def mark_wrong(self, run) -> None:
        """Words that do not add up: a wavy line under them, in the colour that means nothing else."""
        run.bold, run.font.underline, run.font.color.rgb = True, WD_UNDERLINE.WAVY, HEATHER

    def flag(self, verdict: str, words: str, *, beside: bool):
        """A note of what does not add up: at the right beside the paragraph that follows, or above a table. Returns its paragraph."""
        paragraph = self.document.add_paragraph()
        properties = paragraph._p.get_or_add_pPr()
        if beside:
            frame = OxmlElement("w:framePr")
            at = {
                "w": "2150",
                "hSpace": "200",
                "wrap": "around",
                "vAnchor": "text",
                "hAnchor": "margin",
                "xAlign": "right",
                "y": "40",
            }
            for key, value in at.items():
                frame.set(qn(f"w:{key}"), value)
            properties.insert_element_before(
                frame, "w:widowControl", "w:numPr", "w:suppressLineNumbers", "w:pBdr", *AFTER_BORDERS
            )
        properties.insert_element_before(_borders(("w:top", "12", "8A2765")), *AFTER_BORDERS)
        paragraph.paragraph_format.keep_with_next = True
        for text, is_bold in ((f"{verdict}. ", True), (words, False)):
            run = paragraph.add_run(text)
            run.bold, run.font.size, run.font.color.rgb = is_bold, Pt(8.5), HEATHER
        return paragraph

    def heading(self, text: str, level: int = 1) -> None:
        self.document.add_heading(text, level)

    def paragraph(self, text: str, *, style: str | None = None):
        return self.document.add_paragraph(text, style=style)

    def point(self, text: str, level: int = 0):
        """A point of a list, in the list styles of the template: those of the deeper levels where it has them, else further in."""
        style = f"List Bullet {level + 1}" if level else "List Bullet"
        is_there = style in self.document.styles
        paragraph = self.document.add_paragraph(text, style=style if is_there else "List Bullet")
        if not is_there:
            paragraph.paragraph_format.left_indent = Cm(0.7 * (level + 1))
        return paragraph

    def caption(self, text: str) -> None:
        self.document.add_paragraph(text, style="Caption").paragraph_format.keep_with_next = True

    def footnote(self, paragraph, text: str) -> None:
        """A footnote mark at the end of `paragraph`, with its text at the foot of the page."""
        self._footnotes.append(text)
        run = paragraph.add_run()
        run.font.superscript = True
        mark = OxmlElement("w:footnoteReference")
        mark.set(qn("w:id"), str(len(self._footnotes)))
        run._r.append(mark)

    def table(
        self,
        heads: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        numbers: Sequence[int] = (),
        footnotes: Sequence[str] = (),
        widths_cm: Sequence[float] = (),
        has_total: bool = False,
        size: float = 9.5,
    ):
        """A table whose first row repeats as its head, ruled as a printed table is: no upright lines.

        Columns in `numbers` stand right; `footnotes[i]` marks row i; the last row is set bold when it is the total.
        """
        table = self.document.add_table(rows=1, cols=len(heads))
        table._tbl.tblPr.append(_rules())
        header = table.rows[0]
        for column, text in enumerate(heads):
            self._cell(header.cells[column], text, bold=True, right=column in numbers, size=size)
            _rule_below(header.cells[column], HEAVY)
        for number, row in enumerate(rows):
            cells = table.add_row().cells
            is_total = has_total and number == len(rows) - 1
            for column, text in enumerate(row):
                paragraph = self._cell(cells[column], text, bold=is_total, right=column in numbers, size=size)
                if column == 0 and number < len(footnotes) and footnotes[number]:
                    self.footnote(paragraph, footnotes[number])
        table.autofit = not widths_cm
        for column, width in enumerate(widths_cm):
            table.columns[column].width = Cm(width)
            for cell in table.columns[column].cells:
                cell.width = Cm(width)
        for row in table.rows:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        header._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        self.document.add_paragraph()
        return table

    def _cell(self, cell, text: str, *, bold: bool = False, right: bool = False, size: float = 9.5):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
        run = paragraph.add_run(text)
        run.bold, run.font.size = bold, Pt(size)
        if right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        return paragraph

    def picture(self, png: bytes, *, alternative: str, width_cm: float = 17) -> None:
        """A picture with its alternative text."""
        shape = self.document.add_picture(io.BytesIO(png), width=Cm(width_cm))
        shape._inline.docPr.set("descr", alternative)
        shape._inline.docPr.set("title", alternative[:80])

    def footer(self, text: str) -> None:
        """What stands at the foot of every page, with the page's number and how many there are."""
        paragraph = self.document.sections[0].footer.paragraphs[0]
        paragraph.text = f"{text}  Page "
        _field(paragraph, "PAGE")
        paragraph.add_run(" of ")
        _field(paragraph, "NUMPAGES")
        for run in paragraph.runs:
            run.font.size = Pt(8)

    def content(self) -> bytes:
        """The finished file."""
        if self._footnotes:
            self._add_footnotes()
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    def _mark_style(self) -> str:
        """The style of a note's number at its foot. LibreOffice sets the number by this style alone, whatever its run says."""
        styles = self.document.styles
        try:
            style = styles["footnote reference"]
        except KeyError:
            style = styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER, builtin=True)
            style.font.superscript, style.font.size = True, Pt(8)
        return style.style_id

    def _add_footnotes(self) -> None:
        root = etree.fromstring(f"<w:footnotes {nsdecls('w')}/>")
        for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
            note = _note(root, number, kind)
            etree.SubElement(_run(note), qn(f"w:{kind}"))
        for number, text in enumerate(self._footnotes, start=1):
            note = _note(root, number)
            mark = _run(note)
            etree.SubElement(etree.SubElement(mark, qn("w:rPr")), qn("w:rStyle")).set(qn("w:val"), self._mark_style())
            etree.SubElement(mark, qn("w:footnoteRef"))
            spoken = _run(note)
            _small(spoken)
            words = etree.SubElement(spoken, qn("w:t"))
            words.text = f" {text}"
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        main = self.document.part
        part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES_TYPE, blob, main.package)
        main.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _field(paragraph, name: str) -> None:
    """A field that Word fills in. Each mark is a run of its own: in one run, LibreOffice forgets how it is set."""
    for kind in ("begin", "code", "separate", "shown", "end"):
        run = paragraph.add_run("1" if kind == "shown" else "")
        if kind == "code":
            code = OxmlElement("w:instrText")
            code.text = name
            run._r.append(code)
        elif kind != "shown":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def _note(root, number: int, kind: str = ""):
    note = etree.SubElement(root, qn("w:footnote"))
    if kind:
        note.set(qn("w:type"), kind)
    note.set(qn("w:id"), str(number))
    paragraph = etree.SubElement(note, qn("w:p"))
    properties = etree.SubElement(paragraph, qn("w:pPr"))
    if not kind:  # a note that is parted between two pages is hard to read, and LibreOffice cuts the end of it off
        etree.SubElement(properties, qn("w:keepLines"))
    etree.SubElement(properties, qn("w:spacing")).set(qn("w:after"), "40")
    return paragraph


def _small(run):
    """Set a run in 8 point; returns its properties."""
    properties = etree.SubElement(run, qn("w:rPr"))
    etree.SubElement(properties, qn("w:sz")).set(qn("w:val"), "16")
    return properties


def _run(paragraph):
    return etree.SubElement(paragraph, qn("w:r"))
