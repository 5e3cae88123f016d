"""What the editor offers, and what it does not."""

from wagtail import hooks

from .wall import sites_of


@hooks.register("construct_page_chooser_queryset")
def pages_of_ones_own(pages, request):
    """One chooses from one's own council's pages."""
    own = pages.none()
    for site in sites_of(request.user):
        own |= pages.filter(path__startswith=site.home.path)
    return own


@hooks.register("construct_main_menu")
def only_what_is_used(request, items):
    """Pages and pictures; help and reports speak of what is not used here."""
    items[:] = [item for item in items if item.name in ("explorer", "images")]


@hooks.register("construct_homepage_panels")
def nothing_of_other_councils(request, panels):
    """The first page shows no numbers over all councils."""
    panels[:] = [panel for panel in panels if getattr(panel, "name", "") != "site_summary"]
