"""The form of a media schedule: for each channel an amount, what is bought, and from when to when."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms

from ridgeway.domains.campaigns import rules
from ridgeway.domains.campaigns.actions.scheduling import Planned
from ridgeway.domains.campaigns.choices import ChannelKind, PlacementKind
from ridgeway.domains.campaigns.models import Channel, Phase, Placement
from ridgeway.domains.campaigns.queries import ONE_DAY, last_day
from ridgeway.insight.schedule import ChannelShare, Proposal
from ridgeway.web.forms import PoundsField

from .changing import ChangeForm

_USUAL = {
    ChannelKind.SEARCH: PlacementKind.SEARCH_WORDS, ChannelKind.SOCIAL: PlacementKind.SOCIAL_ADVERT, ChannelKind.PRINT: PlacementKind.HALF_PAGE,
    ChannelKind.RADIO: PlacementKind.RADIO, ChannelKind.PARTNER: PlacementKind.PARTNER, ChannelKind.NEWSLETTER: PlacementKind.NEWSLETTER,
}  # fmt: skip


class ScheduleForm(ChangeForm):
    """One row for each channel of the council, those of the proposal first; a row without an amount is not planned."""

    def __init__(
        self,
        data=None,
        *,
        phase: Phase,
        channels: Sequence[Channel],
        proposal: Proposal | None,
        used: Mapping[int, Placement],
    ):
        super().__init__(data)
        self.phase = phase
        self.shares = {share.channel: share for share in proposal.shares} if proposal else {}
        self.channels = sorted(channels, key=lambda c: (-self._amount(c.pk), c.name.casefold()))
        last = last_day(phase.paid_until or phase.ends_on)
        for channel in self.channels:
            before = used.get(channel.pk)
            kind = before.kind if before else _USUAL.get(ChannelKind(channel.kind), PlacementKind.LISTING)
            self._add(channel, str(kind), phase.starts_on, last)
        target = next((row.target_url for row in reversed(list(used.values()))), "/careers/")
        self.fields["target_url"] = forms.CharField(
            label="Where the links lead", max_length=500, initial=target,
            help_text="Each placement is given a tracked link of its own that leads there",
            widget=forms.TextInput(attrs={"spellcheck": "false", "inputmode": "url"}),
        )  # fmt: skip

    def _amount(self, channel: int) -> int:
        share = self.shares.get(channel)
        return share.amount if share else 0

    def _add(self, channel: Channel, kind: str, first: dt.date, last: dt.date | None) -> None:
        def day(words: str, initial: dt.date | None) -> forms.DateField:
            return forms.DateField(
                label=f"{channel}: {words}", required=False, initial=initial, widget=forms.DateInput(attrs={"type": "date", "class": "field"}, format="%Y-%m-%d"),
                error_messages={"invalid": f"{channel}: {words} must be a day, such as 2016-04-18"},
            )  # fmt: skip

        self.fields[f"amount_{channel.pk}"] = PoundsField(
            label=f"{channel}: amount, £", required=False, min_value=0, max_digits=10, decimal_places=2, initial=self._amount(channel.pk) or None,
            widget=forms.TextInput(attrs={"class": "field field--amount", "inputmode": "decimal"}),
            error_messages={"invalid": f"{channel}: the amount must be a number of pounds, such as 1250", "min_value": f"{channel}: the amount cannot be less than nothing"},
        )  # fmt: skip
        self.fields[f"kind_{channel.pk}"] = forms.ChoiceField(
            label=f"{channel}: what", choices=PlacementKind.choices, initial=kind, required=False, widget=forms.Select(attrs={"class": "field"}),
        )  # fmt: skip
        self.fields[f"first_{channel.pk}"] = day("first day", first)
        self.fields[f"last_{channel.pk}"] = day("last day", last)

    def clean_target_url(self) -> str:
        address = self.cleaned_data["target_url"].strip()
        if not rules.may_lead_to(address):
            raise forms.ValidationError(
                "The links must lead to an address that begins with https://, or to a page here such as /careers/"
            )
        return address

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for channel in self.channels:
            if (
                cleaned.get(f"amount_{channel.pk}")
                and not cleaned.get(f"first_{channel.pk}")
                and f"first_{channel.pk}" not in self.errors
            ):
                self.add_error(f"first_{channel.pk}", f"{channel}: enter the first day")
        return cleaned

    @property
    def answers(self) -> dict[str, Any]:
        """The lines that have an amount."""
        given = self.cleaned_data
        lines = []
        for channel in self.channels:
            amount, last = given.get(f"amount_{channel.pk}"), given.get(f"last_{channel.pk}")
            if amount:
                kind = given[f"kind_{channel.pk}"] or PlacementKind.LISTING
                ends = last + ONE_DAY if last else None
                lines.append(Planned(channel, kind, amount, given[f"first_{channel.pk}"], ends, given["target_url"]))
        return {"lines": lines}

    def lines(self) -> list[tuple[Channel, ChannelShare | None, dict[str, Any]]]:
        """Each channel with its proposed share and its fields."""
        names = ("amount", "kind", "first", "last")
        return [(c, self.shares.get(c.pk), {name: self[f"{name}_{c.pk}"] for name in names}) for c in self.channels]

    @property
    def total(self) -> Decimal:
        """What the amounts that can be read come to."""
        amounts = [self[f"amount_{c.pk}"].value() for c in self.channels]
        return sum((_read(amount) for amount in amounts), Decimal(0))


def _read(amount: Any) -> Decimal:
    try:
        return max(Decimal(0), Decimal(str(amount or 0)))
    except ArithmeticError:
        return Decimal(0)
