"""One measure: over time with what happened, split as one asks, beside another scope, and beside what was published; and views that are kept."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from ridgeway.core.periods import month_days
from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council, User
from ridgeway.domains.organisation.queries import Scope
from ridgeway.drawing import strips
from ridgeway.insight import actions, comparison, events, series
from ridgeway.insight.figures import Figure, Measure, Status, Unit, change_words, day_words
from ridgeway.insight.models import SavedView
from ridgeway.insight.question import Question, ask, looked_back
from ridgeway.insight.splitting import SPLITS, split
from ridgeway.web import downloads
from ridgeway.web.careers.promises import told_between
from ridgeway.web.guards import Asked, asks, works_in

from .drawing import figure_part, figure_text, link
from .measuring import MONTHS, measure_asked

KEPT = ("scope", "on", "against", "months", "by", "beside", "published", "since")  # what a view of a measure is made of
MOST_PARTS = 60


@dataclass
class Asking:
    """Everything the address asks of one measure."""

    request: HttpRequest
    asked: Asked
    measure: Measure

    @cached_property
    def months(self) -> int:
        return MONTHS.get(self.request.GET.get("months", ""), 36)

    @cached_property
    def by(self) -> str:
        by = self.request.GET.get("by", "part")
        return by if by in SPLITS else "part"

    @cached_property
    def beside(self) -> Scope | None:
        """The other scope, where one is asked for and may be seen."""
        path = self.request.GET.get("beside", "")
        scopes = {scope.path or "all": scope for scope in self.asked.tree.scopes if scope.whole or scope.path}
        other = scopes.get(path)
        return other if other is not None and other.path != self.asked.scope.path else None

    @property
    def published(self) -> bool:
        return self.request.GET.get("published") == "1" and bool(self.measure.published)

    def question(self, scope: Scope) -> Question:
        """The facts for the line: every case count since it begins, where cases are needed."""
        first = min(series.month_days(self.asked.on, self.months)[0], self.asked.against)
        needs = {("all cases" if need == "cases" else need) for need in self.measure.needs}
        return ask(scope, [first, self.asked.on], needs, since=looked_back(first))

    def extra(self, **changes: Any) -> dict[str, Any]:
        """What the address says besides the question; changed, and without what is as it always is."""
        said = {"months": self.months if self.months != 36 else None, "by": self.by if self.by != "part" else None,
                "beside": (self.beside.path or "all") if self.beside else None, "published": "1" if self.published else None,
                "since": self.request.GET.get("since")} | changes  # fmt: skip
        return said

    def link(self, **changes: Any) -> str:
        return link("measure", self.asked, key=self.measure.key, **self.extra(**changes))


@asks(Permission.FIGURES_VIEW)
def measure(request: HttpRequest, asked: Asked, key: str) -> HttpResponse:
    """One measure: its definition, its line over time, its parts, and others beside it."""
    this = Asking(request, asked, measure_asked(asked, key, request))
    question = this.question(asked.scope)
    line = series.over_months(this.measure, question, asked.on, this.months)
    if form := downloads.wanted(request):
        return _file(form, this, question, line)
    sees = access_of(request.user).may_somewhere(Permission.ROWS_VIEW, asked.council.pk)
    figures = (line[-1], this.measure.on(question, asked.against))
    context = {
        **_figure_context(this, *figures, sees), **_line_context(this, line), **_parts_context(this, question), **_choices(this),
        **_views(request, asked),
        "keep": asked.query(**this.extra()),
    }  # fmt: skip
    return render(request, "insight/measure.html", context)


def _file(form: str, this: Asking, question: Question, line: list[Figure]) -> HttpResponse:
    """The line and the parts, as they are shown."""
    rows = [(f.on, question.scope.name, f.text, f.base) for f in line]
    parts = ((name, this.measure.on(part, this.asked.on)) for name, part in split(question, this.by)[:MOST_PARTS])
    rows += [(f.on, name, f.text, f.base) for name, f in parts if f.value is not None]
    heads = ("Day", "Of", this.measure.name, "Base")
    return downloads.table(form, f"{this.measure.key}-{this.asked.on}", heads, rows)


def _figure_context(this: Asking, now: Figure, then: Figure, sees_rows: bool) -> dict:
    asked, chosen = this.asked, this.measure
    change = change_words(now, then) if now.value is not None else ""
    has_rows = sees_rows and now.denominator is not None
    return {
        "asked": asked,
        "measure": chosen,
        "figure": now,
        "part": figure_part(asked, now, change=change, sees_rows=sees_rows),
        "denominator_url": link("rows", asked, key=chosen.key, part="denominator") if has_rows else "",
        "measures_url": link("measures", asked),
        "chart_title": f"{chosen.name}, to {day_words(asked.on)}",
        "unit": "%" if chosen.unit is Unit.PERCENT else "",
    }


def _line_context(this: Asking, line: list[Figure]) -> dict:
    """The line, what happened in its days, and the lines beside it."""
    asked, user, first = this.asked, this.request.user, line[0].on
    others, beside = [], None
    if this.beside is not None:
        its = series.over_months(this.measure, this.question(this.beside), asked.on, this.months)
        others.append((this.beside.name, [(f.on, f.value) for f in its]))
        beside = (this.beside.name, figure_part(asked, its[-1], sees_rows=False), series.reading(its))
    if this.published:
        others += comparison.lines(asked.council, this.measure, first, asked.on)[: 2 - len(others)]
    promises = told_between(user, asked.council, first, asked.on)
    phases, happened = events.between(user, asked.scope, first, asked.on, promises)
    return {
        "line": line, "points": [(f.on, f.value) for f in line], "others": others, "beside": beside, "reading": series.reading(line),
        "few": [f.on for f in line if f.status is Status.TOO_FEW], "events": happened,
        "phases": phases, "file_query": asked.query(**this.extra()),
    }  # fmt: skip


def _parts_context(this: Asking, question: Question) -> dict:
    parts = [(name, part, this.measure.on(part, this.asked.on)) for name, part in split(question, this.by)[:MOST_PARTS]]
    known = [(name, part, figure) for name, part, figure in parts if figure.value is not None]
    days = month_days(this.asked.on, this.months)[::3]
    return {
        "parts": [_part_row(name, figure, [this.measure.on(part, day).value for day in days]) for name, part, figure in known],
        "has_ranges": any(figure.range for _, _, figure in known), "by_words": SPLITS[this.by],
    }  # fmt: skip


def _part_row(name: str, figure: Figure, line: list[float | None]) -> dict:
    top = 100 if (figure.range and figure.range[1] > 50) else 50
    few = figure.status is Status.TOO_FEW
    return {"name": name, "text": figure_text(figure), "base": figure.base, "few": few, "range": figure.range, "value": figure.value,
            "top": top, "spark": "" if few else strips.sparkline(line)}  # fmt: skip


def _choices(this: Asking) -> dict:
    """What one may choose: years, how to split, what to set beside."""
    scopes = [(s.path or "all", s.name if not s.team else f"{s.service} › {s.name}") for s in this.asked.tree.scopes if s.path != this.asked.scope.path]  # fmt: skip
    return {
        "months": this.months,
        "periods": [(n, this.link(months=n)) for n in (12, 36, 60, 120)],
        "splits": SPLITS.items(), "by": this.by, "scopes": scopes,
        "beside_path": (this.beside.path or "all") if this.beside else "",
        "can_publish": bool(this.measure.published), "is_published": this.published,
    }  # fmt: skip


def _views(request: HttpRequest, asked: Asked) -> dict:
    """One's own views and the council's, and whether one may keep and take away the council's."""
    rows = [
        (view, address_of(view)) for view in SavedView.objects.filter(council=asked.council).visible_to(request.user)
    ]
    return {
        "own_views": [row for row in rows if row[0].owner_id],
        "council_views": [row for row in rows if not row[0].owner_id],
        "keeps_for_all": _keeps_for_all(request, asked.council),
    }


def _keeps_for_all(request: HttpRequest, council: Council) -> bool:
    return access_of(request.user).may_somewhere(Permission.REPORTS_BUILD, council.pk)


def address_of(view: SavedView) -> str:
    """Where a kept view is looked at."""
    return reverse("measure", kwargs={"council": view.council.slug, "key": view.key}) + f"?{view.query}"


class KeepForm(forms.Form):
    """A name for a view, and what it shows."""

    name = forms.CharField(max_length=120)
    query = forms.CharField(max_length=2000, required=False)
    whose = forms.ChoiceField(choices=[("own", ""), ("council", "")], required=False)


@require_POST
@works_in(Permission.FIGURES_VIEW)
def keep(request: HttpRequest, council: Council, key: str) -> HttpResponse:
    """Keep a view by a name, for oneself, or so that others of the council find it."""
    form = KeepForm(request.POST)
    said = QueryDict(request.POST.get("query", "")[:2000])
    query = QueryDict(mutable=True)
    query.update({name: said[name] for name in KEPT if said.get(name)})
    if form.is_valid():
        is_all = form.cleaned_data["whose"] == "council"
        if is_all and not _keeps_for_all(request, council):
            raise Http404("The council’s views are kept by those who build its reports.")
        try:
            kept = actions.keep_view(
                council,
                name=form.cleaned_data["name"],
                key=key,
                query=query.urlencode(),
                by=request.user,
                at=request.at,
                owner=None if is_all else cast(User, request.user),
            )
        except actions.CannotKeep as why:
            messages.error(request, str(why))
        else:
            messages.success(
                request,
                f"“{kept.name}” is kept for {'everybody of the council who sees figures' if is_all else 'you alone'}.",
            )
    else:
        messages.error(request, "Give the view a name first.")
    return redirect(reverse("measure", kwargs={"council": council.slug, "key": key}) + f"?{query.urlencode()}")


@require_POST
@works_in(Permission.FIGURES_VIEW)
def forget(request: HttpRequest, council: Council, view: int) -> HttpResponse:
    """Take a kept view away."""
    found = (
        SavedView.objects.filter(council=council, pk=view).visible_to(request.user).select_related("council").first()
    )
    if found is None or not (found.owner_id or _keeps_for_all(request, council)):
        raise Http404("There is no such view, or it is not yours to take away.")
    actions.forget_view(found, by=request.user, at=request.at)
    messages.success(request, f"“{found.name}” is no longer kept.")
    return redirect(address_of(found))
