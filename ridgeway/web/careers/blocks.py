"""The sections an editor builds pages from. Few, and each one looks right wherever it stands."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from ridgeway.drawing import land

FEATURES = ["bold", "italic", "h3", "ol", "ul", "link"]
SCENES = [(name, land.SCENES[name].words) for name in (*land.CARDS, "lane", "pod")]


class Words(blocks.RichTextBlock):
    """Words with few adornments."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"features": FEATURES, **options})


class Link(blocks.StructBlock):
    """A link to one of the site's pages, or to another address."""

    words = blocks.CharBlock(max_length=80)
    page = blocks.PageChooserBlock(required=False)
    address = blocks.CharBlock(
        required=False, max_length=300, help_text="Where it leads, if not to a page: jobs/ or https://…"
    )

    class Meta:
        template = "careers/blocks/link.html"

    def clean(self, value):
        cleaned = super().clean(value)
        address = cleaned.get("address", "")
        if not cleaned.get("page") and not address:
            raise StructBlockValidationError(
                block_errors={"page": ValidationError("Choose a page or give an address.")}
            )
        if address and not leads_somewhere(address):
            wrong = ValidationError("Write an address of this site, such as jobs/, or one that begins with https://.")
            raise StructBlockValidationError(block_errors={"address": wrong})
        return cleaned


def leads_somewhere(address: str) -> bool:
    """Whether an editor's address is one of the site's own or begins with https://, tel: or mailto:."""
    if address.startswith(("https://", "http://", "tel:", "mailto:")):
        return True
    return ":" not in address and not address.startswith("//") and "\\" not in address


class Picture(blocks.StructBlock):
    """A picture of the council's own, or a scene that Ridgeway draws."""

    scene = blocks.ChoiceBlock(
        choices=SCENES, default="hills", help_text="Drawn for you; used where there is no picture"
    )
    image = ImageChooserBlock(required=False)
    alt = blocks.CharBlock(
        required=False, max_length=200, help_text="What the picture shows, for those who cannot see it"
    )

    class Meta:
        icon = "image"
        template = "careers/blocks/picture.html"


class WordsSection(blocks.StructBlock):
    heading = blocks.CharBlock(required=False, max_length=120)
    words = Words()

    class Meta:
        icon = "pilcrow"
        label = "Words"
        template = "careers/blocks/words.html"


class Point(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=80)
    words = blocks.TextBlock(max_length=300)
    promise = blocks.CharBlock(
        required=False, max_length=60, label="Held to the promise",
        help_text="The words of a promise under “Careers site”, such as: 18 cases. The point then says whether it is kept, and stands as an aim while it is not",
    )  # fmt: skip


class PointsSection(blocks.StructBlock):
    """What is good about working here, said in a few short points. One that is held to a promise shows its evidence."""

    heading = blocks.CharBlock(max_length=120)
    points = blocks.ListBlock(Point(), min_num=1, max_num=9)

    class Meta:
        icon = "list-ul"
        label = "Selling points"
        template = "careers/blocks/points.html"

    def get_context(self, value, parent_context=None):
        from .shown import with_promises

        context = super().get_context(value, parent_context)
        is_preview = getattr(context["request"], "is_preview", False)
        return {**context, "points": with_promises(context["site"], value["points"], unknown_too=is_preview)}


class SpotlightSection(blocks.StructBlock):
    """The role or programme that the council most wants seen."""

    label = blocks.CharBlock(default="In the spotlight this month", max_length=60)
    heading = blocks.CharBlock(max_length=120)
    words = blocks.TextBlock(max_length=400)
    link = Link()

    class Meta:
        icon = "pick"
        label = "Spotlight"
        template = "careers/blocks/spotlight.html"


class StoriesSection(blocks.StructBlock):
    """The newest stories, those of the page's service first."""

    heading = blocks.CharBlock(default="In their words", max_length=120)
    how_many = blocks.ChoiceBlock(choices=[("3", "Three"), ("6", "Six")], default="3")

    class Meta:
        icon = "openquote"
        label = "Stories"
        template = "careers/blocks/stories.html"

    def get_context(self, value, parent_context=None):
        from .stories import newest

        context = super().get_context(value, parent_context)
        context["stories"] = newest(context["site"], context["page"], int(value["how_many"]))
        return context


class JobsSection(blocks.StructBlock):
    """The jobs that close soonest, of the page's own service where it has one."""

    heading = blocks.CharBlock(default="Jobs closing soon", max_length=120)
    how_many = blocks.ChoiceBlock(choices=[("3", "Three"), ("6", "Six")], default="3")

    class Meta:
        icon = "tasks"
        label = "Jobs"
        template = "careers/blocks/jobs.html"

    def get_context(self, value, parent_context=None):
        from .shown import soonest

        context = super().get_context(value, parent_context)
        return {**context, **soonest(context["request"], context["site"], context["page"], int(value["how_many"]))}


class PromisesSection(blocks.StructBlock):
    """The promises under “Careers site”, each with its evidence. What nothing counts is not shown."""

    heading = blocks.CharBlock(required=False, max_length=120)
    which = blocks.ChoiceBlock(choices=[("first", "The first, large"), ("all", "All of them")], default="first")

    class Meta:
        icon = "check"
        label = "Promises with their evidence"
        template = "careers/blocks/promises.html"

    def get_context(self, value, parent_context=None):
        from .shown import promises_for

        context = super().get_context(value, parent_context)
        rows = promises_for(context["site"].council, getattr(context["page"], "service_id", None))
        return {**context, "promises": rows[:1] if value["which"] == "first" else rows, "others": len(rows) - 1}


class Team(blocks.StructBlock):
    name = blocks.CharBlock(max_length=80)
    place = blocks.CharBlock(required=False, max_length=80)
    words = blocks.TextBlock(max_length=300)


class TeamsSection(blocks.StructBlock):
    """The teams. One that is named as its council names it leads to its own jobs."""

    heading = blocks.CharBlock(default="The teams", max_length=120)
    teams = blocks.ListBlock(Team(), min_num=1, max_num=24)

    class Meta:
        icon = "group"
        label = "Teams"
        template = "careers/blocks/teams.html"

    def get_context(self, value, parent_context=None):
        from .shown import with_jobs

        context = super().get_context(value, parent_context)
        return {**context, "teams": with_jobs(context["request"], context["site"], context["page"], value["teams"])}


class Person(blocks.StructBlock):
    """Somebody to talk to. Their mark is drawn from the name where there is no photograph."""

    name = blocks.CharBlock(max_length=80)
    part = blocks.CharBlock(max_length=160, help_text="What they do, and what one can ask them")
    telephone = blocks.CharBlock(required=False, max_length=40)
    email = blocks.CharBlock(required=False, max_length=120)
    hours = blocks.CharBlock(required=False, max_length=80)
    photograph = ImageChooserBlock(required=False)

    def clean(self, value):
        cleaned = super().clean(value)
        if cleaned.get("email"):
            try:
                validate_email(cleaned["email"])
            except ValidationError as wrong:
                raise StructBlockValidationError(block_errors={"email": wrong}) from wrong
        return cleaned


class PeopleSection(blocks.StructBlock):
    heading = blocks.CharBlock(default="Who to talk to", max_length=120)
    people = blocks.ListBlock(Person(), min_num=1, max_num=12)

    class Meta:
        icon = "user"
        label = "People to talk to"
        template = "careers/blocks/people.html"


class FilmSection(blocks.StructBlock):
    """A film, as a link: another company's player would follow whoever watches."""

    heading = blocks.CharBlock(max_length=120)
    words = blocks.TextBlock(required=False, max_length=300)
    address = blocks.URLBlock(help_text="Where the film is")
    length = blocks.CharBlock(required=False, max_length=30, help_text="Such as: 3 minutes")
    transcript = Words(required=False, help_text="What is said, for those who cannot hear it")
    picture = Picture()

    class Meta:
        icon = "media"
        label = "Film"
        template = "careers/blocks/film.html"


class Event(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120)
    starts = blocks.DateTimeBlock()
    place = blocks.CharBlock(max_length=160)
    words = blocks.TextBlock(required=False, max_length=400)


class EventsSection(blocks.StructBlock):
    """Where one can meet people: what is written here, and what campaigns show on the site. What has begun is not shown."""

    heading = blocks.CharBlock(default="Come and meet us", max_length=120)
    events = blocks.ListBlock(Event(), max_num=30)

    class Meta:
        icon = "date"
        label = "Events"
        help_text = "Events of campaigns that are shown on the site stand here by themselves. Write the others."
        template = "careers/blocks/events.html"

    def get_context(self, value, parent_context=None):
        from .shown import coming_events

        context = super().get_context(value, parent_context)
        coming = coming_events(context["request"], context["site"], context["page"], value["events"])
        return {**context, "coming": coming}


class Step(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=80)
    note = blocks.CharBlock(required=False, max_length=80, help_text="Such as: your first year")
    words = blocks.TextBlock(max_length=500)


class PathSection(blocks.StructBlock):
    """Steps along a path: a career, or what happens after one applies."""

    heading = blocks.CharBlock(max_length=120)
    steps = blocks.ListBlock(Step(), min_num=1, max_num=12)

    class Meta:
        icon = "order-down"
        label = "Path"
        template = "careers/blocks/path.html"


class ContactSection(blocks.StaticBlock):
    """The person one rings first, as the site's settings name them."""

    class Meta:
        icon = "mobile-alt"
        label = "Talk to us first"
        admin_text = "The person named in the site's settings, with the telephone number."
        template = "careers/blocks/contact.html"


class Sections(blocks.StreamBlock):
    """What a page is built from."""

    words = WordsSection()
    points = PointsSection()
    spotlight = SpotlightSection()
    jobs = JobsSection()
    promises = PromisesSection()
    stories = StoriesSection()
    teams = TeamsSection()
    people = PeopleSection()
    film = FilmSection()
    events = EventsSection()
    path = PathSection()
    picture = Picture(template="careers/blocks/picture_section.html", label="Picture")
    contact = ContactSection()
