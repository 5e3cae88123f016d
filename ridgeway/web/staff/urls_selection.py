"""Addresses of shortlisting and of interviews."""

from django.urls import path

from . import hiring_interviews as meet
from . import hiring_interviews_holding as hold
from . import hiring_interviews_paper as paper
from . import hiring_interviews_rounds as rounds
from . import hiring_shortlisting as shortlist
from . import hiring_shortlisting_scoring as scoring

_HIRING = "c/<slug:council>/hiring/"
_ADVERT = f"{_HIRING}<int:advert>/"
_SHORTLIST = f"{_ADVERT}shortlisting/"
_ROUND = f"{_HIRING}rounds/<int:round>/"
_INTERVIEW = f"{_HIRING}interviews/<int:interview>/"

urlpatterns = [
    path(_SHORTLIST, shortlist.shortlisting, name="shortlisting"),
    path(f"{_SHORTLIST}how/", shortlist.how, name="shortlisting_how"),
    path(f"{_SHORTLIST}people/", shortlist.name_somebody, name="shortlister_add"),
    path(f"{_SHORTLIST}people/<int:shortlister>/stand-down/", shortlist.stand_down, name="shortlister_stand_down"),
    path(f"{_SHORTLIST}next/", scoring.next_one, name="shortlisting_next"),
    path(f"{_HIRING}scores/<int:application>/", scoring.score, name="shortlisting_score"),
    path(f"{_HIRING}scores/<int:application>/take-back/", scoring.take_back, name="shortlisting_take_back"),
    path(f"{_HIRING}scores/<int:application>/beside/", scoring.beside, name="shortlisting_beside"),
    path("c/<slug:council>/admin/shortlisting/", shortlist.rule, name="admin_shortlisting"),
    path(f"{_HIRING}interviews/", meet.interviews, name="interviews"),
    path(f"{_ADVERT}interviews/", meet.of_advert, name="interviews_advert"),
    path(f"{_ADVERT}interviews/add/", rounds.add, name="round_add"),
    path(_ROUND, meet.round_page, name="round"),
    path(f"{_ROUND}change/", rounds.change, name="round_change"),
    path(f"{_ROUND}panel/", rounds.panel, name="round_panel"),
    path(f"{_ROUND}panel/<int:member>/remove/", rounds.remove_member, name="round_panel_remove"),
    path(f"{_ROUND}times/", rounds.times, name="round_times"),
    path(f"{_ROUND}times/<int:slot>/remove/", rounds.remove_time, name="round_time_remove"),
    path(f"{_ROUND}questions/", rounds.questions, name="round_questions"),
    path(f"{_ROUND}invite/", rounds.invite, name="round_invite"),
    path(f"{_ROUND}do/<slug:act>/", rounds.act, name="round_act"),
    path(_INTERVIEW, hold.interview, name="interview"),
    path(f"{_INTERVIEW}agree/", hold.agree, name="interview_agree"),
    path(f"{_INTERVIEW}paper/<int:member>/", paper.paper, name="interview_paper"),
    path(f"{_INTERVIEW}do/<slug:act>/", hold.act, name="interview_act"),
]
