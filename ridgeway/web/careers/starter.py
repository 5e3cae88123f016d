"""The pages every site begins with: enough to be true from the first day, and a place for what each council has to say itself."""

import datetime as dt
from typing import Any

from wagtail.models import Page

from .models import CareersSite, LandingPage, StoriesPage, WordsPage

HOME = "Room to do social work well"
LEAD = "Social work with a team around you, and a person to ring first."


def words(text: str, heading: str = "") -> dict[str, Any]:
    """A section of words. `text` is plain paragraphs, or HTML that an editor could have written."""
    html = text if text.startswith("<") else "".join(f"<p>{part.strip()}</p>" for part in text.split("\n\n"))
    return {"type": "words", "value": {"heading": heading, "words": html}}


def section(kind: str, **value: Any) -> dict[str, Any]:
    """Any other section."""
    return {"type": kind, "value": value or None}


def plant(site: CareersSite, home: Page, at: dt.datetime) -> None:
    """Write the first pages under a new home."""
    council = site.council
    home.body = [
        section("promises", heading="", which="first"),
        section("jobs", heading="Jobs closing soon", how_many="3"),
        section("stories", heading="In their words", how_many="3"),
        section("contact"),
    ]
    home.save()
    for service in council.services.order_by("-kind"):
        name = {"children": "Children’s teams", "adult": "Adults’ teams"}.get(service.kind, service.name)
        home.add_child(instance=LandingPage(
            title=name, slug=service.slug, service=service, show_in_menus=True, lead=f"Social work in {service.name[:1].lower() + service.name[1:]}.",
            body=[section("promises", heading="", which="first"), section("jobs", heading="Jobs closing soon", how_many="3"), section("stories", heading="In their words", how_many="3"), section("contact")],
        ))  # fmt: skip
    home.add_child(
        instance=StoriesPage(
            title="Stories", slug="stories", show_in_menus=True, lead="What it is like, from those who do it."
        )
    )
    home.add_child(
        instance=WordsPage(
            title="Who to talk to",
            slug="talk-to-us",
            lead="Ring before you apply, or instead of it.",
            body=[section("contact")],
        )
    )
    plant_events(home)
    for title, slug, lead, body in legal(council.name):
        home.add_child(instance=WordsPage(title=title, slug=slug, lead=lead, body=body))


def plant_events(home: Page) -> Page:
    """The page on which events stand: those of campaigns by themselves, and what an editor writes."""
    body = [section("events", heading="What is coming", events=[]), section("contact")]
    page = WordsPage(title="Events", slug="events", show_in_menus=True, lead="Where you can meet us.", body=body)
    return home.add_child(instance=page)


def shows_events(home: Page) -> bool:
    """Whether any page of a site that can be seen has a section of events."""
    pages = WordsPage.objects.descendant_of(home).live(), LandingPage.objects.descendant_of(home).live()
    found = (page for rows in pages for page in rows)
    return any(block.block_type == "events" for page in (home.specific, *found) for block in page.body)


def legal(council: str) -> list[tuple[str, str, str, list[dict]]]:
    """The pages the law asks for: true of the software as it stands, for the council to complete."""
    return [
        ("Accessibility", "accessibility", f"How far everybody can use the careers site of {council}.", [
            words(
                "We want everybody to be able to use these pages: on a small telephone, at 400% zoom, by keyboard alone, with a screen reader, without JavaScript.\n\n"
                "They are made to meet the Web Content Accessibility Guidelines 2.2 at level AA. Each page is tested automatically at every change of the software, at a desk's width and a telephone's.",
                "How accessible these pages are"),
            words("Pictures are drawings that decorate; nothing is said in a picture alone. Films have their words written out beside them where the editor has given them. "
                  "The pages on which the council's own staff write what stands here do not meet the guidelines in every part: two labels in the editor cannot be read by a screen reader.",
                  "What we know to be wrong"),
            words("If something stops you, or you need a page in another form (large print, audio, Easy Read, BSL), ring or write to the person named on “Who to talk to”. We answer within two working days.",
                  "Tell us"),
            words("<p>If you are not content with our answer, the <a href=\"https://www.equalityadvisoryservice.com/\">Equality Advisory and Support Service</a> can help. "
                  "The Equality and Human Rights Commission enforces the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018.</p>",
                  "If we do not put it right"),
        ]),
        ("Privacy", "privacy", "What we keep, why, and for how long.", [
            words("Looking around these pages leaves nothing of you behind: no cookie is set, no address is kept, and no other company is told. "
                  "We count how often a page is opened in a day and by which advertisement people came; the count cannot be traced to anybody.", "When you look around"),
            words("When you ask us to ring you back, we keep your name, number and what you wrote so that a named person can answer. "
                  "It is removed twelve months after your enquiry is closed, unless you agree to be kept in touch with for longer.", "When you ask us something"),
            words("<p>You may see what we keep about you, have it put right, or have it removed: write to the council's data protection officer. "
                  "You may complain to the <a href=\"https://ico.org.uk/\">Information Commissioner</a>.</p>", "Your rights"),
        ]),
        ("Cookies", "cookies", "None.", [
            words("These pages set no cookie and remember nothing in your browser, unless you save a job: then the list of saved jobs is kept by your own browser, and never sent to us.\n\n"
                  "If you apply for a job, one cookie keeps you signed in to your own application until you leave. It is needed for that and is used for nothing else.")
        ]),
    ]  # fmt: skip
