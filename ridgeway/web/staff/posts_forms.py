"""Questions about posts."""

from decimal import Decimal

from django import forms

from ridgeway.domains.establishment.models import FundingDecision, Grade, JobRole
from ridgeway.domains.organisation.queries import Tree
from ridgeway.web.forms import DateField
from ridgeway.web.guards import number_in

from .changing import ChangeForm


def fte_field(**options) -> forms.DecimalField:
    """Full-time equivalent, with what is wrong with it in words."""
    return forms.DecimalField(
        label=options.pop("label", "FTE"),
        max_digits=8,
        decimal_places=6,
        min_value=options.pop("least", Decimal("0.01")),
        max_value=1,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "decimal"}),
        error_messages={
            "invalid": "FTE must be a number, such as 0.6",
            "max_value": "FTE is at most 1",
            "min_value": "FTE must be more than 0",
        },
        **options,
    )


def team_choices(tree: Tree) -> list[tuple[str, list[tuple[int, str]]]]:
    """The teams somebody may choose, by service."""
    return [
        (str(service), [(team.pk, team.name) for team in tree.teams if team.service_id == service.pk])
        for service in tree.services
    ]


class TeamField(forms.TypedChoiceField):
    """One of the teams of a tree; its value is the team."""

    def __init__(self, tree: Tree, **options):
        teams = {team.pk: team for team in tree.teams}
        blank = [] if options.get("required", True) else [("", "–")]
        super().__init__(
            choices=[*blank, *team_choices(tree)],
            coerce=lambda pk: teams.get(int(pk)),
            empty_value=None,
            label=options.pop("label", "Team"),
            **options,
        )


class FundForm(ChangeForm):
    """One post, or several alike."""

    number = forms.CharField(
        label="Number",
        max_length=20,
        help_text="Of the first post, where you fund several: the others follow in sequence",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "spellcheck": "false"}),
    )
    many = forms.IntegerField(
        label="How many posts",
        min_value=1,
        max_value=200,
        initial=1,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
    )
    fte = fte_field(initial=1, label="FTE of each")
    starts_on = DateField(label="Funded from")
    ends_on = DateField(
        label="Funded until", required=False, help_text="The first day it is no longer funded, if known"
    )

    def __init__(self, data=None, *, tree: Tree, **options):
        super().__init__(data, **options)
        council = tree.council
        self.fields["team"] = TeamField(tree)
        self.fields["role"] = forms.ModelChoiceField(
            JobRole.objects.filter(council=council), label="Job role", empty_label="–"
        )
        self.fields["grade"] = forms.ModelChoiceField(
            Grade.objects.filter(council=council), required=False, empty_label="–"
        )
        self.fields["decision"] = forms.ModelChoiceField(
            FundingDecision.objects.filter(council=council), required=False, empty_label="–", label="Funding decision"
        )
        self.order_fields(["number", "many", "team", "role", "grade", "fte", "starts_on", "ends_on", "decision"])


class DecisionForm(ChangeForm):
    """A decision to pay for posts."""

    title = forms.CharField(label="What was decided", max_length=160, help_text="For example: 27 more posts")
    decided_on = DateField(label="Day of the decision")
    decided_by_body = forms.CharField(
        label="Who decided", max_length=80, help_text="For example: Cabinet, budget setting"
    )
    reference = forms.CharField(label="Paper or minute", max_length=200, required=False)


class ChangePostForm(ChangeForm):
    """What a post is from a day on."""

    from_day = DateField(label="From")
    fte = fte_field()
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, tree: Tree, **options):
        super().__init__(data, **options)
        council = tree.council
        self.fields["team"] = TeamField(tree)
        self.fields["role"] = forms.ModelChoiceField(
            JobRole.objects.filter(council=council), label="Job role", empty_label="–"
        )
        self.fields["grade"] = forms.ModelChoiceField(
            Grade.objects.filter(council=council), required=False, empty_label="–"
        )
        self.order_fields(["from_day", "team", "role", "grade", "fte", "seen"])

    def clean_seen(self) -> list[int] | None:
        text = self.cleaned_data["seen"]
        return [pk for part in text.split(",") if (pk := number_in(part))] if text else None


class EndPostForm(ChangeForm):
    """When a post is no longer funded."""

    ends_on = DateField(label="First day it is no longer funded")


class CorrectFundingForm(ChangeForm):
    """The day a post was first funded and by which decision, where they were recorded wrongly."""

    starts_on = DateField(label="First funded on")

    def __init__(self, data=None, *, council, **options):
        super().__init__(data, **options)
        self.fields["decision"] = forms.ModelChoiceField(
            FundingDecision.objects.filter(council=council), required=False, empty_label="–", label="Funding decision"
        )


class CoverForm(ChangeForm):
    """An agency worker in a post's place: somebody known by their registration number, or new here."""

    registration_number = forms.CharField(
        label="Registration number",
        max_length=20,
        required=False,
        help_text="Social Work England, such as SW12345. Somebody known here by it is found",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "spellcheck": "false"}),
    )
    given_name = forms.CharField(max_length=80, required=False)
    family_name = forms.CharField(max_length=80, required=False)
    fte = fte_field(initial=1)
    starts_on = DateField(label="From")
    ends_on = DateField(label="Until", required=False, help_text="The first day they are no longer here, if known")

    def clean(self):
        cleaned = super().clean()
        if not any(cleaned.get(name) for name in ("registration_number", "given_name", "family_name")):
            self.add_error("registration_number", "Enter a registration number or a name")
        return cleaned


class EndCoverForm(ChangeForm):
    """When an agency worker stops."""

    ends_on = DateField(label="First day they are no longer here")
