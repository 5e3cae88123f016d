"""Forms for anybody: machines fall into traps, people are told and lose nothing, and nobody's address is kept."""

import datetime as dt
import re

import pytest
from django import forms
from django.core.cache import caches
from django.http import QueryDict
from django.test import RequestFactory

from ridgeway.web.strangers import OFTEN, OLD, UNSURE, OpenForm, sent

AT = dt.datetime(2016, 4, 1, 8, 0, tzinfo=dt.UTC)


class Question(OpenForm):
    words = forms.CharField()


def shown(at=AT) -> dict[str, str]:
    """What a browser would send back of the traps of a form shown at a moment."""
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', Question(at=at).traps))


def post(seconds=10, *, address="203.0.113.7", **typed) -> tuple:
    data = QueryDict(mutable=True)
    data.update({"words": "Hello", **shown(), **typed})
    request = RequestFactory().post("/", data, REMOTE_ADDR=address)
    request.at = AT + dt.timedelta(seconds=seconds)
    request.today = request.at.date()
    return request, Question(data, at=request.at)


def errors(request, form) -> list[str]:
    sent(request, form, "question")
    return list(form.non_field_errors())


def test_a_person_is_let_through():
    request, form = post()
    assert (sent(request, form, "question"), form.cleaned_data) == (True, {"words": "Hello"})


@pytest.mark.parametrize(
    ("typed", "seconds", "said"),
    [
        ({"website": "https://spam.example"}, 10, [UNSURE]),
        ({}, 1, [UNSURE]),
        ({}, 25 * 3600, [OLD]),
        ({"shown": ""}, 10, [UNSURE]),
        ({"shown": "1459497600:forged"}, 10, [UNSURE]),
        ({"shown": "x" * 5000}, 10, [UNSURE]),
    ],
)
def test_a_trap_is_told_and_what_was_typed_stays(typed, seconds, said):
    request, form = post(seconds, **typed)
    assert errors(request, form) == said
    assert form["words"].value() == "Hello"


def test_one_address_sends_six_times_an_hour_and_another_is_not_in_its_way():
    assert [errors(*post()) for _ in range(7)] == [[]] * 6 + [[OFTEN]]
    assert errors(*post(address="203.0.113.8")) == []


def test_a_household_of_ipv6_counts_as_one():
    assert [errors(*post(address=f"2001:db8::{n}")) for n in range(1, 8)][-1] == [OFTEN]
    assert errors(*post(address="2001:db8:0:1::1")) == []


def test_no_address_is_kept():
    post_one = post()
    sent(*post_one, "question")
    assert not [key for key in caches["visits"]._cache if "203.0.113" in key]


def test_a_page_that_is_only_shown_is_not_sent():
    request, _ = post()
    request.method = "GET"
    assert sent(request, Question(at=AT), "question") is False
