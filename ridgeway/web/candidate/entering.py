"""Coming in: what a job asks for, the link by mail, and the five questions for jobs that are hard to fill."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ridgeway.domains.organisation.models import Council
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment import application_rules as rules
from ridgeway.domains.recruitment.models import Advert, Application
from ridgeway.web.guards import CANDIDATE, by_link, candidate_in, of_council
from ridgeway.web.languages import spoken

from .forms import EmailForm, Expression
from .place import advert_of, done, link, maker, name_of, named, page, whole

AN_HOUR, MOST_AN_HOUR = 60 * 60, 20


def via_of(request: HttpRequest) -> str:
    """The tracked link somebody came by, as it is carried from page to page."""
    return (request.POST.get("via") or request.GET.get("via") or "").replace("\0", "")[:40]


def is_flooding(request: HttpRequest) -> bool:
    """Whether one address asks for more than a household or an office would. Only a hash of it is kept, for an hour."""
    address = get_adapter(request).get_client_ip(request)
    key = "ridgeway:applying:" + salted_hmac("ridgeway.applying", str(address), algorithm="sha256").hexdigest()
    cache.add(key, 0, AN_HOUR)
    try:
        return cache.incr(key) > MOST_AN_HOUR
    except ValueError:
        return False


@never_cache
@of_council
@spoken
def start(request: HttpRequest, council: Council, reference: str) -> HttpResponse:
    """What applying asks for; whoever is in begins, and whoever is not gives their e-mail address."""
    advert, via = advert_of(council, reference), via_of(request)
    person = candidate_in(request, council)
    form = EmailForm(request.POST if request.method == "POST" and not person else None)
    refused = ""
    if request.method == "POST" and person:
        try:
            made = actions.begin_application(advert, person, via=via, by=name_of(person), at=request.at)  # type: ignore[attr-defined]
            return redirect(_stands(made))
        except actions.CannotChangeRecruitment as refusal:
            refused = str(refusal)
    elif form.is_bound and form.is_valid() and _send(request, council, form, reference, via):
        return page(
            request,
            council,
            "candidate/link_sent.html",
            email=form.cleaned_data["email"],
            hours=rules.LINK_HOURS,
            advert=advert,
        )
    return page(
        request, council, "candidate/start.html", advert=advert, form=form, via=via, refused=refused, is_open=advert.is_live(request.at),  # type: ignore[attr-defined]
        interest_url=link(council, "apply_interest", reference=reference), sections=[named(section) for section in rules.SECTIONS],
    )  # fmt: skip


def _send(request: HttpRequest, council: Council, form: EmailForm, reference: str, via: str) -> bool:
    if is_flooding(request):
        form.add_error(None, _("Too many links were asked for from here. Wait an hour, or ring us."))
        return False
    try:
        actions.send_link(
            council, email=form.cleaned_data["email"], at=request.at, address=maker(council, "candidate_in"),  # type: ignore[attr-defined]
            leads_to=reference, placement=via,
        )  # fmt: skip
    except actions.CannotChangeRecruitment as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@never_cache
@of_council
@spoken
def enter(request: HttpRequest, council: Council) -> HttpResponse:
    """Ask for a link to one's applications."""
    form = EmailForm(request.POST or None)
    if form.is_bound and form.is_valid() and _send(request, council, form, _reference_in(request), ""):
        return page(
            request, council, "candidate/link_sent.html", email=form.cleaned_data["email"], hours=rules.LINK_HOURS
        )
    return page(request, council, "candidate/enter.html", form=form, next=request.GET.get("next", ""))


def _reference_in(request: HttpRequest) -> str:
    """The advert of the page somebody wanted, read from its address."""
    parts = (request.POST.get("next") or "").split("/")
    return parts[parts.index("apply") + 1][:80] if "apply" in parts[:-1] else ""


@never_cache
@by_link
@spoken
def come_in(request: HttpRequest, council: Council, token: str) -> HttpResponse:
    """A mailed link. Opening it does nothing, because mail programs open links too; pressing the button signs in, once."""
    if request.method != "POST":
        return page(request, council, "candidate/come_in.html", is_good=actions.link_for(council, token, request.at) is not None,  # type: ignore[attr-defined]
                    enter_url=link(council, "candidate_enter"))  # fmt: skip
    try:
        person, used = actions.use_link(council, token, at=request.at)  # type: ignore[attr-defined]
    except actions.CannotChangeRecruitment:
        return page(
            request, council, "candidate/come_in.html", is_good=False, enter_url=link(council, "candidate_enter")
        )
    request.session.cycle_key()
    request.session[CANDIDATE] = {"candidate": person.pk, "since": request.at.timestamp()}  # type: ignore[attr-defined]
    return redirect(_begun(request, council, person, used))


def _begun(request: HttpRequest, council: Council, person, used) -> str:
    """Where the link leads: to the application it was asked for, begun if it is not, or to all of the candidate's."""
    advert = Advert.objects.filter(council=council, reference=used.leads_to).first() if used.leads_to else None
    if advert is None:
        return link(council, "candidate_home")
    try:
        made = actions.begin_application(advert, person, via=used.placement, by=name_of(person), at=request.at)  # type: ignore[attr-defined]
    except actions.CannotChangeRecruitment:
        return link(council, "apply", reference=advert.reference)
    return _stands(made)


def _stands(application: Application) -> str:
    """The page of an application: its sections until it is sent, then where it stands."""
    name = "apply_sections" if application.state == "begun" else "apply_status"
    return link(application.council, name, reference=application.advert.reference)


@require_POST
@of_council
@spoken
def leave(request: HttpRequest, council: Council) -> HttpResponse:
    """Sign out."""
    request.session.pop(CANDIDATE, None)
    request.session.cycle_key()
    return redirect(link(council, "candidate_enter"))


@never_cache
@of_council
@spoken
def interest(request: HttpRequest, council: Council, reference: str) -> HttpResponse:
    """The five questions: answered without signing in, and rung back."""
    advert = advert_of(council, reference)
    if not advert.takes_expressions or not advert.is_live(request.at):  # type: ignore[attr-defined]
        return redirect(link(council, "apply", reference=reference))
    form = Expression(request.POST or None)
    if form.is_bound and form.is_valid():
        if form.cleaned_data["website"]:  # a machine: it is thanked like everybody else
            return page(request, council, "candidate/interest_sent.html", advert=advert)
        if is_flooding(request):
            form.add_error(None, _("Too many answers came from here. Wait an hour, or ring us."))
        else:
            url = whole(council, "apply_sections", reference=reference)
            answers = {name: value for name, value in form.plain.items() if name != "website"}
            if done(
                request,
                form,
                lambda **said: actions.express_interest(advert, answers=answers, via=via_of(request), url=url, **said),
                "website",
            ):
                return page(request, council, "candidate/interest_sent.html", advert=advert)
    return page(request, council, "candidate/interest.html", advert=advert, form=form, via=via_of(request))
