"""Which stories a page shows."""

from django.db.models import Case, IntegerField, Value, When

from .models import SitePage, StoryPage
from .sites import Site


def newest(site: Site, page: SitePage, how_many: int) -> list[StoryPage]:
    """The newest live stories of a site, those of the page's own service first, the page itself left out."""
    service = getattr(page, "service_id", None)
    own_first = Case(When(service=service, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = StoryPage.objects.descendant_of(site.row.home).live().exclude(pk=page.pk)
    order = [own_first] if service else []
    return list(rows.order_by(*order, "-told_on", "-pk")[:how_many])
