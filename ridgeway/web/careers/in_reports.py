"""What of the careers site stands in a report: the spotlight on its home page and the links beside jobs, as they are (Appendix 2)."""

from decimal import Decimal

from ridgeway.domains.organisation.models import Council, Service
from ridgeway.reporting.counted import practice
from ridgeway.reporting.document import Block
from ridgeway.reporting.tables import add
from ridgeway.reporting.tokens import CannotRead, Token

from .models import Beside, CareersSite, Comparison, Promise

CASELOAD = "caseload"

HEADS = ("Where it stands", "What it shows", "Beside jobs of", "Stands first by")


def spotlight(desk, token: Token) -> Block:
    """Appendix 2: the home page's spotlight, and each page that stands beside jobs."""
    site = CareersSite.objects.filter(council=desk.council, home__isnull=False).select_related("home").first()
    if site is None:
        raise CannotRead(f"{desk.council} has no careers site here.")
    rows = [("Home page, spotlight", words, "all", "–") for words in _spotlights(site)]
    shown = len(rows)
    for beside in Beside.objects.filter(council=desk.council).select_related("page", "service", "team", "role"):
        of = ", ".join(str(part) for part in (beside.team or beside.service, beside.role) if part) or "every service"
        hard = ", where they are hard to fill" if beside.is_for_hard_to_fill else ""
        rows.append(("Beside a job", f"{beside.page.title}{': ' if beside.note else ''}{beside.note}", f"{of}{hard}", str(beside.priority)))  # fmt: skip
    return Block(
        "table", text="Recruitment spotlight and contextual links", heads=HEADS, rows=tuple(rows), numeric=(3,),
        note=f"The careers site shows {shown} spotlight{'' if shown == 1 else 's'} on its home page and {len(rows) - shown} links beside jobs; when this report is published they are kept as they stood.",
    )  # fmt: skip


def _spotlights(site: CareersSite) -> list[str]:
    """What the sections of the home page called spotlight say."""
    body = getattr(site.home.specific, "body", ()) if site.home else ()
    return [f"{block.value['label']}: {block.value['heading']}. {block.value['words']}" for block in body if block.block_type == "spotlight"]  # fmt: skip


def cases_promised(council: Council, service: Service | None) -> tuple[Decimal, Decimal] | None:
    """How many cases the council promises in a service (or to all), and in the first year."""
    rows = Promise.objects.filter(council=council, measure=CASELOAD, comparison=Comparison.AT_MOST)
    found = {row.service_id: row for row in rows}
    row = found.get(service.pk if service else None) or found.get(None)
    if row is None and service is None and len(found) == 1:
        row = next(iter(found.values()))
    return (row.threshold, row.first_year or row.threshold) if row and row.threshold is not None else None


def register() -> None:
    """Let reports place it, and hold cases against what is promised."""
    practice.PROMISES.append(cases_promised)
    add("spotlight", "Appendix 2: the careers site’s spotlight and the links beside jobs", spotlight)
