"""The words of the mails that candidates and referees get. Whoever knows where the site is gives the address."""

import datetime as dt

from ridgeway.core.outbox.letters import Letter, Link
from ridgeway.core.words import day as day_words
from ridgeway.domains.organisation.models import Council

from .models import Advert, Application, Offer, Reference
from .states import ApplicationState


def _ask(advert: Advert) -> list[str]:
    """Whom to ring about a job."""
    if not advert.contact_name:
        return []
    way = " or ".join(part for part in (advert.contact_telephone, advert.contact_email) if part)
    return [f"Questions? {advert.contact_name}{f': {way}' if way else ''}"]


def _what(application: Application) -> str:
    return f"{application.advert.title} ({application.advert.reference})"


def sign_in(council: Council, url: str, hours: int) -> Letter:
    """The link that signs a candidate in."""
    return Letter(
        f"Your link to {council.name} careers",
        ["Open this link to go on with your application.", Link("Go on", url), f"It works once, for {hours} hours."],
        why="If you did not ask for this link, you need do nothing.",
    )


def acknowledged(application: Application, url: str) -> Letter:
    """The application has come."""
    advert = application.advert
    steps = [f"We choose whom to meet by {day_words(advert.shortlist_on)}."] if advert.shortlist_on else []
    steps += [f"Interviews are planned for {day_words(advert.interviews_on)}."] if advert.interviews_on else []
    return Letter(
        f"We have your application: {advert.title}",
        [f"Thank you. Your application for {_what(application)} has come in.",
         *(steps or ["We tell you as soon as we have read it."]),
         "You can see where it stands, or withdraw it, at any time.", Link("See your application", url), *_ask(advert)],
    )  # fmt: skip


def expressed(application: Application, url: str) -> Letter:
    """The five answers have come."""
    return Letter(
        f"Thank you for your interest: {application.advert.title}",
        [f"Thank you. We have your answers about {_what(application)}. We ring you and fill in the rest together.",
         "You can also fill it in yourself.", Link("Go on by yourself", url), *_ask(application.advert)],
    )  # fmt: skip


def withdrawn(application: Application) -> Letter:
    """The application was withdrawn."""
    return Letter(
        f"Your application is withdrawn: {application.advert.title}",
        [f"Your application for {_what(application)} is withdrawn, as you asked.", *_ask(application.advert)],
    )


def moved(application: Application, words: str, url: str) -> Letter:
    """What was decided, in the words written for the candidate."""
    return Letter(
        f"Your application: {application.advert.title}",
        [words, Link("See where your application stands", url), *_ask(application.advert)],
    )


def reference(row: Reference, url: str) -> Letter:
    """A referee is asked."""
    application = row.application
    name, council = application.candidate.who, application.council.name
    return Letter(
        "A reference, please",  # who applies is not said in a subject line
        [f"Dear {row.name}",
         f"{name} has applied to {council} to be {application.advert.title} and named you as a referee. The work is with children or "
         "adults at risk, so we ask for two references about everybody.",
         "Answering our questions takes about ten minutes.", Link("Answer the questions", url),
         f"The link is yours alone, works until {day_words(row.link_ends_at)}, and closes once you have answered. If you cannot give a "
         "reference, say so on the same page."],
    )  # fmt: skip


def disclosure(application: Application, url: str) -> Letter:
    """A shortlisted candidate is asked to disclose: before the interview, or once it was held, before the first day."""
    is_met = application.state not in (ApplicationState.SHORTLISTED, ApplicationState.INTERVIEW)
    first, until = ("", "you start") if is_met else ("We would like to meet you. ", "the interview")
    return Letter(
        f"Before {'you start' if is_met else 'we meet'}: {application.advert.title}",
        [f"{first}The work is with children or adults at risk, so we ask everybody whom we invite about convictions "
         f"and investigations. Please answer before {until}.", Link("Answer the questions", url),
         "An answer does not by itself rule anybody out."],
    )  # fmt: skip


def erased_soon(application: Application, on: dt.date, url: str) -> Letter:
    """What is kept will be erased."""
    return Letter(
        f"Your application will be erased on {day_words(on)}",
        [f"You applied for {_what(application)}. On {day_words(on)} we erase what you told us; only figures without your name remain.",
         "If you want a copy, download it before then.", Link("Your data", url)],
    )  # fmt: skip


def offered(offer: Offer, application: Application, url: str) -> Letter:
    """An offer is made. The terms stand on the page, behind their own sign-in."""
    return Letter(
        f"We would like you to join us: {application.advert.title}",
        [f"We are glad to offer you the job of {_what(application)}. Your letter, with the terms, is on your page.",
         f"Please tell us by {day_words(offer.answer_by)} whether you accept.",
         Link("Read the offer and answer", url), *_ask(application.advert)],
    )  # fmt: skip


def accepted(application: Application, url: str) -> Letter:
    """They accepted."""
    return Letter(
        f"Thank you for accepting: {application.advert.title}",
        ["Thank you for saying yes. We now make the checks that the law asks for; you see on your page what is done and what we need "
         "from you. Please do not give notice where you work until we tell you that everything is clear.",
         Link("See the checks", url), *_ask(application.advert)],
    )  # fmt: skip


def declined(application: Application, url: str) -> Letter:
    """They declined."""
    return Letter(
        f"You declined our offer: {application.advert.title}",
        [
            f"You declined our offer for {_what(application)}. Thank you for telling us.",
            Link("Your page", url),
            *_ask(application.advert),
        ],
    )


def extended(offer: Offer, application: Application, url: str) -> Letter:
    """They have longer to answer."""
    return Letter(
        f"You have longer to answer: {application.advert.title}",
        [
            f"You can answer our offer until {day_words(offer.answer_by)}.",
            Link("Read the offer and answer", url),
            *_ask(application.advert),
        ],
    )


def lapsed(offer: Offer, application: Application, url: str) -> Letter:
    """Nobody answered."""
    return Letter(
        f"Our offer has lapsed: {application.advert.title}",
        [f"We had no answer by {day_words(offer.answer_by)}, so our offer for {_what(application)} has lapsed. If you still want the job, "
         "ring us today: it may not be offered to anybody else yet.", Link("Your page", url), *_ask(application.advert)],
    )  # fmt: skip


def message(application: Application, subject: str, words: str, url: str) -> Letter:
    """A message in the words of whoever hires."""
    return Letter(subject, [*words.split("\n\n"), Link("Your application", url), *_ask(application.advert)])
