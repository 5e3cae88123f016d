"""The forms of the administration pages. Each says in words what to do about bad input."""

from django import forms

from ridgeway.domains.organisation import colours
from ridgeway.domains.organisation.choices import Permission, ServiceKind
from ridgeway.domains.organisation.models import Council, Service, Team
from ridgeway.domains.organisation.permissions import allowed_by, can_allow, can_give

from ..forms import DateField


def _text(label: str, limit: int, *, required: str = "", **kwargs) -> forms.CharField:
    errors = {"required": required, "max_length": f"{label} has at most {limit} characters."}
    return forms.CharField(label=label, max_length=limit, required=bool(required), error_messages=errors, **kwargs)


class CouncilForm(forms.Form):
    """A council's look, and whether everybody in it needs a second factor."""

    name = _text("Name", 120, required="Enter the council's name.")
    wordmark = _text(
        "Wordmark", 60, required="Enter the words at the head of every page.", help_text="At the head of every page"
    )
    accent = forms.CharField(
        label="Accent",
        max_length=7,
        help_text="One colour, written as #28633A",
        error_messages={"required": "Enter a colour such as #28633A.", "max_length": "Enter a colour such as #28633A."},
    )
    requires_second_factor = forms.BooleanField(
        label="Everybody needs a second factor", required=False, help_text="Otherwise only those whose role says so"
    )

    def clean_accent(self) -> str:
        return checked_accent(self.cleaned_data["accent"])


def checked_accent(accent: str) -> str:
    """The colour as `#RRGGBB`. Raises `ValidationError` with what is wrong with it and the nearest that would do."""
    verdict = colours.check(accent.strip())
    if verdict.is_fit:
        return verdict.accent
    raise forms.ValidationError(f"{' '.join(verdict.problems)} The nearest that will do is {verdict.nearest}.")


class ServiceForm(forms.Form):
    name = _text("Name", 80, required="Enter the service's name.")
    kind = forms.ChoiceField(
        label="Kind",
        choices=ServiceKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a kind."},
    )


class TeamForm(forms.Form):
    """A team's name, group and place in the order."""

    name = _text("Name", 80, required="Enter the team's name.")
    group = _text("Group", 80, help_text="Teams of one group stand together, such as Safeguarding and assessment")
    order = forms.IntegerField(
        label="Place in the order",
        min_value=0,
        max_value=32767,
        initial=0,
        help_text="Lower numbers come first",
        error_messages={
            "required": "Enter a number; 0 comes first.",
            "invalid": "Enter a whole number.",
            "min_value": "Enter 0 or more.",
            "max_value": "Enter 32767 or less.",
        },
    )


class NewTeamForm(TeamForm):
    service = forms.ModelChoiceField(
        Service.objects.none(), label="Service", empty_label=None, error_messages={"required": "Choose a service."}
    )
    starts_on = DateField(label="First day")
    field_order = ("service", "name", "group", "order", "starts_on")

    def __init__(self, *args, council: Council, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = council.services.all()  # type: ignore[attr-defined]


class EndTeamForm(forms.Form):
    ends_on = DateField(
        label="First day without the team",
        required=False,
        help_text="Leave empty to keep the team open, or to open it again",
    )


class RoleForm(forms.Form):
    """A council's own role. Only permissions that the one who writes it holds can be put in, and to sign for an office by whoever may appoint to one."""

    name = _text("Name", 80, required="Enter the role's name.")
    permissions = forms.MultipleChoiceField(
        label="What it allows",
        choices=Permission.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one thing that the role allows."},
    )
    requires_second_factor = forms.BooleanField(label="Needs a second factor", required=False)

    def __init__(self, *args, council: Council, user, already: frozenset[str] = frozenset(), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.council, self.user, self.already = council, user, already
        offered = allowed_by(user, council) | already
        self.fields["permissions"].choices = [c for c in Permission.choices if c[0] in offered]  # type: ignore[attr-defined]

    def clean_permissions(self) -> list[str]:
        chosen = self.cleaned_data["permissions"]
        if not can_allow(self.user, set(chosen) - self.already, self.council):
            raise forms.ValidationError("You can only allow what you hold over the whole council yourself.")
        return chosen


class RoleGivenForm(forms.Form):
    """A role over the whole council, one of its services or one of its teams."""

    role: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label="Role", empty_label="Choose a role", error_messages={"required": "Choose a role."}
    )
    scope = forms.ChoiceField(label="Over", error_messages={"required": "Choose what the role is held over."})

    def __init__(self, *args, council: Council, user, roles, services, teams, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.council, self.user = council, user
        self.fields["role"].queryset = roles  # type: ignore[attr-defined]
        by_service: dict[int, list[Team]] = {}
        for team in teams:
            by_service.setdefault(team.service_id, []).append(team)
        self.scopes: dict[str, tuple[Service | None, Team | None]] = {"council": (None, None)}
        choices = [("council", f"All of {council}")]
        for service in services:
            self.scopes[f"service-{service.pk}"] = (service, None)
            choices.append((f"service-{service.pk}", f"{service}, all of it"))
            for team in by_service.get(service.pk, []):
                self.scopes[f"team-{team.pk}"] = (None, team)
                choices.append((f"team-{team.pk}", f"{service}: {team}"))
        self.fields["scope"].choices = choices  # type: ignore[attr-defined]

    def clean_role(self):
        role = self.cleaned_data["role"]
        if not can_give(self.user, role, self.council):
            raise forms.ValidationError(
                "You can only give a role if you hold all it allows over the whole council yourself."
            )
        return role

    @property
    def given(self) -> dict:
        """The role and the scope, as the actions take them."""
        service, team = self.scopes[self.cleaned_data["scope"]]
        return {"role": self.cleaned_data["role"], "service": service, "team": team}


class PersonForm(RoleGivenForm):
    """Somebody who is to sign in, with their first role."""

    name = _text("Name", 120, required="Enter the person's name.")
    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        error_messages={
            "required": "Enter the person's e-mail address.",
            "invalid": "Enter an e-mail address such as name@council.gov.uk.",
        },
    )
    field_order = ("name", "email", "role", "scope")

    @property
    def given(self) -> dict:
        return {**super().given, "name": self.cleaned_data["name"], "email": self.cleaned_data["email"]}


class NameForm(forms.Form):
    name = _text("Name", 120, required="Enter the person's name.")
