"""One of each thing that the addresses of reports name."""

from ridgeway.domains.organisation.models import Council
from ridgeway.insight.actions import keep_view
from ridgeway.reporting import actions as reporting

from .factories import BY, day


def report_parts(council: Council) -> dict[str, int | str]:
    """A report being written, with a figure in one section and a comment beside it; the name of one that stands ready; a kept view."""
    report = reporting.begin_report(
        council, title="Progress", reference="CAB-1", on=day("2016-03-31"), since=day("2015-03-31"), **BY
    )
    section = report.sections.first()
    reporting.write_section(section, text="On the day {{ figure: headcount }} people were in post.", version=0, **BY)
    remark = reporting.comment(section, text="Say since when.", **BY)
    making = reporting.ask_for(report, "docx", **BY)
    view = keep_view(council, name="Turnover", key="turnover", query="split=team", **BY)
    return {
        "name": "scrutiny",
        "view": view.pk,
        "making": making.pk,
        "report": report.pk,
        "report_template": report.template_id,
        "section": section.pk,
        "comment": remark.pk,
        "figure": 1,
    }
