"""The command line's promises: names, JSON, exit status, and nothing on standard output but the document."""

import io

import pytest

from ridgeway.core.models import AuditEntry
from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.models import Council, Region, User
from tests.audit_flush import without_triggers
from tests.factories import a_council, a_cover, a_post, a_service, a_team, a_user, an_employee


def test_a_council_is_added(ridgeway):
    said = ridgeway("council", "add", "Chalkshire", "--code", "999", "--region", "south west", "--json")
    assert said.json == {
        "code": "999",
        "name": "Chalkshire",
        "slug": "chalkshire",
        "region": "South West",
        "demonstration": False,
    }
    assert (said.status, said.err) == (0, "")
    assert AuditEntry.objects.filter(chain="999").get().actor.startswith("command line")


def test_json_may_be_asked_for_before_the_command(ridgeway):
    a_council("Chalkshire", code="999")
    assert [c["code"] for c in ridgeway("--json", "council", "list").json] == ["999"]


def test_a_council_is_listed_for_a_reader(ridgeway):
    a_council("Chalkshire", code="999")
    assert ridgeway("council", "list").out == "999  Chalkshire\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["Chalkshire", "--code", "12"], "A council's code has three digits, such as 865; “12” does not."),
        (["Other", "--code", "999"], "Code 999 already belongs to Chalkshire."),
    ],
)
def test_a_refusal_is_a_sentence_and_status_1(ridgeway, arguments, sentence):
    a_council("Chalkshire", code="999")
    said = ridgeway("council", "add", *arguments, "--json")
    assert (said.status, said.json, said.err) == (1, {"refused": sentence}, sentence + "\n")


def test_a_refused_council_leaves_no_region_behind(ridgeway):
    a_council("Chalkshire", code="999")
    assert ridgeway("council", "add", "Other", "--code", "999", "--region", "London").status == 1
    assert (Region.objects.count(), Council.objects.count()) == (0, 1)


def test_a_region_there_is_none_of_is_refused(ridgeway):
    said = ridgeway("council", "add", "Chalkshire", "--code", "999", "--region", "Wessex")
    assert (said.status, said.out) == (1, "")
    assert said.err.startswith("There is no region “Wessex” in England. Known: North East, ")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nothing"],
        ["council", "add"],
        ["measures", "--council", "865", "--on", "31/03/2016"],
        ["import", "census", "no-such-file.xml", "--council", "865"],
        ["report", "build", "cabinet", "--council", "865", "--on", "31/03/2016", "--out", "x.docx"],
    ],
    ids=" ".join,
)
def test_wrong_use_is_status_2(ridgeway, arguments):
    said = ridgeway(*arguments)
    assert (said.status, said.out) == (2, "")


def test_a_report_there_is_none_of_is_refused_with_those_there_are(ridgeway):
    a_council("Chalkshire", code="999")
    said = ridgeway("report", "build", "no-such-report", "--council", "999", "--on", "2016-03-31", "--out", "x.docx")
    assert (said.status, said.out) == (1, "")
    assert said.err.startswith(
        "There is no template and no report “no-such-report”. Templates: state-of-the-service, cabinet, scrutiny, leadership, digest. Reports: none."
    )


def test_a_person_is_added_with_a_role_over_a_service(ridgeway, monkeypatch):
    service = a_service(a_council("Chalkshire", code="999"))
    monkeypatch.setattr("sys.stdin", io.StringIO("heather-on-the-ridge-9\n"))
    said = ridgeway(
        "user", "add", "--email", "Ann@Example.org", "--name", "Ann Sedge", "--role", "team-manager", "--council", "999",
        "--service", "childrens", "--password-stdin", "--json",
    )  # fmt: skip
    assert said.json == {
        "email": "ann@example.org", "name": "Ann Sedge", "role": "team-manager", "council": "999", "scope": "Children's services",
    }  # fmt: skip
    user = User.objects.get()
    assert user.check_password("heather-on-the-ridge-9")
    assert [(h.role, h.service_id) for h in access_of(user).held] == [("team-manager", service.pk)]


def test_a_made_password_is_shown_once_and_works(ridgeway):
    a_council("Chalkshire", code="999")
    said = ridgeway(
        "user",
        "add",
        "--email",
        "a@example.org",
        "--name",
        "A",
        "--role",
        "administrator",
        "--council",
        "999",
        "--json",
    )
    assert User.objects.get().check_password(said.json["password"])


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"--role": "king"}, "There is no role “king”. Known: "),
        ({"--council": "111"}, "There is no council with the code 111. Councils here: 999 Chalkshire."),
        ({"--email": "nobody"}, "Enter a valid email address."),
        ({"--team": "moon"}, "Chalkshire has no team “moon”. Known: none."),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_person_is_refused(ridgeway, changes, sentence):
    a_council("Chalkshire", code="999")
    given = {"--email": "a@example.org", "--name": "A", "--role": "administrator", "--council": "999", **changes}
    said = ridgeway("user", "add", *(part for pair in given.items() for part in pair))
    assert (said.status, said.err[: len(sentence)], User.objects.count()) == (1, sentence, 0)


def test_a_weak_password_is_refused(ridgeway, monkeypatch):
    a_council("Chalkshire", code="999")
    monkeypatch.setattr("sys.stdin", io.StringIO("password\n"))
    said = ridgeway(
        "user", "add", "--email", "a@example.org", "--name", "A", "--role", "administrator", "--council", "999", "--password-stdin"
    )  # fmt: skip
    assert (said.status, User.objects.count()) == (1, 0)


@pytest.fixture
def north_hub(db):
    """Two posts, one held, the other covered by agency."""
    team = a_team(a_service(a_council("Chalkshire", code="999")), name="North hub")
    an_employee(a_post(team))
    a_cover(a_post(team))
    return team


def test_measures_give_value_numerator_denominator_and_definition(ridgeway, north_hub):
    said = ridgeway(
        "measures", "--council", "999", "--on", "2016-03-31", "--team", "north-hub", "--measure", "vacancies",
        "--measure", "vacancy_share", "--json",
    )  # fmt: skip
    keys = ("measure", "value", "unit", "numerator", "denominator", "on", "scope")
    assert [tuple(row[key] for key in keys) for row in said.json] == [
        ("vacancies", 1, "posts", 1, 2, "2016-03-31", "chalkshire/childrens/north-hub"),
        ("vacancy_share", 50, "percent", 1, 2, "2016-03-31", "chalkshire/childrens/north-hub"),
    ]
    assert [bool(row["definition"]) for row in said.json] == [True, True]


def test_measures_for_a_reader_are_a_table(ridgeway, north_hub):
    said = ridgeway("measures", "--council", "999", "--on", "2016-03-31", "--measure", "vacancy_share")
    assert said.out.splitlines() == [
        "Measure       Value  Unit     From",
        "------------  -----  -------  --------------------------",
        "Vacant posts     50  percent  1 vacant of 2 funded posts",
    ]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--council", "111"], "There is no council with the code 111."),
        (["--council", "999", "--team", "moon"], "Chalkshire has no team “moon”. Known: north-hub."),
        (["--council", "999", "--measure", "joy"], "There is no measure “joy”. Known: "),
    ],
    ids=lambda value: str(value)[:30],
)
def test_measures_that_cannot_be_answered(ridgeway, north_hub, arguments, sentence):
    said = ridgeway("measures", "--on", "2016-03-31", *arguments)
    assert (said.status, said.err[: len(sentence)]) == (1, sentence)


def test_benchmarks_without_a_release_say_what_to_do(ridgeway, north_hub):
    said = ridgeway("benchmarks", "--council", "999", "--year", "2025")
    assert (said.status, said.err) == (
        1, "No published figures for the year to 30 September 2025 are here. Import the indicators file.\n",
    )  # fmt: skip


def test_the_audit_trail_is_verified(ridgeway, north_hub):
    said = ridgeway("audit", "verify", "--json")
    assert (said.status, said.json) == (0, {"entries": AuditEntry.objects.count(), "intact": True, "broken": None})


def test_a_broken_trail_is_found(ridgeway, north_hub):
    with without_triggers():
        AuditEntry.objects.filter(chain="999", sequence=3).update(actor="somebody else")
    said = ridgeway("audit", "verify", "--json")
    assert (said.status, said.json["intact"]) == (1, False)
    assert said.json["broken"] == {"chain": "999", "sequence": 3, "reason": "its contents are not what was written"}


def test_a_report_is_built(ridgeway, north_hub, tmp_path):
    out = tmp_path / "state.docx"
    said = ridgeway(
        "report", "build", "state-of-the-service", "--council", "999", "--on", "2016-03-31", "--out", str(out), "--json"
    )
    assert (said.status, said.json["file"], out.read_bytes()[:2]) == (0, str(out), b"PK")


def test_the_check_says_what_to_do(ridgeway):
    said = ridgeway("check", "--json")
    found = {c["check"]: (c["ok"], bool(c["to_do"])) for c in said.json}
    assert list(found) == ["settings", "database", "migrations", "mail", "outbox", "rounds", "disk", "worker"]
    assert (found["database"], found["migrations"], found["worker"]) == ((True, False), (True, False), (False, True))
    assert said.status == 1


def test_people_who_sign_in_are_not_needed_for_the_health_probe(client, db):
    a_user()
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (
        503, {"database": True, "migrations": True, "worker": False, "worker_seen_seconds_ago": None},
    )  # fmt: skip


def test_an_upgrade_of_a_database_of_this_version_changes_nothing(ridgeway):
    done = ridgeway("--json", "upgrade")
    assert (done.status, done.json) == (0, {"applied": []})


def test_rounds_are_said_and_done(ridgeway):
    said = ridgeway("rounds", "--do", "cleared-away", "--json")
    assert (said.status, said.json[0]["said"], said.json[0]["failure"]) == (0, "0 sessions, 0 tasks", "")
    assert "enquirers-removed" in ridgeway("rounds").out
    assert ridgeway("rounds", "--do", "nothing").status == 1
