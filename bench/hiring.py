"""Applications with their candidates and moves, and enquiries with the calls that answered them, by set-based SQL.

The first council has a hundred thousand applications: three thousand for one advert, as many again under way for the thousand that are
live, the rest in the archive over ten years. Every other council has the same in small, so that a million lie in one table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .adverts import HOURS, HOURS_APART, OUT
from .sizes import ADVERTS_ELSEWHERE, BUSY_ADVERT_SHARE, ENQUIRIES_ELSEWHERE, FIRST, OWN_ENQUIRIES

if TYPE_CHECKING:
    from .build import Builder

ELSEWHERE = 1_000_000  # the keys of other councils' adverts begin behind this
LIVE_ELSEWHERE = 3  # of every other council's adverts
DAY = 1_440  # minutes
OUT_MINUTES = (OUT.date() - FIRST).days * DAY + 540
UNDER_WAY = """CASE WHEN h < 20 THEN 'sent' WHEN h < 27 THEN 'shortlisted' WHEN h < 32 THEN 'interview' WHEN h < 34 THEN 'offered'
    WHEN h < 37 THEN 'checking' WHEN h < 80 THEN 'not_shortlisted' WHEN h < 90 THEN 'not_appointed' WHEN h < 95 THEN 'withdrawn'
    WHEN h < 97 THEN 'declined' ELSE 'started' END"""
OVER = """CASE WHEN h < 60 THEN 'not_shortlisted' WHEN h < 80 THEN 'not_appointed' WHEN h < 88 THEN 'withdrawn' WHEN h < 90 THEN 'declined'
    ELSE 'started' END"""
MET = "'shortlisted', 'interview', 'offered', 'checking', 'started', 'declined', 'not_appointed'"
OFFERED = "'offered', 'checking', 'started', 'declined'"


def fill(to: Builder) -> None:
    """Everything, council after council within each year's order of the keys."""
    _adverts_elsewhere(to)
    _worked_out(to)
    _candidates(to)
    _applications(to)
    _moves(to)
    _enquiries(to)


def _adverts_elsewhere(to: Builder) -> None:
    """The adverts of every council but the first."""
    out = f"((c.n * {ADVERTS_ELSEWHERE} + t.n) * {HOURS_APART} % {HOURS}) * 60 + 540"
    out = f"CASE WHEN t.n < {LIVE_ELSEWHERE} THEN {OUT_MINUTES} ELSE {out} END"
    live = f"t.n < {LIVE_ELSEWHERE}"
    to.sql(
        """INSERT INTO recruitment_advert (id, council_id, service_id, team_id, role_id, reference, title, summary, about, week, team_words,
            next_steps, grade_words, supplement_words, pattern, contract_kind, hours, how_many, place, postcode, manager_name, contact_name,
            contact_telephone, contact_email, is_hard_to_fill, takes_expressions, is_internal, begun_at, published_at, closes_at, state,
            outcome, outcome_why, outcome_channel, outcome_words, settled_at, words)
        SELECT {elsewhere} + c.n * {each} + t.n, c.n + 1, c.n * 2 + 1 + (CASE WHEN t.n % 3 = 2 THEN 1 ELSE 0 END), c.n * {teams} + t.n + 1,
            c.n * {roles} + t.n % {roles} + 1, 'J' || (t.n + 1), 'Social worker, Team ' || (t.n + 1), 'A team that sits together.',
            'Assessments, plans and court work.', '', '', '', '', '', 'either', 'permanent', '37 a week', 1, 'Trowbridge', '', '', '', '', '',
            FALSE, FALSE, FALSE, {out}, {out}, CASE WHEN {live} THEN {never} ELSE {close} END,
            CASE WHEN {live} THEN 'published' ELSE 'settled' END, CASE WHEN {live} THEN '' ELSE 'filled' END, '', '', '',
            CASE WHEN {live} THEN NULL ELSE {close} END, ' social worker ' FROM councils c, team_numbers t WHERE c.n > 0 AND t.n < {each}""",
        elsewhere=ELSEWHERE, each=ADVERTS_ELSEWHERE, out=to.moment(out), close=to.moment(f"{out} + 43200"), live=live,
        never=to.moment(str(OUT_MINUTES + 60 * 365 * DAY)),
    )  # fmt: skip


def _worked_out(to: Builder) -> None:
    """The working table: for each application its council, advert, state, and when it was sent and last moved, in minutes."""
    size = to.size
    per = -(-(size.applications - size.own_applications) // max(1, size.councils - 1))
    busy = size.own_applications // BUSY_ADVERT_SHARE
    own_live = size.own_applications // 5
    to.numbers("application_numbers", size.applications)
    to.sql("DROP TABLE IF EXISTS applied")
    to.sql(
        """CREATE TEMPORARY TABLE applied AS
        SELECT id, c, a, h, sent, CASE WHEN is_live THEN {under_way} ELSE {over} END AS state,
            sent + (1 + h % 12) * {day} AS moved, CASE WHEN c = 0 THEN a + 1 ELSE {elsewhere} + c * {each} + a END AS advert
        FROM (SELECT id, c, a, h, is_live, (CASE WHEN is_live THEN {out} + (k * 37) % (40 * {day})
                ELSE ((CASE WHEN c = 0 THEN a ELSE c * {each} + a END) * {apart} % {hours}) * 60 + 540 + (k % 25) * {day} + k % 600 END) AS sent
            FROM (SELECT id, c, k, h, a, (CASE WHEN c = 0 THEN a < {live} ELSE a < {live_elsewhere} END) AS is_live
                FROM (SELECT n + 1 AS id, c, k, (k * 7919 + c * 31 + k / 1000) % 100 AS h,
                        CASE WHEN c > 0 THEN k % {each} WHEN k < {busy} THEN 1 WHEN k < {own_live} THEN k % {live}
                        ELSE {live} + k % {archived} END AS a
                    FROM (SELECT n, CASE WHEN n < {own} THEN 0 ELSE 1 + (n - {own}) / {per} END AS c,
                            CASE WHEN n < {own} THEN n ELSE (n - {own}) % {per} END AS k FROM application_numbers) AS numbered) AS placed
            ) AS lived) AS timed""",
        under_way=UNDER_WAY, over=OVER, day=DAY, elsewhere=ELSEWHERE, each=ADVERTS_ELSEWHERE, out=OUT_MINUTES, apart=HOURS_APART,
        hours=HOURS, live=size.live_adverts, live_elsewhere=LIVE_ELSEWHERE, busy=busy, own_live=own_live, per=max(1, per),
        archived=size.applied_to - size.live_adverts, own=size.own_applications,
    )  # fmt: skip


def _candidates(to: Builder) -> None:
    kept = to.indexes_taken_off("recruitment_candidate")
    to.sql(
        """INSERT INTO recruitment_candidate (id, council_id, email, name, telephone, telephone_key, made_at, seen_at)
        SELECT id, c + 1, 'candidate' || id || '@example.org', 'Given ' || (id % 9001 * 7919 % 9001) || ' Family ' || (id * 31 % 9973),
            '01632 960 ' || (id % 1000), '01632960' || (id % 1000), {sent}, {sent} FROM applied ORDER BY id""",
        sent=to.moment("sent"),
    )
    to.indexes_made(kept)


def _applications(to: Builder) -> None:
    kept = to.indexes_taken_off("recruitment_application")
    to.sql(
        """INSERT INTO recruitment_application (id, council_id, service_id, team_id, advert_id, candidate_id, state, begun_at, sent_at, moved_at,
            declared_source, declared_words, colleague, is_internal, is_expression)
        SELECT id, c + 1, c * 2 + 1 + (CASE WHEN a % {teams} % 3 = 2 THEN 1 ELSE 0 END), c * {teams} + a % {teams} + 1, advert, id, state,
            {sent}, {sent}, CASE WHEN state = 'sent' THEN {sent} ELSE {moved} END,
            CASE h % 5 WHEN 0 THEN 'site' WHEN 1 THEN 'board' WHEN 2 THEN 'word' WHEN 3 THEN 'social' ELSE 'unasked' END, '', '', FALSE, FALSE
        FROM applied ORDER BY id""",
        sent=to.moment("sent"), moved=to.moment("moved"),
    )  # fmt: skip
    to.indexes_made(kept)


def _moves(to: Builder) -> None:
    """Sent; shortlisted, met and offered where it came so far; and where it ended."""
    kept = to.indexes_taken_off("recruitment_applicationmove")
    steps = (
        ("begun", "'sent'", "sent", "TRUE"),
        ("sent", "'shortlisted'", f"sent + {DAY // 2}", f"state IN ({MET})"),
        ("shortlisted", "'interview'", f"sent + {DAY * 2 // 3}", f"state IN ({OFFERED}, 'interview')"),
        ("interview", "'offered'", f"sent + {DAY - 60}", f"state IN ({OFFERED})"),
        ("sent", "state", "moved", "state NOT IN ('sent', 'shortlisted', 'interview', 'offered')"),
    )
    for before, after, at, where in steps:
        to.sql(
            """INSERT INTO recruitment_applicationmove (council_id, application_id, at, from_state, to_state, by_name, reason, words_for_candidate)
            SELECT c + 1, id, {at}, '{before}', {after}, 'Bench Larkrise', '', '' FROM applied WHERE {where} ORDER BY id""",
            before=before, after=after, at=to.moment(at), where=where,
        )  # fmt: skip
    to.indexes_made(kept)


def _enquiries(to: Builder) -> None:
    """Enquiries over the ten years; the first council has three hundred open, thirty of them for whoever is signed in to ring."""
    from ridgeway.domains.organisation.models import User

    who = User.objects.get(email="bench@example.org").pk
    elsewhere = (to.size.councils - 1) * ENQUIRIES_ELSEWHERE
    own = min(OWN_ENQUIRIES, to.size.own_applications // 5)
    to.numbers("enquiry_numbers", own + elsewhere)
    to.sql("DROP TABLE IF EXISTS asked")
    to.sql(
        """CREATE TEMPORARY TABLE asked AS SELECT id, c, k, c = 0 AND k < 300 AS is_open,
            CASE WHEN c = 0 AND k < 300 THEN {out} + {span} - k * 97 ELSE k * (3600 * {day} / {own}) END AS came
        FROM (SELECT n + 1 AS id, CASE WHEN n < {own} THEN 0 ELSE 1 + (n - {own}) / {per} END AS c,
            CASE WHEN n < {own} THEN n ELSE (n - {own}) % {per} END AS k FROM enquiry_numbers) AS numbered""",
        out=OUT_MINUTES, span=55 * DAY, day=DAY, own=own, per=ENQUIRIES_ELSEWHERE,
    )  # fmt: skip
    to.sql(
        """INSERT INTO recruitment_enquiry (id, council_id, service_id, team_id, name, telephone, telephone_key, email, about, near, way, came_at, source,
            source_words, colleague, consent_to_keep, promised_hours, promised_by, answered_at, ring_by, state, outcome, outcome_words,
            placed, closed_at, contact_id)
        SELECT id, c + 1, c * 2 + 1 + (CASE WHEN k % {teams} % 3 = 2 THEN 1 ELSE 0 END), c * {teams} + k % {teams} + 1,
            'Given ' || (id % 9001 * 7919 % 9001) || ' Family ' || (id * 31 % 9973), '01632 961 ' || (id % 1000), '01632961' || (id % 1000), '',
            'May I work three days?', '', CASE k % 3 WHEN 0 THEN 'call' WHEN 1 THEN 'form' ELSE 'event' END, {came},
            CASE k % 4 WHEN 0 THEN 'site' WHEN 1 THEN 'word' WHEN 2 THEN 'board' ELSE 'unasked' END, '', '', FALSE, 16, {promised},
            CASE WHEN is_open THEN NULL ELSE {answered} END, CASE WHEN is_open THEN {promised} END,
            CASE WHEN is_open THEN 'new' ELSE 'closed' END, CASE WHEN is_open THEN '' WHEN k % 3 = 0 THEN 'applied' ELSE 'not_now' END, '',
            '', CASE WHEN is_open THEN NULL ELSE {answered} END, CASE WHEN is_open AND k < 30 THEN {who} END FROM asked ORDER BY id""",
        came=to.moment("came"), promised=to.moment(f"came + 2 * {DAY}"), answered=to.moment(f"came + {DAY}"), who=who,
    )  # fmt: skip
    to.sql(
        """INSERT INTO recruitment_call (council_id, enquiry_id, at, by_name, kind, result, words)
        SELECT c + 1, id, {at}, 'Bench Larkrise', 'call', 'spoke', 'Talked about the team.' FROM asked WHERE NOT is_open ORDER BY id""",
        at=to.moment(f"came + {DAY}"),
    )
