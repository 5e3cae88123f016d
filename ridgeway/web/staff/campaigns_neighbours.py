"""What other councils offer, beside what we do: recorded, looked at again, imported, taken away as a file."""

import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from django import forms
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ridgeway.core.tabular import CannotRead, read_table
from ridgeway.core.together import Question, counted
from ridgeway.core.words import day as day_words
from ridgeway.core.words import number, pounds
from ridgeway.domains.campaigns import actions, permissions, rules
from ridgeway.domains.campaigns.actions.neighbours import COLUMNS
from ridgeway.domains.campaigns.models import NeighbourOffer
from ridgeway.domains.establishment.models import JobRole
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council
from ridgeway.insight import neighbours
from ridgeway.insight.own_offer import Cell, own_offers
from ridgeway.web import downloads
from ridgeway.web.careers.models import Promise, PromiseState
from ridgeway.web.careers.promises import CASELOAD
from ridgeway.web.forms import DateField
from ridgeway.web.guards import Asked, asks

from .campaigns_changing import allowed, sure, to_change
from .campaigns_forms import money_field
from .changing import ChangeForm, ask, back_to, did, done, link
from .today_blocks import Thing

FILE_LIMIT_BYTES = 2 * 1024 * 1024
MOST_ROWS = 1000
MOST_SAID = 20


class OfferForm(ChangeForm):
    """What another council offers."""

    neighbour = forms.CharField(
        label="Council", max_length=120, help_text="Your own council's name records your own offer"
    )
    role_words = forms.CharField(label="Role, in their words", max_length=120, required=False)
    pay_low = money_field("Lowest pay a year")
    pay_high = money_field("Highest pay a year")
    supplement = forms.CharField(label="Supplement", max_length=200, required=False)
    caseload = forms.CharField(label="Caseload", max_length=120, required=False)
    incentive = forms.CharField(label="Incentive", max_length=300, required=False)
    programme = forms.CharField(label="Programme", max_length=200, required=False)
    source = forms.CharField(label="Where it is from", max_length=500, help_text="An address, or a paper with its date")
    known_on = DateField(label="Day on which it was so")

    def __init__(self, data=None, *, council: Council, **options):
        super().__init__(data, **options)
        self.fields["role"] = forms.ModelChoiceField(
            JobRole.objects.filter(council=council), label="Our job role", required=False, empty_label="none of ours"
        )
        self.order_fields(["neighbour", "role_words", "role"])


class OffersFileForm(ChangeForm):
    """A file of offers, read whole or not at all."""

    file = forms.FileField(
        label="File", help_text=f"CSV or XLSX with the columns {', '.join(COLUMNS)}", widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"})
    )  # fmt: skip

    def __init__(self, data=None, files=None, *, council: Council):
        super().__init__(data, files=files)
        self.council = council

    def clean_file(self) -> list[dict[str, Any]]:
        file = self.cleaned_data["file"]
        if file.size > FILE_LIMIT_BYTES:
            raise forms.ValidationError("Files of up to 2 MB are taken")
        with tempfile.NamedTemporaryFile() as kept:
            kept.write(file.read())
            kept.flush()
            try:
                table = read_table(Path(kept.name))
            except CannotRead as refusal:
                raise forms.ValidationError(str(refusal)) from refusal
        if len(table.rows) > MOST_ROWS:
            raise forms.ValidationError(f"The list has more than {MOST_ROWS:,} rows")
        offers, problems = actions.read_offers(self.council, table.rows)
        problems += [(number, f"It looks like {why}.") for number, why in table.left_out]
        if problems:
            more = len(problems) - MOST_SAID
            said = [f"Row {row}: {words}" for row, words in sorted(problems)[:MOST_SAID]]
            raise forms.ValidationError([*said, *([f"{more} more rows cannot be read"] if more > 0 else [])])
        return offers


@asks(Permission.CAMPAIGNS_VIEW)
def offers(request: HttpRequest, asked: Asked) -> HttpResponse:
    """What the neighbours offer, by role, ours first; what was read too long ago is marked."""
    groups = _groups(request, asked)
    shown = [offer for _, offers in groups for offer in offers]
    if form := downloads.wanted(request):
        told = [_file_row(offer) for offer in shown if offer.offer or _says_something(offer)]
        return downloads.table(form, f"neighbours-{asked.on}", [name.capitalize() for name in COLUMNS], told)
    may_edit = permissions.can_edit(request.user, asked.council)
    context = {
        "asked": asked,
        "groups": [(name, [_line(asked, offer, may_edit) for offer in offers]) for name, offers in groups],
        "stale": sum(offer.is_stale for offer in shown),
        "months": rules.MONTHS_FRESH,
        "may_edit": may_edit,
        "file_query": asked.query(),
        "list_url": link("campaigns", asked),
        "urls": {"add": link("campaign_offer_add", asked), "import": link("campaign_offers_import", asked)},
    }
    return render(request, "campaigns/neighbours.html", context)


def _groups(request: HttpRequest, asked: Asked) -> list[tuple[str, list[neighbours.Offer]]]:
    """The offers by role, ours by our own rows first."""
    found = NeighbourOffer.objects.filter(council=asked.council).visible_to(request.user).select_related("role")
    rows = list(found)
    own = own_offers(request.user, asked.council, neighbours.roles_of(rows, asked.on), asked.on)
    return neighbours.side_by_side(asked.council, rows, asked.on, own=own, caseload=promised_cases(asked.council))


def promised_cases(council: Council) -> Cell:
    """The promises of cases that the careers site makes, each with its evidence as it was last counted. One query."""
    about = Q(measure=CASELOAD) | Q(measure="", words__icontains="case")
    found = list(Promise.objects.filter(about, council=council).select_related("service"))
    if not found:
        return Cell("none", "The careers site makes no promise of cases")
    said = [(f"{row.service}: " if row.service else "") + f"{row.words} {row.more}".strip() for row in found]
    return Cell("; ".join(said), "Careers site: " + "; ".join(map(_evidence, found)))


def _evidence(row: Promise) -> str:
    checked = f", counted {day_words(row.checked_on)}" if row.checked_on else ""
    if row.state == PromiseState.UNKNOWN:
        return f"not yet evidenced ({row.reason.rstrip('.') or 'nothing counts it yet'})"
    people = (
        f", {row.within} of {row.people} people within it" if row.people else f", {number(row.value, 1)} {row.unit}"
    )
    return ("being kept" if row.state == PromiseState.KEPT else "an aim, not kept now") + people + checked


def _says_something(offer: neighbours.Offer) -> bool:
    return any((*offer.pay, offer.supplement, offer.caseload, offer.incentive, offer.programme))


def _line(asked: Asked, offer: neighbours.Offer, may_edit: bool) -> dict[str, Any]:
    pk = offer.offer.pk if offer.offer else 0
    return {
        "offer": offer,
        "cells": [
            (words, offer.sources.get(name, ""), name == "pay", "Not shown" if name in offer.withheld else "Not known")
            for name, words in (
                ("pay", _pay(offer)), ("supplement", offer.supplement), ("caseload", offer.caseload),
                ("incentive", offer.incentive), ("programme", offer.programme),
            )
        ],
        "source_url": offer.source if "://" in offer.source and rules.may_lead_to(offer.source) else "",
        "change_url": link("campaign_offer_change", asked, offer=pk) if pk and may_edit else "",
        "again_url": link("campaign_offer_again", asked, offer=pk) if pk and may_edit and offer.is_stale else "",
    }  # fmt: skip


def _pay(offer: neighbours.Offer) -> str:
    known = [pounds(pay) for pay in offer.pay if pay is not None]
    return " to ".join(dict.fromkeys(known))


def _file_row(offer: neighbours.Offer) -> tuple[Any, ...]:
    """A line as the file holds it; what is read from our own rows is cut to what the file takes when it comes back."""
    source = "; ".join([offer.source, *(f"{name}: {words}" for name, words in offer.sources.items())])
    return (
        offer.council, offer.role, *offer.pay, offer.supplement[:200], offer.caseload[:120], offer.incentive[:300], offer.programme,
        source[:500], offer.known_on,
    )  # fmt: skip


def _crumbs(asked: Asked) -> list[tuple[str, str]]:
    return [("Campaigns", link("campaigns", asked)), ("Neighbours", link("campaign_offers", asked))]


def waits(request: HttpRequest, asked: Asked) -> Question[list[Thing]]:
    """For Today: what neighbours offer that was read too long ago, in one line. One query."""
    stale = NeighbourOffer.objects.filter(council=asked.council, known_on__lt=neighbours.fresh_from(asked.today))
    found = yield counted(stale.visible_to(request.user), offers=Count("pk"))
    count = sum(row["offers"] for row in found)
    if not count:
        return []
    words = "An offer of a neighbour" if count == 1 else f"{count} offers of neighbours"
    note = "Read more than six months ago: look whether it is still so"
    return [Thing(words, link("campaign_offers", asked), note, "due")]


@asks(Permission.CAMPAIGNS_EDIT)
def add(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Record an offer."""
    allowed(request, asked)
    form = OfferForm(request.POST or None, council=asked.council)
    back = link("campaign_offers", asked)
    if made := done(request, form, partial(actions.add_offer, asked.council)):
        return back_to(request, f"The offer of {made.neighbour} is recorded.", back)
    return ask(
        request, asked, form, title="Record a neighbour’s offer", button="Record", back=back, crumbs=_crumbs(asked)
    )


@asks(Permission.CAMPAIGNS_EDIT)
def change(request: HttpRequest, asked: Asked, offer: int) -> HttpResponse:
    """Change an offer."""
    row = to_change(request, asked, NeighbourOffer, offer, "role")
    names = [field.name for field in NeighbourOffer._meta.fields if field.name not in ("id", "council")]
    initial = {name: getattr(row, f"{name}_id" if name == "role" else name) for name in names}
    form = OfferForm(request.POST or None, council=asked.council, initial=initial)
    back = link("campaign_offers", asked)
    if made := done(request, form, partial(actions.change_offer, row)):
        return back_to(request, f"The offer of {made.neighbour} is changed.", back)
    more = [("Remove it", link("campaign_offer_remove", asked, offer=row.pk))]
    return ask(
        request, asked, form, title=f"Change {row}", button="Change", back=back, crumbs=_crumbs(asked), more=more
    )


@require_POST
@asks(Permission.CAMPAIGNS_EDIT)
def again(request: HttpRequest, asked: Asked, offer: int) -> HttpResponse:
    """Say that an offer still holds today."""
    row = to_change(request, asked, NeighbourOffer, offer)
    did(request, partial(actions.look_again, row), f"{row}: looked at today.")
    return redirect(link("campaign_offers", asked))


@asks(Permission.CAMPAIGNS_EDIT)
def remove(request: HttpRequest, asked: Asked, offer: int) -> HttpResponse:
    """Remove an offer."""
    row = to_change(request, asked, NeighbourOffer, offer)
    back = link("campaign_offers", asked)
    return sure(
        request,
        asked,
        partial(actions.remove_offer, row),
        back=back,
        then=back,
        title=f"Remove {row}?",
        said="The offer is removed.",
    )


@asks(Permission.CAMPAIGNS_EDIT)
def import_file(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Record many offers from a file."""
    allowed(request, asked)
    form = OffersFileForm(request.POST or None, request.FILES or None, council=asked.council)
    back = link("campaign_offers", asked)
    if made := done(request, form, lambda file, **said: actions.import_offers(asked.council, file, **said)):
        return back_to(request, f"{made[0]} offers are recorded and {made[1]} replaced.", back)
    lead = "An offer of the same council, role and source is replaced. If a row cannot be read, nothing is written."
    return ask(
        request, asked, form, title="Import offers", button="Import", back=back, crumbs=_crumbs(asked), lead=lead
    )
