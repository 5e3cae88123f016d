"""Which stories a page shows."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, Count, IntegerField, Value, When
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .models import SitePage, StoriesPage, StoryPage
from .sites import Site

PAGE = 12
KINDS = {"story": _("Stories"), "blog": _("Blog"), "film": _("Films"), "programme": _("Programmes")}


def newest(site: Site, page: SitePage, how_many: int) -> list[StoryPage]:
    """The newest live stories of a site, those of the page's own service first, the page itself left out."""
    service = getattr(page, "service_id", None)
    own_first = Case(When(service=service, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = StoryPage.objects.descendant_of(site.row.home).live().exclude(pk=page.pk)
    order = [own_first] if service else []
    return list(rows.order_by(*order, "-told_on", "-pk")[:how_many])


def told(page: StoriesPage, request: HttpRequest) -> dict[str, Any]:
    """A page of the stories below a list, of one kind where the address names one; and how many there are of each."""
    rows = StoryPage.objects.child_of(page).live()
    counts = dict(rows.order_by().values_list("kind").annotate(n=Count("pk")))
    kind = request.GET.get("kind", "")
    kind = kind if kind in counts else ""
    shown = rows.filter(kind=kind) if kind else rows
    sheet = Paginator(shown.order_by("-told_on", "-pk"), PAGE).get_page(request.GET.get("page"))
    kinds = [(key, words, counts[key]) for key, words in KINDS.items() if key in counts]
    return {"stories": list(sheet), "sheet": sheet, "kind": kind, "kinds": kinds, "how_many": sum(counts.values())}
