"""Questions about the talent pool."""

from django import forms

from ridgeway.core.words import moment
from ridgeway.domains.recruitment.models import Advert

from .changing import ChangeForm


class InviteForm(ChangeForm):
    """To which job, and in what words of the person who invites."""

    advert = forms.TypedChoiceField(label="Job")
    words = forms.CharField(
        label="What do you want to say?", max_length=1500, required=False,
        help_text="It stands above the job in the mail. Their name, the job, where to apply, whom to ring and how to stop come by themselves.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip

    def __init__(self, data=None, *, adverts: list[Advert], **options):
        super().__init__(data, **options)
        known = {str(advert.pk): advert for advert in adverts}
        field = self.fields["advert"]
        field.choices = [("", "–"), *((pk, _words(advert)) for pk, advert in known.items())]  # type: ignore[attr-defined]
        field.coerce = lambda pk: known[pk]  # type: ignore[attr-defined]


def _words(advert: Advert) -> str:
    return f"{advert.title}, {advert.team or advert.service}. Apply by {moment(advert.closes_at)}"
