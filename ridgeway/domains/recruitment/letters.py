"""The words of the mails that candidates and referees get. Whoever knows where the site is gives the address."""

import datetime as dt

from django.utils.translation import gettext as _

from ridgeway.core.languages import in_its_language
from ridgeway.core.outbox.letters import Letter, Link
from ridgeway.core.words import day as day_words
from ridgeway.domains.organisation.models import Council

from .models import Advert, Application, Offer, Reference
from .states import ApplicationState


def ask(advert: Advert) -> list[str]:
    """Whom to ring about a job."""
    if not advert.contact_name:
        return []
    parts = [part for part in (advert.contact_telephone, advert.contact_email) if part]
    return [_("Questions? {who}").format(who=": ".join(filter(None, (advert.contact_name, either(parts)))))]


def either(parts: list[str]) -> str:
    """One or the other."""
    return _("{this} or {that}").format(this=parts[0], that=parts[1]) if len(parts) == 2 else "".join(parts)


def _what(application: Application) -> str:
    return f"{application.advert.title} ({application.advert.reference})"


@in_its_language
def sign_in(council: Council, url: str, hours: int) -> Letter:
    """The link that signs a candidate in."""
    return Letter(
        _("Your link to {council} careers").format(council=council.name),
        [_("Open this link to go on with your application."), Link(_("Go on"), url), _("It works once, for {hours} hours.").format(hours=hours)],
        why=_("If you did not ask for this link, you need do nothing."),
    )  # fmt: skip


@in_its_language
def acknowledged(application: Application, url: str) -> Letter:
    """The application has come."""
    advert = application.advert
    steps = (
        [_("We choose whom to meet by {day}.").format(day=day_words(advert.shortlist_on))]
        if advert.shortlist_on
        else []
    )
    steps += (
        [_("Interviews are planned for {day}.").format(day=day_words(advert.interviews_on))]
        if advert.interviews_on
        else []
    )
    return Letter(
        _("We have your application: {job}").format(job=advert.title),
        [_("Thank you. Your application for {job} has come in.").format(job=_what(application)),
         *(steps or [_("We tell you as soon as we have read it.")]),
         _("You can see where it stands, or withdraw it, at any time."), Link(_("See your application"), url), *ask(advert)],
    )  # fmt: skip


@in_its_language
def expressed(application: Application, url: str) -> Letter:
    """The five answers have come."""
    return Letter(
        _("Thank you for your interest: {job}").format(job=application.advert.title),
        [_("Thank you. We have your answers about {job}. We ring you and fill in the rest together.").format(job=_what(application)),
         _("You can also fill it in yourself."), Link(_("Go on by yourself"), url), *ask(application.advert)],
    )  # fmt: skip


@in_its_language
def withdrawn(application: Application) -> Letter:
    """The application was withdrawn."""
    return Letter(
        _("Your application is withdrawn: {job}").format(job=application.advert.title),
        [_("Your application for {job} is withdrawn, as you asked.").format(job=_what(application)), *ask(application.advert)],
    )  # fmt: skip


@in_its_language
def moved(application: Application, words: str, url: str) -> Letter:
    """What was decided, in the words written for the candidate."""
    return Letter(
        _("Your application: {job}").format(job=application.advert.title),
        [words, Link(_("See where your application stands"), url), *ask(application.advert)],
    )


@in_its_language
def reference(row: Reference, url: str) -> Letter:
    """A referee is asked."""
    application = row.application
    named = _(
        "{name} has applied to {council} to be {job} and named you as a referee. The work is with children or adults at risk, so we "
        "ask for two references about everybody."
    ).format(name=application.candidate.who, council=application.council.name, job=application.advert.title)
    until = _(
        "The link is yours alone, works until {day}, and closes once you have answered. If you cannot give a reference, say so on the "
        "same page."
    ).format(day=day_words(row.link_ends_at))
    return Letter(
        _("A reference, please"),  # who applies is not said in a subject line
        [_("Dear {name}").format(name=row.name), named, _("Answering our questions takes about ten minutes."),
         Link(_("Answer the questions"), url), until],
    )  # fmt: skip


@in_its_language
def disclosure(application: Application, url: str) -> Letter:
    """A shortlisted candidate is asked to disclose: before the interview, or once it was held, before the first day."""
    is_met = application.state not in (ApplicationState.SHORTLISTED, ApplicationState.INTERVIEW)
    subject = _("Before you start: {job}") if is_met else _("Before we meet: {job}")
    words = (
        _(
            "The work is with children or adults at risk, so we ask everybody whom we invite about convictions and investigations. "
            "Please answer before you start."
        )
        if is_met
        else _(
            "We would like to meet you. The work is with children or adults at risk, so we ask everybody whom we invite about "
            "convictions and investigations. Please answer before the interview."
        )
    )
    return Letter(
        subject.format(job=application.advert.title),
        [words, Link(_("Answer the questions"), url), _("An answer does not by itself rule anybody out.")],
    )


@in_its_language
def erased_soon(application: Application, on: dt.date, url: str) -> Letter:
    """What is kept will be erased."""
    day = day_words(on)
    return Letter(
        _("Your application will be erased on {day}").format(day=day),
        [_("You applied for {job}. On {day} we erase what you told us; only figures without your name remain.").format(job=_what(application), day=day),
         _("If you want a copy, download it before then."), Link(_("Your data"), url)],
    )  # fmt: skip


@in_its_language
def offered(offer: Offer, application: Application, url: str) -> Letter:
    """An offer is made. The terms stand on the page, behind their own sign-in."""
    return Letter(
        _("We would like you to join us: {job}").format(job=application.advert.title),
        [_("We are glad to offer you the job of {job}. Your letter, with the terms, is on your page.").format(job=_what(application)),
         _("Please tell us by {day} whether you accept.").format(day=day_words(offer.answer_by)),
         Link(_("Read the offer and answer"), url), *ask(application.advert)],
    )  # fmt: skip


@in_its_language
def accepted(application: Application, url: str) -> Letter:
    """They accepted."""
    words = _(
        "Thank you for saying yes. We now make the checks that the law asks for; you see on your page what is done and what we need "
        "from you. Please do not give notice where you work until we tell you that everything is clear."
    )
    return Letter(
        _("Thank you for accepting: {job}").format(job=application.advert.title),
        [words, Link(_("See the checks"), url), *ask(application.advert)],
    )


@in_its_language
def declined(application: Application, url: str) -> Letter:
    """They declined."""
    return Letter(
        _("You declined our offer: {job}").format(job=application.advert.title),
        [
            _("You declined our offer for {job}. Thank you for telling us.").format(job=_what(application)),
            Link(_("Your page"), url),
            *ask(application.advert),
        ],
    )


@in_its_language
def extended(offer: Offer, application: Application, url: str) -> Letter:
    """They have longer to answer."""
    return Letter(
        _("You have longer to answer: {job}").format(job=application.advert.title),
        [
            _("You can answer our offer until {day}.").format(day=day_words(offer.answer_by)),
            Link(_("Read the offer and answer"), url),
            *ask(application.advert),
        ],
    )


@in_its_language
def lapsed(offer: Offer, application: Application, url: str) -> Letter:
    """Nobody answered."""
    words = _(
        "We had no answer by {day}, so our offer for {job} has lapsed. If you still want the job, ring us today: it may not be offered "
        "to anybody else yet."
    ).format(day=day_words(offer.answer_by), job=_what(application))
    return Letter(
        _("Our offer has lapsed: {job}").format(job=application.advert.title),
        [words, Link(_("Your page"), url), *ask(application.advert)],
    )


@in_its_language
def message(application: Application, subject: str, words: str, url: str) -> Letter:
    """A message in the words of whoever hires."""
    return Letter(subject, [*words.split("\n\n"), Link(_("Your application"), url), *ask(application.advert)])
