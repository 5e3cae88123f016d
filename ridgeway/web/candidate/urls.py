"""Addresses of candidates and referees, below a council's careers site."""

from django.urls import path

from . import applying, choosing, disclosing, documents, entering, offered, practice, referee, rows, standing, yours

_ONE = "apply/<slug:reference>/"
_SECTION = f"{_ONE}sections/<slug:key>/"

urlpatterns = [
    path("candidate/", yours.home, name="candidate_home"),
    path("candidate/enter/", entering.enter, name="candidate_enter"),
    path("candidate/leave/", entering.leave, name="candidate_leave"),
    path("candidate/in/<str:token>/", entering.come_in, name="candidate_in"),
    path("candidate/data/", yours.data, name="candidate_data"),
    path("candidate/data/erase/", yours.erase, name="candidate_erase"),
    path(_ONE, entering.start, name="apply"),
    path(f"{_ONE}interest/", entering.interest, name="apply_interest"),
    path(f"{_ONE}sections/", applying.sections, name="apply_sections"),
    path(_SECTION, applying.section, name="apply_section"),
    path(f"{_SECTION}rows/<slug:row>/", rows.change, name="apply_row"),
    path(f"{_SECTION}rows/<slug:row>/remove/", rows.remove, name="apply_row_remove"),
    path(f"{_SECTION}gaps/<slug:first>/<slug:last>/", rows.explain, name="apply_gap"),
    path(f"{_ONE}documents/<int:document>/", documents.read, name="apply_document"),
    path(f"{_ONE}documents/<int:document>/remove/", documents.remove, name="apply_document_remove"),
    path(f"{_ONE}check/", applying.check, name="apply_check"),
    path(f"{_ONE}status/", standing.status, name="apply_status"),
    path(f"{_ONE}offer/", offered.offer, name="apply_offer"),
    path(f"{_ONE}offer/letter/<slug:kind>/", offered.letter, name="apply_offer_letter"),
    path(f"{_ONE}withdraw/", standing.withdraw, name="apply_withdraw"),
    path(f"{_ONE}disclosure/", disclosing.disclosure, name="apply_disclosure"),
    path(f"{_ONE}referee/", disclosing.another_referee, name="apply_referee"),
    path("interview/<str:token>/", choosing.choose, name="interview_choose"),
    path("interview/<str:token>/calendar/", choosing.calendar, name="interview_calendar"),
    path("practice-reference/<str:token>/", practice.practice_reference, name="practice_reference"),
    path("referee/<str:token>/", referee.reference, name="reference"),
]
