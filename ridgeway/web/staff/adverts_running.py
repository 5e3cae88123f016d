"""What is done with an advert that is out: publish, extend, close early, say what came of it."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from ridgeway.core.words import day as day_words
from ridgeway.core.words import moment
from ridgeway.domains.organisation.choices import Permission as P
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.models import Advert
from ridgeway.web.guards import Asked, asks

from .adverts import advert_in
from .adverts_building import crumbs, home
from .adverts_forms import ChangeForm, CloseForm, ExtendForm, PublishForm, SettleForm
from .changing import ask, back_to, did, done, link


def _page(request: HttpRequest, asked: Asked, row: Advert, form: ChangeForm, **words) -> HttpResponse:
    return ask(request, asked, form, back=home(asked, row), crumbs=crumbs(asked, row), **words)


def _data(request: HttpRequest):
    return request.POST if request.method == "POST" else None


@asks(P.ADVERTS_EDIT)
def publish(request: HttpRequest, asked: Asked, advert: int) -> HttpResponse:
    """Let everybody see it, now or from a day on."""
    row = advert_in(request, asked, advert, P.ADVERTS_EDIT)
    form = PublishForm(_data(request))
    if made := done(request, form, partial(actions.publish, row)):
        out = "is out" if made.is_live(request.at) else f"goes out on {moment(made.published_at)}"  # type: ignore[attr-defined]
        return back_to(request, f"{row.reference} {out}.", home(asked, row))
    return _page(
        request, asked, row, form, title=f"Publish {row.reference}", button="Publish",
        lead="From then on what is asked for is fixed, and every other change is shown to those who applied.",
        more=[("Preview", link("advert_preview", asked, advert=row.pk))],
    )  # fmt: skip


@asks(P.ADVERTS_EDIT)
def extend(request: HttpRequest, asked: Asked, advert: int) -> HttpResponse:
    """Let people apply until later, with a reason."""
    row = advert_in(request, asked, advert, P.ADVERTS_EDIT)
    form = ExtendForm(_data(request), advert=row)
    if made := done(request, form, partial(actions.extend, row)):
        moved = [f"{words} {day_words(day)}" for words, day, was in (
            ("the shortlist is by", made.shortlist_on, row.shortlist_on), ("interviews are on", made.interviews_on, row.interviews_on),
        ) if day and day != was]  # fmt: skip
        also = f" So {' and '.join(moved)}." if moved else ""
        return back_to(request, f"{row.reference} closes on {moment(made.closes_at)} now.{also}", home(asked, row))
    return _page(request, asked, row, form, title=f"Extend {row.reference}", button="Extend",
                 lead=f"It closes on {moment(row.closes_at)}. Those who applied see the new days and the reason.")  # fmt: skip


@asks(P.ADVERTS_EDIT)
def close(request: HttpRequest, asked: Asked, advert: int) -> HttpResponse:
    """Take no more applications from now on."""
    row = advert_in(request, asked, advert, P.ADVERTS_EDIT)
    form = CloseForm(_data(request))
    if done(request, form, partial(actions.close_early, row)):
        return back_to(request, f"{row.reference} is closed.", home(asked, row))
    return _page(request, asked, row, form, title=f"Close {row.reference} early", button="Close now",
                 lead="Nobody can apply from now on. Those who did are not affected.", danger=True)  # fmt: skip


@asks(P.ADVERTS_EDIT)
def settle(request: HttpRequest, asked: Asked, advert: int) -> HttpResponse:
    """Say what came of it."""
    row = advert_in(request, asked, advert, P.ADVERTS_EDIT)
    form = SettleForm(_data(request))
    if done(request, form, partial(actions.settle, row)):
        return back_to(request, f"{row.reference} is settled.", home(asked, row))
    return _page(request, asked, row, form, title=f"What came of {row.reference}", button="Save",
                 lead="The posts stay vacant until somebody starts in them; they can be asked for again.")  # fmt: skip


@require_POST
@asks(P.ADVERTS_EDIT)
def unsettle(request: HttpRequest, asked: Asked, advert: int) -> HttpResponse:
    """Take back what was said, to say it again."""
    row = advert_in(request, asked, advert, P.ADVERTS_EDIT)
    did(request, partial(actions.unsettle, row), "Taken back. Say again what came of it.")
    return redirect(home(asked, row))
