"""The council's careers site as its editors look after it: opening it, when the public sees it, whom one rings first."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ridgeway.core.together import Question
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council

from ..careers import actions
from ..careers.models import CareersSite, Language, Promise, PromiseState
from ..careers.sites import Site
from ..careers.starter import shows_events
from ..guards import Asked, manages
from .site_showing import shown_of
from .today_blocks import Thing


class SiteForm(forms.Form):
    """What is said of the site as a whole."""

    is_public = forms.BooleanField(
        label="Anybody can see the site", required=False, help_text="Otherwise only its editors see it"
    )
    language = forms.ChoiceField(
        label="Language of its pages", choices=Language.choices, help_text="What editors write stays as they wrote it"
    )
    strapline = forms.CharField(label="Words under the council's name", max_length=60)
    contact_name = forms.CharField(
        label="Whom one rings first", max_length=120, required=False, help_text="Their name, as the pages show it"
    )
    contact_part = forms.CharField(
        label="What they do", max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Goes on from the name: “runs a service here and is the link for anyone thinking of applying.”",
    )  # fmt: skip
    contact_telephone = forms.CharField(label="Their telephone number", max_length=40, required=False)
    contact_hours = forms.CharField(
        label="When they answer", max_length=80, required=False, help_text="Such as: Weekdays, 8:30 to 18:00"
    )
    links = forms.CharField(
        label="Links at the foot of every page", max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One a line: the words, a comma, the address. Such as: The council’s own site, https://www.example.gov.uk/",
    )  # fmt: skip
    host = forms.CharField(
        label="A host name of its own", max_length=253, required=False,
        help_text="Such as jobs.example.gov.uk. Whoever runs this installation names it in RIDGEWAY_SITE_HOSTS too.",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def _site(request: HttpRequest, council: Council) -> HttpResponse:
    row = CareersSite.objects.visible_to(request.user).select_related("council", "home").filter(council=council).first()
    if row is None:
        return _open(request, council)
    initial = {name: getattr(row, name) for name in SiteForm.base_fields}
    initial["links"] = "\n".join(f"{link['words']}, {link['url']}" for link in row.links)
    form = SiteForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_site(row, by=request.user, at=request.at, **form.cleaned_data)
        except actions.CannotChangeSite as refused:
            form.add_error(refused.about, str(refused))
        else:
            messages.success(request, "What is said of the site is saved.")
            return redirect("site", council=council.slug)
    return render(request, "careers/staff/site.html", context_of(request, row, form))


site = manages(Permission.SITE_EDIT)(_site)


def waits(request: HttpRequest, asked: Asked) -> Question[list[Thing]]:
    """For Today: the promises that the site makes and that are not being kept. One query."""
    council = asked.council
    rows = Promise.objects.visible_to(request.user).filter(council=council, state=PromiseState.AIM)
    return [
        Thing(
            row.words,
            reverse("site_promise", kwargs={"council": council.slug, "promise": row.pk}),
            row.broken,
            "broken",
        )
        for row in (yield rows)
    ]


def _open(request: HttpRequest, council: Council) -> HttpResponse:
    """There is no site yet: a button that opens one."""
    if request.method == "POST":
        try:
            actions.open_site(council, by=request.user, at=request.at)
        except actions.CannotChangeSite as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "The site is open to its editors, with pages to begin from.")
        return redirect("site", council=council.slug)
    return render(request, "careers/staff/open.html")


def context_of(request: HttpRequest, row: CareersSite, form: forms.Form) -> dict:
    """What the page about a site shows."""
    waits = bool(row.host) and row.host not in settings.SITE_HOSTS
    return {
        "row": row,
        "form": form,
        "address": request.build_absolute_uri(Site(row).url("site_home")),
        "host_waits": waits,
        "shows_events": shows_events(row.home),
        **shown_of(row.council, request.user, request.today),
    }
