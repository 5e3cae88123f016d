"""Addresses of today, posts, people, search and help."""

from django.urls import path

from . import people, people_changing, posts, posts_changing, search, today, today_due

_C = "c/<slug:council>/"
_POST = f"{_C}posts/<path:number>/"
_PERSON = f"{_C}people/<int:person>/"
_PLACE = f"{_PERSON}places/<int:place>/"
_SPELL = f"{_PERSON}spells/<int:spell>/"
_ABSENCE = f"{_PERSON}absences/<int:absence>/"

urlpatterns = [
    path("", today.start, name="start"),
    path("help/", today.guide, name="help"),
    path(f"{_C}today/", today.today, name="today"),
    path(f"{_C}today/waiting/", today_due.waiting, name="today_waiting"),
    path(f"{_C}search/", search.search, name="search"),
    path(f"{_C}posts/", posts.posts, name="posts"),
    path(f"{_C}posts/fund/", posts_changing.fund, name="posts_fund"),
    path(f"{_C}posts/decide/", posts_changing.decide, name="posts_decide"),
    # a post's number may hold a stroke, so the longest address comes first and the post itself last
    path(f"{_POST}cover/<int:cover>/end/", posts_changing.end_cover, name="post_cover_end"),
    path(f"{_POST}cover/<int:cover>/undo/", posts_changing.undo_cover, name="post_cover_undo"),
    path(f"{_POST}end/undo/", posts_changing.undo_end, name="post_undo_end"),
    path(f"{_POST}change/", posts_changing.change, name="post_change"),
    path(f"{_POST}end/", posts_changing.end, name="post_end"),
    path(f"{_POST}correct/", posts_changing.correct, name="post_correct"),
    path(f"{_POST}place/", posts_changing.place, name="post_place"),
    path(f"{_POST}cover/", posts_changing.cover, name="post_cover"),
    path(_POST, posts.post, name="post"),
    path(f"{_C}people/", people.people, name="people"),
    path(f"{_C}people/add/", people_changing.add, name="person_add"),
    path(_PERSON, people.person, name="person"),
    path(f"{_PERSON}details/", people_changing.details, name="person_details"),
    path(f"{_PERSON}monitoring/", people.monitoring, name="person_monitoring"),
    path(f"{_PERSON}start/", people_changing.start, name="person_start"),
    path(f"{_PERSON}place/", people_changing.place, name="person_place"),
    path(f"{_PERSON}leave/", people_changing.leave, name="person_leave"),
    path(f"{_PERSON}absence/", people_changing.absence, name="person_absence"),
    path(f"{_PLACE}move/", people_changing.move, name="person_place_move"),
    path(f"{_PLACE}hours/", people_changing.hours, name="person_place_hours"),
    path(f"{_PLACE}correct/", people_changing.correct_place, name="person_place_correct"),
    path(f"{_PLACE}end/", people_changing.end_place, name="person_place_end"),
    path(f"{_PLACE}undo/", people_changing.undo_place, name="person_place_undo"),
    path(f"{_SPELL}leave/", people_changing.leave, name="person_spell_leave"),
    path(f"{_SPELL}leave/undo/", people_changing.undo_leave, name="person_spell_undo_leave"),
    path(f"{_SPELL}leave/correct/", people_changing.correct_leaving, name="person_spell_correct_leaving"),
    path(f"{_SPELL}start/correct/", people_changing.correct_start, name="person_spell_correct_start"),
    path(f"{_SPELL}start/undo/", people_changing.undo_start, name="person_spell_undo_start"),
    path(f"{_ABSENCE}change/", people_changing.change_absence, name="person_absence_change"),
    path(f"{_ABSENCE}undo/", people_changing.undo_absence, name="person_absence_undo"),
]
