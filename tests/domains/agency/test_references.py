"""References: asked for by a private link and answered once; ours written, given, opened, closed; answers and names out of the trail."""

import datetime as dt
import re

import pytest

from ridgeway.core import audit
from ridgeway.core.models import AuditEntry
from ridgeway.core.outbox.models import OutgoingMail
from ridgeway.domains.agency import actions
from ridgeway.domains.agency.actions import CannotChangeAgency
from ridgeway.domains.agency.models import PracticeReference, ReferenceLink
from ridgeway.domains.agency.reference_shape import is_worrying, missing_of
from tests.factories import BY, day
from tests.finding_agency import ANSWERS

from .conftest import an_assignment

WHO = {"name": "Wren Ashdown", "email": "Wren@example.org", "organisation": "Dorset Council"}
ADDRESS = {"address": lambda token: f"https://here/{token}/"}
SAID = {"name": "Wren Ashdown", "job": "Team manager"}


def answers(**more: str) -> dict[str, str]:
    return {**ANSWERS, **more}


def token_of(mail: OutgoingMail) -> str:
    return re.search(r"https://here/([^/]+)/", mail.text)[1]


def test_a_reference_is_asked_for_and_answered_once(ground):
    row = an_assignment(ground)
    one = actions.ask_practice_reference(row, **WHO, **ADDRESS, **BY)
    with pytest.raises(CannotChangeAgency, match="within the last week"):
        actions.ask_practice_reference(row, **WHO, **ADDRESS, **BY)
    later = {**BY, "at": BY["at"] + dt.timedelta(days=8)}
    again = actions.ask_practice_reference(row, **WHO, **ADDRESS, **later)
    first, second = OutgoingMail.objects.order_by("pk")
    assert (again.pk, first.to, actions.link_for(token_of(first), later["at"])) == (one.pk, "wren@example.org", None)
    link = actions.link_for(token_of(second), later["at"])
    with pytest.raises(CannotChangeAgency, match="“What was it, and what came of it\\?” has no answer"):
        actions.receive_practice_reference(
            link.reference, answers=answers(open="yes", concern_words=""), **SAID, **later
        )
    actions.receive_practice_reference(
        link.reference, answers=answers(open="yes", concern_words="A late report"), **SAID, **later
    )
    row.refresh_from_db()
    one.refresh_from_db()
    assert (row.references_received, one.state, is_worrying(one.answers)) == (1, "written", True)
    assert actions.link_for(token_of(second), later["at"]) is None
    trail = str(list(AuditEntry.objects.values_list("before", "after")))
    assert ("Ashdown" in trail, "late report" in trail, "wren@" in trail) == (False, False, False)


def test_ours_is_written_given_opened_and_closed(ground):
    row = an_assignment(ground)
    with pytest.raises(CannotChangeAgency, match="Only of somebody who was here"):
        actions.write_practice_reference(row, answers=answers(), **SAID, **BY)
    row = actions.confirm(row, **BY)
    ours = actions.write_practice_reference(row, answers=answers(), **SAID, **BY)
    assert (
        actions.write_practice_reference(row, answers=answers(again="no", again_words="No"), **SAID, **BY).pk == ours.pk
    )
    actions.give_practice_reference(ours, **WHO, **ADDRESS, **BY)
    link = actions.link_for(token_of(OutgoingMail.objects.get()), BY["at"])
    actions.note_opened(link, **BY)
    assert ReferenceLink.objects.get().opened_at == BY["at"]
    assert actions.link_for(token_of(OutgoingMail.objects.get()), BY["at"] + dt.timedelta(days=85)) is None
    actions.close_link(link, **BY)
    assert actions.link_for(token_of(OutgoingMail.objects.get()), BY["at"]) is None
    row.refresh_from_db()
    assert row.references_received is None  # ours is not one that was received


def test_what_asks_for_an_answer():
    assert [q.key for q in missing_of(answers(again="no", again_words=""))] == ["again_words"]
    assert [q.key for q in missing_of(answers(concern_words="", cases="", until_day=""))] == []


def test_references_are_erased_when_they_were_kept_long_enough(ground):
    """Twelve months after the last day what was said to us, unless the council says otherwise; ours later. That there was one stays."""
    row = actions.confirm(an_assignment(ground), **BY)
    one = actions.ask_practice_reference(row, **WHO, **ADDRESS, **BY)
    actions.receive_practice_reference(one, answers=answers(), **SAID, **BY)
    ours = actions.write_practice_reference(row, answers=answers(), **SAID, **BY)
    actions.give_practice_reference(ours, **WHO, **ADDRESS, **BY)
    never = actions.ask_practice_reference(
        an_assignment(ground), **WHO, **ADDRESS, **BY
    )  # planned until 1 September 2025
    actions.end(row, ends_on=day("2025-06-30"), reason="planned", **BY)

    def erased(on: str) -> int:
        return actions.erase_references(ground.council, by="round", at=dt.datetime.fromisoformat(f"{on}T04:00+00:00"))

    assert [erased(on) for on in ("2026-06-29", "2026-06-30", "2026-06-30", "2026-09-01", "2028-06-28")] == [
        0,
        1,
        0,
        1,
        0,
    ]
    actions.keep_references(ground.council, way="given", months=24, **BY)
    with pytest.raises(CannotChangeAgency, match="1 to 120 months"):
        actions.keep_references(ground.council, way="given", months=0, **BY)
    assert erased("2028-06-28") == 1
    kept = PracticeReference.objects.order_by("pk").values_list(
        "pk", "state", "answers", "referee_name", "organisation"
    )
    assert list(kept) == [
        (one.pk, "written", {}, "", ""),
        (ours.pk, "written", {}, "", ""),
        (never.pk, "asked", {}, "", ""),
    ]
    assert set(ReferenceLink.objects.values_list("name", "email", "token_hash")) == {("", "", "")}
    row.refresh_from_db()
    assert row.references_received == 1
    with pytest.raises(CannotChangeAgency, match="is erased"):
        actions.give_practice_reference(ours, **WHO, **ADDRESS, **BY)
    late = {"by": "Wren Ashdown", "at": dt.datetime(2028, 7, 1, 9, tzinfo=dt.UTC)}
    actions.write_practice_reference(row, answers=answers(), **SAID, **late)  # asked for once more, and given
    actions.give_practice_reference(ours, **WHO, **ADDRESS, **late)
    assert PracticeReference.objects.get(pk=ours.pk).organisation == ground.council.name
    actions.ask_practice_reference(row, **WHO, **ADDRESS, **late)
    assert [erased(on) for on in ("2028-07-02", "2029-07-01", "2030-06-30", "2030-07-01")] == [0, 1, 0, 1]
    assert audit.verify().intact
