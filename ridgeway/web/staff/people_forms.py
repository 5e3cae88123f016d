"""Questions about people."""

from decimal import Decimal

from django import forms

from ridgeway.domains.establishment import choices
from ridgeway.domains.establishment.models import JobRole, Post
from ridgeway.domains.organisation.queries import Tree
from ridgeway.web.forms import DateField

from .changing import ChangeForm
from .posts_forms import TeamField, fte_field

_CODE = {"class": "govuk-input--width-10", "spellcheck": "false"}


def _blank(codes) -> list[tuple[str, str]]:
    return [("", "–"), *codes.choices]


class PostByNumber(forms.CharField):
    """A post of the council that the person may see, by its number; its value is the post."""

    def __init__(self, posts, **options):
        super().__init__(max_length=20, widget=forms.TextInput(attrs=_CODE), **options)
        self.posts = posts

    def clean(self, value):
        number = super().clean(value)
        if not number:
            return None
        found = self.posts.filter(number__iexact=number).first()
        if found is None:
            raise forms.ValidationError(f"There is no post {number}, or it is not yours to see")
        return found


class DetailsForm(ChangeForm):
    """A person's own details."""

    given_name = forms.CharField(max_length=80, required=False)
    family_name = forms.CharField(max_length=80, required=False)
    registration_number = forms.CharField(
        max_length=20,
        required=False,
        help_text="Social Work England, such as SW12345",
        widget=forms.TextInput(attrs=_CODE),
    )
    staff_number = forms.CharField(max_length=30, required=False, widget=forms.TextInput(attrs=_CODE))
    qualification = forms.ChoiceField(choices=_blank(choices.Qualification), required=False)
    qualified_on = DateField(required=False)

    def clean(self):
        cleaned = super().clean()
        if not any(cleaned.get(n) for n in ("given_name", "family_name", "registration_number", "staff_number")):
            self.add_error("family_name", "Enter a name or a number")
        return cleaned


class PlaceForm(ChangeForm):
    """Which place somebody holds from a day: a post, or a team and role where there is no post."""

    starts_on = DateField(label="From")
    fte = fte_field(initial=1, least=Decimal(0))
    ends_cover = forms.BooleanField(label="End the agency cover of the post on that day", required=False)

    def __init__(self, data=None, *, tree: Tree, posts, **options):
        super().__init__(data, **options)
        self.fields["post"] = PostByNumber(
            posts.filter(council=tree.council),
            label="Post number",
            required=False,
            help_text="Team and role are the post's",
        )
        self.fields["team"] = TeamField(tree, required=False, label="Team, where there is no post")
        self.fields["role"] = forms.ModelChoiceField(
            JobRole.objects.filter(council=tree.council),
            required=False,
            empty_label="–",
            label="Job role, where there is no post",
        )
        self.order_fields(["starts_on", "post", "team", "role", "fte", "ends_cover"])

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not cleaned.get("post") and not (cleaned.get("team") and cleaned.get("role")):
            self.add_error("post", "Enter a post number, or choose a team and a job role")
        if cleaned.get("post"):
            cleaned["team"] = cleaned["role"] = None
        return cleaned


class StartForm(PlaceForm):
    """Somebody starts: the place, where they came from, and the contract."""

    origin = forms.ChoiceField(choices=_blank(choices.Origin), required=False, label="Came from")
    contract = forms.ChoiceField(choices=choices.Contract.choices, initial="permanent")
    ends_on = DateField(
        label="End of a fixed term", required=False, help_text="The first day they are no longer in post"
    )

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        self.order_fields(
            ["given_name", "family_name", "registration_number", "staff_number", "qualification", "qualified_on",
             "starts_on", "post", "team", "role", "fte", "origin", "contract", "ends_on", "ends_cover"]
        )  # fmt: skip


class NewPersonForm(StartForm, DetailsForm):
    """Somebody new to the council starts."""

    PERSON = ("given_name", "family_name", "registration_number", "staff_number", "qualification", "qualified_on")

    @property
    def answers(self):
        values = dict(super().answers)
        return {"person": {name: values.pop(name) for name in self.PERSON}, **values}


class HoursForm(ChangeForm):
    """Another FTE in the same place."""

    from_day = DateField(label="From")
    fte = fte_field(least=Decimal(0))


class CorrectPlaceForm(ChangeForm):
    """The day or FTE of a place, recorded wrongly."""

    starts_on = DateField(label="From")
    fte = fte_field(least=Decimal(0))


class EndPlaceForm(ChangeForm):
    """One of several places ends."""

    ends_on = DateField(label="First day they no longer hold it")


class CorrectStartForm(ChangeForm):
    """How somebody started, recorded wrongly."""

    starts_on = DateField(label="Started on")
    origin = forms.ChoiceField(choices=_blank(choices.Origin), required=False, label="Came from")
    contract = forms.ChoiceField(choices=choices.Contract.choices)


class LeaveForm(ChangeForm):
    """When, why and where to."""

    ends_on = DateField(label="First day not in post", help_text="The day after their last day")
    reason = forms.ChoiceField(choices=_blank(choices.LeavingReason), label="Why they leave")
    destination = forms.ChoiceField(choices=_blank(choices.Destination), label="Where they go")


class AbsenceForm(ChangeForm):
    """Time away."""

    kind = forms.ChoiceField(choices=_blank(choices.AbsenceKind), label="Kind of absence")
    starts_on = DateField(label="First day away")
    ends_on = DateField(label="First day back", required=False, help_text="Leave empty while they are still away")
    working_days_lost = forms.DecimalField(
        max_digits=6,
        decimal_places=2,
        min_value=0,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "decimal"}),
    )


def posts_seen_by(user):
    """The posts that somebody may name."""
    return Post.objects.visible_to(user)
