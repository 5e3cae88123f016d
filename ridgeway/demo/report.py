"""The report of May 2016 rebuilt: the paper's headings and story in other words, its figures from the rows; published with the one
figure that does not add up answered in writing, and every printed figure of the papers beside the computed one. A short version for
scrutiny is still being written.
"""

import csv
import datetime as dt
from pathlib import Path
from typing import Any

from ridgeway.domains.organisation.models import Council, Service, User
from ridgeway.reporting import actions
from ridgeway.reporting.composing import compose
from ridgeway.reporting.models import Report
from ridgeway.reporting.selfcheck import concerns

ON, SINCE = dt.date(2016, 3, 31), dt.date(2014, 7, 31)
PRINTED = Path(__file__).with_name("printed_figures.csv")
C, A = "childrens", "adult-care"
SAFEGUARDING = "group Safeguarding and assessment"

TEXTS: dict[str, str] = {
    "Executive summary": f"""This report gives a further update on what was done in 2015/16, after the report of 21 April 2015.
Since August 2014, {{{{ figure: fill_rate, {C}, numerator }}}} people have been appointed in operational children’s services and {{{{ figure: fill_rate, {A}, numerator }}}} in adult care operations. On 31 March 2016, {{{{ figure: vacancies, {C} }}}} and {{{{ figure: vacancies, {A} }}}} posts were vacant.""",
    "Proposal": "That Cabinet notes the progress of the campaign and supports the further actions planned.",
    "Reason for proposal": "To improve the recruitment and retention of experienced social workers and managers.",
    "Purpose of report": "To say what has been done to recruit and keep social workers since the campaign began, what came of it, and what is needed next.",
    "Relevance to the business plan": "Protecting the most vulnerable is one of the council’s three priorities. It rests on social workers and managers who come, and stay.",
    "Main considerations for the council": """The campaign has run in three phases since August 2014, across both services.

Competition for experienced social workers is strong everywhere in the country.""",
    "Actions taken": """The third phase ran from 1 April 2015 to 31 March 2016, with half of the money of the year before.

What was bought was chosen by what had worked before, and more was done in-house:

- sponsored features and 60 enhanced listings;
- seven social adverts and search words, with nearly 3,000 clicks between them;
- blogs by staff, and a half page for World Social Work Day;
- events in Tidworth in September 2015 and with students in November 2015.""",
    "Progress made": f"""The report of May 2016 printed that 73% of all vacancies in operational children’s services and 80% of all vacancies in adult care operations were filled. From the rows it is {{{{ figure: fill_rate, {C}, numerator }}}} appointments and {{{{ figure: vacancies, {C} }}}} vacancies remaining in operational children’s services, and {{{{ figure: fill_rate, {A}, numerator }}}} appointments and {{{{ figure: vacancies, {A} }}}} vacancies remaining in adult care operations.

{{{{ table: position }}}}

{{{{ table: time-to-hire, all }}}}

Turnover in operational children’s services has fallen from {{{{ figure: turnover, {C}, 2014-08-31 }}}} on 31 August 2014 to {{{{ figure: turnover, {C} }}}} on 31 March 2016. It was {{{{ figure: turnover, {C}, 2014-03-31 }}}} on 31 March 2014. In adult care operations, where those who chose to leave are counted, it has fallen from {{{{ figure: turnover_voluntary, {A}, 2014-08-31 }}}} to {{{{ figure: turnover_voluntary, {A} }}}}, a fall of 5.0 percentage points. The two cannot be compared: the first counts everybody who left.

{{{{ chart: turnover, {C} }}}}

{{{{ table: staying, {C} }}}}

{{{{ table: staying, {A} }}}}

Of the qualified social workers of a year before, {{{{ figure: retention_qualified, {C}, base }}}} were still with children’s services on 31 March 2016, and {{{{ figure: retention_qualified, {A}, base }}}} with adult care. In safeguarding and assessment it was {{{{ figure: retention_qualified, {C}, {SAFEGUARDING}, base }}}}.""",
    "Actions planned": """The promise of at most 18 cases, 16 in the first year, will be kept, and the figures of it printed with every report.

Entry and exit questionnaires will be asked of everybody who starts and leaves.""",
    "Background": "Strategies to recruit have run since December 2012; a joint campaign ran from November 2013 to April 2014. Market supplements for some roles were agreed in June 2014.",
    "Overview and scrutiny engagement": "The task group on safeguarding children and young people met on 21 January 2016.",
    "Safeguarding implications": "Too few experienced social workers would raise the risk of harm to children and vulnerable adults.",
    "Public health implications": "As for safeguarding.",
    "Procurement implications": "None.",
    "Equalities impact of the proposal": """The campaign is a means to reach people of every background. Counts below five are not shown.

{{ table: equality, all }}""",
    "Environmental and climate change considerations": "Mobile working means fewer journeys and less paper.",
    "Risk assessment": "The risk has fallen with the number of vacancies that nobody covers, and would return if the campaign stopped.",
    "Financial implications": f"""What salaries and agency staff cost in the operational teams of adult care, and in safeguarding and assessment, where recruiting was hardest. Every share is of the outturn.

{{{{ table: money, {A} }}}}

{{{{ table: money, {C}, {SAFEGUARDING} }}}}

Across children’s services agency spend was {{{{ figure: agency_fall, {C} }}}} less in 2015/16 than the year before, {{{{ figure: agency_sw_fall, {C} }}}} of it for social workers; in adult care operations it was {{{{ figure: agency_fall, {A} }}}} less.

{{{{ table: agency, {C} }}}}

{{{{ table: campaign, all }}}}

{{{{ table: channels, all }}}}""",
    "Legal implications": "None arise from a report for information.",
    "Options considered": "A further phase is being prepared from what was learned.",
    "Conclusions": f"Turnover has fallen in both services, and {{{{ figure: fill_rate, {C} }}}} of the vacancies in children’s services and {{{{ figure: fill_rate, {A} }}}} of those in adult care have been filled.",
    "Appendices": f"""### Appendix 1: applications, shortlisted, appointed and vacancies remaining

{{{{ table: hiring, {C} }}}}

{{{{ table: hiring, {A} }}}}

### Appendix 2: recruitment spotlight and contextual links

{{{{ table: spotlight }}}}

### Appendix 3: social work career pathway

{{{{ tree: Social work career pathway }}}}
> Student social worker: university, Step up to Social Work, Grow our own, Return to Social Work
>> Newly qualified social worker, first year assessed and supported
>>> Social worker
>>>> Senior social worker
>>>>> Aspiring manager, with a pod of four
>>>>>> Assistant team manager, then team manager
>>>>> Practice educator
>>>> Independent reviewing officer
>>>> Supervising social worker""",
    "Background papers": "None.",
}
ANSWER = "73% is kept as it was printed in May 2016, so that this report can be held beside it. The rows give 76.4%; the table says so."
REST = "Read and left as it is: the source prints no more than this."
SHORT = f"""{{{{ figure: vacancies, {C}, base }}}} on 31 March 2016; a year before it was {{{{ figure: vacancies, {C}, 2015-03-31 }}}}.

Turnover was {{{{ figure: turnover, {C}, base }}}}.

{{{{ chart: turnover, {C} }}}}"""


def write(council: Council, *, at: dt.datetime, by: object = "demonstration") -> str:
    """Both reports; says how many figures the first holds."""
    said: dict[str, Any] = {"at": at, "by": User.objects.filter(email="linnet.oakfield@example.org").first() or by}
    template = actions.add_template(council, name="Cabinet report", **said)
    report = actions.begin_report(
        council, template=template, title="Recruiting and retaining social workers: progress update", reference="CAB-2016-09", on=ON,
        since=SINCE, body="Cabinet", meeting_on=dt.date(2016, 6, 14), agenda_item="9", members="Cllr Tamar Greenway, Cllr Alder Mere, Cllr Isolde Finch",
        **said,
    )  # fmt: skip
    _fill(report, TEXTS, **said)
    with PRINTED.open(encoding="utf-8", newline="") as file:
        rows = [(r["where"], r["words"], r["printed"], r["token"], r["reason"]) for r in csv.DictReader(file)]
    actions.set_printed(report, rows, **said)
    document, _ = compose(report)
    for concern in concerns(report, document):
        answer = ANSWER if concern.kind == "wrong" else REST
        actions.answer_finding(report, key=concern.key, quote=concern.quote, answer=answer, **said)
    actions.send_to_review(report, **said)
    signer = User.objects.filter(email="rowan.sarsenfield@example.org").first() or by
    actions.sign(report, at=at, by=signer)
    actions.publish(report, at=at, by=signer)
    _short_version(council, **said)
    return f"a report with {len(document.figures)} figures beside {len(rows)} printed ones, and one being written"


def _fill(report: Report, texts: dict[str, str], **said: Any) -> None:
    for section in report.sections.all():
        if text := texts.get(section.heading):
            actions.write_section(section, text=text, version=0, **said)


def _short_version(council: Council, **said: Any) -> None:
    headings = [
        ("What has changed", "In figures.", True),
        ("What members asked", "", True),
        ("What comes next", "", True),
    ]
    template = actions.add_template(council, name="Short version for scrutiny", headings=headings, **said)
    service = Service.objects.get(council=council, slug=C)
    report = actions.begin_report(
        council, template=template, title="Social workers: a short version for scrutiny", reference="OSC-2016-03", on=ON,
        since=dt.date(2015, 3, 31), service=service, body="Children’s Select Committee", **said,
    )  # fmt: skip
    _fill(report, {"What has changed": SHORT}, **said)
    asked = report.sections.get(heading="What members asked")
    actions.comment(asked, text="They asked in January how many of the pods are full.", **said)
