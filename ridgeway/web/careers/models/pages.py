"""The kinds of page an editor builds. Adverts are not among them: pages show what the domains know."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from ridgeway.domains.organisation.models import Service
from ridgeway.drawing import land

from ..blocks import Sections

CARDS = [(name, land.SCENES[name].words) for name in land.CARDS]


class OfOneCouncil(WagtailAdminPageForm):
    """A page's form offers what is its own council's, and nothing of another."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        near = self.instance if self.instance.pk else self.parent_page
        if "service" in self.fields and near is not None:
            self.fields["service"].queryset = Service.objects.filter(council__slug=near.url_path.split("/", 2)[1])


class SitePage(Page):
    """Any page of a council's careers site: a heading, a lead and sections. Its first ancestor below the root is the council's home."""

    lead = models.CharField(max_length=255, blank=True, help_text="One or two sentences under the heading")
    body = StreamField(Sections(), blank=True, verbose_name="sections")

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead", widget=forms.Textarea(attrs={"rows": 2})),
        FieldPanel("body"),
    ]
    promote_panels = [MultiFieldPanel([FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description"), FieldPanel("show_in_menus")], "Address, search engines and menu")]  # fmt: skip
    settings_panels = []
    base_form_class = OfOneCouncil
    private_page_options = []

    class Meta:
        abstract = True

    @property
    def own_path(self) -> str:
        """The page's path below its council's home: empty for the home itself, `stories/juniper/`."""
        return self.url_path.split("/", 2)[2]

    @property
    def council_slug(self) -> str:
        return self.url_path.split("/", 2)[1]

    def get_url_parts(self, request=None):
        """Where the editor finds it: no site of the library's own is used."""
        if not self.url_path or self.url_path == "/":
            return None
        return (0, "", f"/careers/{self.council_slug}/{self.own_path}")

    def get_full_url(self, request=None):
        path = self.get_url_parts()[2]
        return request.build_absolute_uri(path) if request else path

    def _get_dummy_header_url(self, original_request=None):
        """A preview is asked for on the host where the editor sits."""
        return self.get_full_url(original_request)

    def get_context(self, request, *args, **kwargs):
        from ..sites import site_of_page

        context = super().get_context(request, *args, **kwargs)
        site = getattr(request, "site", None) or site_of_page(self)
        request.site = site
        return {**context, "site": site, "page": self}

    def clean(self):
        super().clean()
        from ..sites import TAKEN

        if self.depth in (None, 3) and self.slug in TAKEN and not isinstance(self, HomePage):
            raise ValidationError(
                {"slug": f"“{self.slug}” is the address of a page that Ridgeway makes itself. Choose another."}
            )


class HomePage(SitePage):
    """The first page of a council's site."""

    parent_page_types: list[str] = ["wagtailcore.Page"]
    max_count_per_parent = 1
    is_creatable = False
    template = "careers/home.html"
    promote_panels = [MultiFieldPanel([FieldPanel("seo_title"), FieldPanel("search_description")], "Search engines")]

    class Meta:
        verbose_name = "home page"

    def get_context(self, request, *args, **kwargs):
        from ..shown import places

        context = super().get_context(request, *args, **kwargs)
        return {**context, **places(request, context["site"])}


class LandingPage(SitePage):
    """A service introduces itself: its promise, its teams, its people and its jobs."""

    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+")
    parent_page_types = ["careers.HomePage"]
    template = "careers/landing.html"
    content_panels = [*SitePage.content_panels[:2], FieldPanel("service"), *SitePage.content_panels[2:]]

    class Meta:
        verbose_name = "service page"

    def get_context(self, request, *args, **kwargs):
        """Events of campaigns stand on the page even where its editor placed no section of events."""
        from ..shown import coming_events

        context = super().get_context(request, *args, **kwargs)
        has_section = any(section.block_type == "events" for section in self.body)
        return {**context, "coming": [] if has_section else coming_events(request, context["site"], self)}


class StoriesPage(SitePage):
    """All stories, newest first."""

    parent_page_types = ["careers.HomePage"]
    subpage_types = ["careers.StoryPage"]
    max_count_per_parent = 3
    template = "careers/stories.html"

    class Meta:
        verbose_name = "list of stories"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        from ..stories import told

        return {**context, **told(self, request)}


class StoryPage(SitePage):
    """Somebody who works here tells how it is."""

    class Kind(models.TextChoices):
        STORY = "story", "Story"
        BLOG = "blog", "Blog"
        FILM = "film", "Film"
        PROGRAMME = "programme", "Programme"

    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.STORY)
    quote = models.CharField("in their words", max_length=160, blank=True)
    who = models.CharField("who tells it", max_length=160, blank=True, help_text="Name, what they do, and which team")
    told_on = models.DateField("date")
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+")
    scene = models.CharField("drawn picture", max_length=20, choices=CARDS, default="hills")
    image = models.ForeignKey("wagtailimages.Image", models.SET_NULL, null=True, blank=True, related_name="+")
    image_alt = models.CharField("what the picture shows", max_length=200, blank=True)

    parent_page_types = ["careers.StoriesPage"]
    subpage_types: list[str] = []
    template = "careers/story.html"
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("kind"), FieldPanel("quote"), FieldPanel("who"), FieldPanel("told_on"), FieldPanel("service")], "Who tells it"),
        MultiFieldPanel([FieldPanel("scene"), FieldPanel("image"), FieldPanel("image_alt")], "Picture"),
        FieldPanel("lead", widget=forms.Textarea(attrs={"rows": 2})),
        FieldPanel("body"),
    ]  # fmt: skip

    class Meta:
        verbose_name = "story"

    def get_context(self, request, *args, **kwargs):
        from ..shown import soonest

        context = super().get_context(request, *args, **kwargs)
        return {**context, **soonest(request, context["site"], self, 3)}


class WordsPage(SitePage):
    """Any other page: who to talk to, events, the career pathway, what we promise, the legal pages."""

    parent_page_types = ["careers.HomePage", "careers.WordsPage", "careers.LandingPage"]
    template = "careers/words.html"

    class Meta:
        verbose_name = "page"
