"""What the editor offers, and what it does not; and how it looks: as a part of Ridgeway."""

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem

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
    """Pages, pictures and the way back; help and reports speak of what is not used here."""
    items[:] = [item for item in items if item.name in ("explorer", "images")]
    sites = sites_of(request.user)
    for order, site in enumerate(sites):
        words = "Leave the editor" if len(sites) == 1 else f"To {site.council.name}"
        address = reverse("site", kwargs={"council": site.council.slug})
        items.append(MenuItem(words, address, icon_name="arrow-left", order=1000 + order, name=f"leave-{site.pk}"))


@hooks.register("construct_homepage_panels")
def nothing_of_other_councils(request, panels):
    """The first page shows no numbers over all councils."""
    panels[:] = [panel for panel in panels if getattr(panel, "name", "") != "site_summary"]


@hooks.register("insert_global_admin_css")
def in_our_colours():
    """The editor in chalk, flint and green."""
    return format_html('<link rel="stylesheet" href="{}">', static("built/editor.css"))
