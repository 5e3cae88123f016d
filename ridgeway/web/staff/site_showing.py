"""What the careers site shows beside its pages, as its editors look after it: promises, what stands beside jobs, old addresses."""

from django import forms
from django.contrib import messages
from django.db.models import Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST
from wagtail.models import Page

from ridgeway.core.periods import months_before
from ridgeway.domains.establishment.models import JobRole
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council, Service, Team
from ridgeway.insight.measures import ALL

from ..careers import besides, old_addresses, promises
from ..careers.actions import CannotChangeSite, add_events_page
from ..careers.models import Beside, CareersSite, Comparison, OldAddress, Promise, SiteVisit
from ..guards import manages

edits_site = manages(Permission.SITE_EDIT)
MOST_BYTES = 1_000_000


class PromiseForm(forms.Form):
    """A promise and what it is held against."""

    words = forms.CharField(
        label="The promise",
        max_length=60,
        help_text="Such as: 18 cases.",
        error_messages={"required": "Write the promise."},
    )
    more = forms.CharField(
        label="And more of it", max_length=80, required=False, help_text="Such as: 16 in your first year."
    )
    about = forms.CharField(
        label="What it means",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what it means."},
    )
    how = forms.CharField(
        label="How you count",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say how you count."},
    )
    service = forms.ModelChoiceField(
        label="For which service", queryset=Service.objects.none(), required=False, empty_label="The whole council"
    )
    measure = forms.ChoiceField(
        label="Held against", choices=[("", "Nothing counts it yet"), *[(m.key, m.name) for m in ALL]], required=False
    )
    comparison = forms.ChoiceField(label="It is kept while that is", choices=Comparison.choices)
    threshold = forms.DecimalField(label="How much", max_digits=8, decimal_places=2, min_value=0, required=False)
    first_year = forms.DecimalField(
        label="How much in the first year", max_digits=8, decimal_places=2, min_value=0, required=False,
        help_text="Of caseloads alone: what newly qualified workers are promised, if it is something else",
    )  # fmt: skip
    least_within = forms.IntegerField(
        label="How many of 100 people have to be within it", min_value=1, max_value=100, initial=90, required=False,
        help_text="Of caseloads alone: an average hides whoever is over. 90 where you say nothing",
    )  # fmt: skip
    order = forms.IntegerField(
        label="Its place among them",
        min_value=1,
        max_value=99,
        initial=1,
        error_messages={"required": "Give it a place."},
    )

    def __init__(self, council: Council, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = Service.objects.filter(council=council)  # type: ignore[attr-defined]

    def clean_least_within(self) -> int:
        return self.cleaned_data["least_within"] or 90


class BesideForm(forms.Form):
    """A page, and the jobs it stands beside."""

    page = forms.ModelChoiceField(
        label="Page", queryset=Page.objects.none(), error_messages={"required": "Choose a page."}
    )
    note = forms.CharField(
        label="A few words about it", max_length=80, required=False, help_text="Such as: A story from this team"
    )
    service = forms.ModelChoiceField(
        label="Beside jobs of", queryset=Service.objects.none(), required=False, empty_label="Any service"
    )
    team = forms.ModelChoiceField(
        label="Of the team", queryset=Team.objects.none(), required=False, empty_label="Any team"
    )
    role = forms.ModelChoiceField(
        label="For the role", queryset=JobRole.objects.none(), required=False, empty_label="Any role"
    )
    is_for_hard_to_fill = forms.BooleanField(label="Beside jobs that are hard to fill alone", required=False)
    priority = forms.IntegerField(
        label="Priority",
        min_value=1,
        max_value=9,
        initial=5,
        help_text="9 stands first",
        error_messages={"required": "Give it a priority."},
    )

    def __init__(self, council: Council, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        home = CareersSite.objects.select_related("home").get(council=council).home
        found = {"page": Page.objects.descendant_of(home).live(), "service": Service.objects.filter(council=council)}
        found |= {
            "team": Team.objects.filter(council=council, ends_on=None),
            "role": JobRole.objects.filter(council=council),
        }
        for name, rows in found.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]


class ListForm(forms.Form):
    """A list of old addresses."""

    file = forms.FileField(
        label="The list", help_text="A CSV file: the old address, a comma, where it leads now. One a line.",
        error_messages={"required": "Choose a file."},
    )  # fmt: skip

    def clean_file(self) -> str:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError("The file is larger than 1 MB.")
        try:
            text = file.read().decode("utf-8-sig")
        except UnicodeDecodeError as wrong:
            raise forms.ValidationError("This is no text: save the list as CSV (UTF-8).") from wrong
        if "\0" in text:
            raise forms.ValidationError("This is no text: save the list as CSV (UTF-8).")
        return text


def _ask(request: HttpRequest, council: Council, form, title: str, button: str, **more) -> HttpResponse:
    return render(
        request, "careers/staff/ask.html", {"council": council, "form": form, "title": title, "button": button, **more}
    )


def _has_site(council: Council) -> CareersSite:
    return get_object_or_404(CareersSite.objects.select_related("home"), council=council)


@edits_site
def add_promise(request: HttpRequest, council: Council) -> HttpResponse:
    """A new promise, checked at once."""
    _has_site(council)
    form = PromiseForm(council, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            promises.make_promise(council, by=request.user, at=request.at, **form.cleaned_data)
        except CannotChangeSite as refused:
            form.add_error("threshold", str(refused))
        else:
            messages.success(request, "The promise is made, and held against its measure.")
            return redirect("site", council=council.slug)
    return _ask(request, council, form, "Make a promise", "Make it")


@edits_site
def change_promise(request: HttpRequest, council: Council, promise: int) -> HttpResponse:
    """Change a promise; it is checked again."""
    row = get_object_or_404(
        Promise.objects.visible_to(request.user).select_related("council", "service"), council=council, pk=promise
    )
    form = PromiseForm(
        council, request.POST or None, initial={name: getattr(row, name) for name in PromiseForm.base_fields}
    )
    if request.method == "POST" and form.is_valid():
        try:
            promises.change_promise(row, by=request.user, at=request.at, **form.cleaned_data)
        except CannotChangeSite as refused:
            form.add_error("threshold", str(refused))
        else:
            messages.success(request, "The promise is changed, and held against its measure.")
            return redirect("site", council=council.slug)
    return _ask(request, council, form, "Change the promise", "Save")


@edits_site
@require_POST
def withdraw_promise(request: HttpRequest, council: Council, promise: int) -> HttpResponse:
    """Take a promise back."""
    row = get_object_or_404(
        Promise.objects.visible_to(request.user).select_related("council"), council=council, pk=promise
    )
    promises.withdraw_promise(row, by=request.user, at=request.at)
    messages.success(request, "The promise is taken back.")
    return redirect("site", council=council.slug)


@edits_site
def add_beside(request: HttpRequest, council: Council) -> HttpResponse:
    """Place a page beside jobs."""
    _has_site(council)
    form = BesideForm(council, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            besides.place(council, by=request.user, at=request.at, **form.cleaned_data)
        except CannotChangeSite as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "It stands beside those jobs.")
            return redirect("site", council=council.slug)
    return _ask(request, council, form, "Place a page beside jobs", "Place it")


@edits_site
@require_POST
def remove_beside(request: HttpRequest, council: Council, beside: int) -> HttpResponse:
    """Take a page away from beside jobs."""
    row = get_object_or_404(
        Beside.objects.visible_to(request.user).select_related("council"), council=council, pk=beside
    )
    besides.take_away(row, by=request.user, at=request.at)
    messages.success(request, "It stands beside no job any more.")
    return redirect("site", council=council.slug)


@edits_site
@require_POST
def add_events(request: HttpRequest, council: Council) -> HttpResponse:
    """Make the page of events, where the site has none."""
    row = get_object_or_404(CareersSite.objects.visible_to(request.user).select_related("council"), council=council)
    try:
        add_events_page(row, by=request.user, at=request.at)
    except CannotChangeSite as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "The page of events is on the site and in its menu.")
    return redirect("site", council=council.slug)


@edits_site
def bring_addresses(request: HttpRequest, council: Council) -> HttpResponse:
    """Bring in a list of old addresses; what is wrong with a line is said, and the others are kept."""
    _has_site(council)
    form = ListForm(request.POST or None, request.FILES or None)
    wrong: list[old_addresses.Problem] = []
    if request.method == "POST" and form.is_valid():
        found, wrong = old_addresses.read(form.cleaned_data["file"])
        if found:
            count = old_addresses.bring_in(council, found, by=request.user, at=request.at)
            messages.success(request, f"{count} old address{'es' if count != 1 else ''} lead on now.")
        if not wrong:
            return redirect("site", council=council.slug)
    known = OldAddress.objects.visible_to(request.user).filter(council=council)
    return _ask(
        request, council, form, "Old addresses", "Bring in", wrong=wrong, known=known[:50], how_many=known.count()
    )


def shown_of(council: Council, user, today) -> dict:
    """What the page about a site shows of its promises, of what stands beside jobs, and of its visits in thirty days."""
    since = months_before(today, 1)
    of_month = Q(followed__on__gt=since)
    counted = {"times": Sum("followed__count", filter=of_month), "shown": Sum("followed__shown", filter=of_month)}
    visits = (
        SiteVisit.objects.visible_to(user)
        .filter(council=council, on__gt=since)
        .values("channel")
        .annotate(total=Sum("count"))
        .order_by("-total")
    )
    rows = [(SiteVisit.Channel(row["channel"]).label, row["total"]) for row in visits]
    return {
        "promises": list(Promise.objects.visible_to(user).filter(council=council).select_related("service")),
        "besides": list(Beside.objects.visible_to(user).filter(council=council).select_related("page", "service", "team", "role").annotate(**counted)),
        "visits": rows, "visits_total": sum(count for _, count in rows), "since": since,
        "how_many_old": OldAddress.objects.visible_to(user).filter(council=council).count(),
    }  # fmt: skip
