"""“Leave your number”: an enquiry from anybody, which the named contact then finds on Today."""

import datetime as dt
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from ridgeway.domains.campaigns.models import Event
from ridgeway.domains.campaigns.queries import shown_event, starts_of
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.choices import Source
from ridgeway.domains.recruitment.models import Advert
from ridgeway.domains.recruitment.queries import jobs as queries
from ridgeway.web.guards import number_in
from ridgeway.web.strangers import OpenForm, sent

from .job_words import meeting, weekday
from .serving import of_site
from .sites import Site

TIMES = [
    ("any", _("Any time")),
    ("morning", _("In the morning")),
    ("afternoon", _("In the afternoon")),
    ("evening", _("After five")),
]
HEARD = [
    ("", _("Choose, if you like")),
    (Source.SITE, _("Careers site")),
    (Source.BOARD, _("Job board")),
    (Source.SEARCH, _("Search engine")),
    (Source.SOCIAL, _("Social media")),
    (Source.PRINT, _("Newspaper or magazine")),
    (Source.EVENT, _("Fair or event")),
    (Source.COFFEE, _("Coffee morning")),
    (Source.WORD, _("Word of mouth")),
    (Source.AGENCY, _("Agency")),
    (Source.STAFF, _("Works here or did")),
    (Source.OTHER, _("Another way")),
]


class RingForm(OpenForm):
    """A name, a number, and when."""

    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Enter your name, so that we know whom to ask for.")},
    )  # fmt: skip
    telephone = forms.RegexField(
        r"^[+0-9][0-9 ()+.-]{6,30}$", label=_("Your telephone number"), max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "class": "govuk-input--width-20"}),
        error_messages={"required": _("Enter your telephone number."), "invalid": _("Enter a telephone number, such as 01632 960 100.")},
    )  # fmt: skip
    when = forms.ChoiceField(
        label=_("When is it good to ring?"), choices=TIMES, initial="any", widget=forms.RadioSelect
    )
    about = forms.CharField(
        label=_("What would you like to ask?"), max_length=1500, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("“I am thinking about it” is enough."),
    )  # fmt: skip
    heard = forms.ChoiceField(label=_("How did you hear about us?"), choices=HEARD, required=False)
    consent = forms.BooleanField(
        label=_("Keep my details for a year and tell me of jobs"), required=False, help_text=_("Otherwise they are removed a year after we have spoken")
    )  # fmt: skip


@csrf_exempt
@of_site(keep=False)
@require_http_methods(["GET", "HEAD", "POST"])
def ring_back(request: HttpRequest, site: Site) -> HttpResponse:
    """Ask for a name and a number. Nobody is signed in here and no cookie is set, so there is nothing that a forged form could use."""
    advert = _advert(request, site)
    event = _event(request, site)
    coming = f"{event.public_name or event.name}, {meeting(starts_of(event))}" if event else _coming(request)
    initial = {"about": gettext("I would like to come: {event}").format(event=coming)} if coming else {}
    form = RingForm(request.POST if request.method == "POST" else None, at=request.at, initial=initial)
    if sent(request, form, f"ring {site.council.pk}"):
        try:
            enquiry, _ = actions.take_from_form(site.council, at=request.at, **_fields(form, advert, event, site))
        except actions.CannotChangeRecruitment as refused:
            form.add_error(None, str(refused))
        else:
            query = urlencode({"by": enquiry.promised_by.isoformat(timespec="minutes")})
            return redirect(f"{site.prefix}/ring-back/done/?{query}")
    context = {"site": site, "page": None, "form": form, "advert": advert, "coming": coming}
    response = render(request, "careers/ring_back.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def mark_of(event: str) -> str:
    """What an event's name carries in a link, so that nobody puts other words on the council's page."""
    return salted_hmac("ridgeway.careers.coming", event, algorithm="sha256").hexdigest()[:16]


def _coming(request: HttpRequest) -> str:
    """The event somebody says they come to, where a page of ours led here."""
    event = request.GET.get("coming", "")
    return event if event and constant_time_compare(request.GET.get("mark", ""), mark_of(event)) else ""


def _advert(request: HttpRequest, site: Site) -> Advert | None:
    """The job somebody asks about, where they came from its page."""
    found = queries.job(site.council, request.GET.get("job", "").replace("\0", "")[:12], request.at)
    return found.advert if found else None


def _event(request: HttpRequest, site: Site) -> Event | None:
    """The event of a campaign somebody says they come to."""
    key = number_in(request.GET.get("event", ""))
    return shown_event(site.council, key, request.today) if key else None  # type: ignore[attr-defined]


def _fields(form: RingForm, advert: Advert | None, event: Event | None, site: Site) -> dict:
    """The enquiry as the action takes it. The words say which job it is about and when to ring."""
    said = form.cleaned_data
    with translation.override(settings.LANGUAGE_CODE):  # for the staff
        when = "" if said["when"] == "any" else f"Ring {str(dict(TIMES)[said['when']]).lower()}."
    job = f"About {advert.title} ({advert.reference})." if advert else ""
    fields = {
        "name": said["name"], "telephone": said["telephone"], "about": " ".join(part for part in (said["about"].strip(), job, when) if part),
        "source": said["heard"] or Source.SITE, "consent_to_keep": said["consent"], "via": site.carried.removeprefix("via="),
    }  # fmt: skip
    if event:
        return {**fields, "event": event, "service": event.service}
    return (
        {**fields, "service": advert.service, "team": advert.team, "role": advert.role, "near": advert.place}
        if advert
        else fields
    )


@of_site(keep=False)
@require_safe
def rung(request: HttpRequest, site: Site) -> HttpResponse:
    """Thanks, and by when somebody rings."""
    try:
        by = dt.datetime.fromisoformat(request.GET.get("by", ""))
        promised = weekday(by, request.at) if by.tzinfo and abs((by - request.at).days) < 60 else ""
    except (ValueError, OverflowError):
        promised = ""
    return render(request, "careers/ring_back_done.html", {"site": site, "page": None, "promised": promised})
