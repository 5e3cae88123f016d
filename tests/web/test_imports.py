"""The imports pages: upload, progress, preview, problems, columns, confirm, withdraw; and the wall between councils."""

import csv
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ridgeway.domains.establishment.models import Worker
from ridgeway.journeys.intake import actions
from ridgeway.journeys.intake.models import ColumnMap, ImportRun
from tests import factories
from tests.journeys.intake.files import AGENCY, census, leaver, staff
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def council():
    return factories.a_council("Wiltshire", code="865")


@pytest.fixture
def client(client, council):
    return sign_in(client, factories.a_user(council))


def url(name, **kwargs):
    return reverse(name, kwargs={"council": "wiltshire", **kwargs})


@pytest.fixture
def send(client, tmp_path, django_capture_on_commit_callbacks):
    """`send(content, name, kind=...)` uploads through the form; the check has run."""

    def post(content, name, **answers):
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(
                url("import_new"), {"file": SimpleUploadedFile(name, content), "kind": "census", **answers}
            )
        return answer, ImportRun.objects.order_by("-pk").first()

    return post


@pytest.fixture
def census_sent(send, tmp_path):
    def post(records, **more):
        path = census(tmp_path / "c.xml", records, **more)
        return send(path.read_bytes(), "census 865.xml")[1]

    return post


def text(answer):
    return " ".join(answer.content.decode().split())


def test_from_upload_to_rows(client, census_sent, django_capture_on_commit_callbacks):
    run = census_sent([staff(StepUpGrad="X"), leaver("SW2"), AGENCY])
    page = text(client.get(url("import_run", run=run.pk)))
    assert page.count("Confirm and write") == 1
    assert "Error</span> What every employed social worker&#x27;s record needs (D04): 1" in page
    assert "“X” is not a code of StepUpGrad. It is kept as not known." in page
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(url("import_confirm", run=run.pk)).url == url("import_run", run=run.pk)
    page = text(client.get(url("import_run", run=run.pk)))
    assert "What came of it" in page
    assert "?on=2025-09-30" in page
    assert Worker.objects.count() == 3


def test_the_list_takes_as_many_queries_for_one_file_as_for_thirty(client, census_sent, django_assert_num_queries):
    census_sent([staff()])
    client.get(url("imports"))
    with django_assert_num_queries(4):
        client.get(url("imports"))
    for run in [ImportRun.objects.get()] * 30:
        run.pk = None
        run.save()
    with django_assert_num_queries(4):
        assert text(client.get(url("imports"))).count("census_865.xml</a>") == 31


def test_the_list_goes_on_to_earlier_files(client, census_sent):
    run = census_sent([staff()])
    for _ in range(60):
        run.pk = None
        run.save()
    first = client.get(url("imports"))
    assert text(first).count("census_865.xml</a>") == 50
    assert text(client.get(url("imports") + first.context["earlier"])).count("census_865.xml</a>") == 11


def test_no_file_yet(client):
    assert "No file has come in yet." in text(client.get(url("imports")))


def test_the_form_says_what_is_missing(client):
    page = text(client.post(url("import_new"), {}))
    assert "Choose a file" in page
    assert "Choose what the file is" in page


def test_a_file_over_the_limit_is_cut_off_while_it_comes(client, settings):
    settings.UPLOAD_LIMIT_BYTES = 100_000
    answer = client.post(
        url("import_new"), {"kind": "census", "file": SimpleUploadedFile("x.xml", b"<" + b"x" * 200_000)}
    )
    assert "Files of up to 0 MB are taken" in text(answer)
    assert ImportRun.objects.count() == 0


def test_a_refused_file_says_why_and_can_be_withdrawn(client, send, django_capture_on_commit_callbacks):
    _, run = send(b"<!DOCTYPE x [<!ENTITY a 'b'>]><Message/>", "x.xml")
    assert "The file defines a document type or entities." in text(client.get(url("import_run", run=run.pk)))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url("import_withdraw", run=run.pk))
    run.refresh_from_db()
    assert (run.state, run.file.storage.exists(run.file.name)) == ("withdrawn", False)


def test_a_name_that_is_markup_is_shown_as_text(client, send):
    _, run = send(b"x", "<img src=x onerror=alert(1)>.xml")
    page = text(client.get(url("import_run", run=run.pk)))
    assert "<img" not in page


def test_all_problems_as_a_spreadsheet_and_as_csv_without_formulas(client, census_sent):
    run = census_sent([staff(OrgRole="=HYPERLINK(1)"), staff("SW2", Ethnicity="@SUM"), AGENCY])
    answer = client.get(url("import_problems", run=run.pk), {"format": "csv"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[:5] for row in rows] == [
        ["Severity", "Check", "Row", "Column", "Value"],
        ["Error", "D04", "1", "OrgRole", "'=HYPERLINK(1)"],
        ["Error", "D04", "2", "Ethnicity", "'@SUM"],
    ]
    book = client.get(url("import_problems", run=run.pk), {"format": "xlsx"}).content
    assert "<f>" not in zipfile.ZipFile(io.BytesIO(book)).read("xl/worksheets/sheet1.xml").decode()
    assert text(client.get(url("import_problems", run=run.pk), {"check": "D04"})).count("<tr>") == 3
    assert "The check found nothing to say." in text(client.get(url("import_problems", run=run.pk), {"check": "D01"}))


def test_the_preview_takes_as_many_queries_for_many_problems(client, census_sent, django_assert_num_queries):
    few = census_sent([staff(StepUpGrad="X"), AGENCY])
    many = census_sent([*(staff(f"SW{n}", StepUpGrad="X", Ethnicity="X") for n in range(1, 40)), AGENCY])
    client.get(url("import_run", run=few.pk))
    for run in (few, many):
        with django_assert_num_queries(8):  # one of them: whether the same file was brought in before
            client.get(url("import_run", run=run.pk))
    assert "All 78 of what every employed social worker" in text(client.get(url("import_run", run=many.pk)))


def test_a_file_being_checked_shows_how_far_it_is(client, council, at):
    run = actions.upload(council, io.BytesIO(b"x"), kind="census", name="x.xml", by="test", at=at, check=False)
    from ridgeway.journeys.intake import progress

    page = text(client.get(url("import_run", run=run.pk)))
    assert "Waiting for its turn" in page
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page
    progress.reporter(run.pk)("Checking the records", 500, 2000)
    assert "500 of 2,000" in text(client.get(url("import_progress", run=run.pk)))
    actions.check(run, by="test", at=at)
    assert client.get(url("import_progress", run=run.pk)).headers["HX-Refresh"] == "true"


def test_work_that_stopped_can_be_tried_again(client, council, at):
    import datetime as dt

    long_ago = at - dt.timedelta(minutes=10)
    run = ImportRun.objects.create(
        council=council, kind="census", file="imports/x", original_name="c.xml", sha256="0", size=1, state="checking", tries=1,
        moved_at=long_ago, uploaded_at=long_ago, uploaded_by_name="test",
    )  # fmt: skip
    actions.forget(run.pk)
    assert "The work on this file has stopped." in text(client.get(url("import_run", run=run.pk)))
    client.post(url("import_check", run=run.pk))
    run.refresh_from_db()
    assert run.state == "received"


LIST = b"Employee No,Name,Start Date,FTE,Leaving Reason,Leaving Date\n1,Ash Fenwick,01/04/2014,1,,\n2,Beech Lowfield,01/04/2014,60%,Went fishing,31/12/2015\n"


def test_a_list_is_matched_once_and_remembered(client, council, send, django_capture_on_commit_callbacks):
    _, run = send(LIST, "staff.csv", kind="people")
    assert (run.state, run.counts) == ("unmapped", {})
    page = client.get(url("import_match", run=run.pk))
    chosen = page.context["form"].initial
    assert {name: column for name, column in chosen.items() if name.startswith("column_")} == {
        "column_staff_number": "Employee No", "column_full_name": "Name", "column_starts_on": "Start Date", "column_fte": "FTE",
        "column_reason": "Leaving Reason", "column_last_day": "Leaving Date",
    }  # fmt: skip
    answers = {
        "part": "columns",
        "standard_hours": "37",
        **{k: v for k, v in chosen.items() if k.startswith("column_")},
    }
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(url("import_match", run=run.pk), answers).status_code == 302
    run.refresh_from_db()
    assert (run.state, run.counts["queries"]) == ("ready", 1)
    words = client.get(url("import_match", run=run.pk))
    assert [field.label for field in words.context["words"]] == ["Reason for leaving: “Went fishing”"]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url("import_match", run=run.pk), {"part": "words", "word_reason_0": "8"})
    run.refresh_from_db()
    assert (run.state, run.counts["queries"]) == ("ready", 0)
    assert ColumnMap.objects.get(council=council).options["values"] == {"reason": {"went fishing": "8"}}
    _, again = send(LIST, "staff.csv", kind="people")
    assert again.state == "ready"


def test_only_those_who_manage_the_council_bring_in_indicators(client, council, send):
    assert "Published indicators" not in text(client.get(url("import_new")))
    answer, run = send(b"x", "i.csv", kind="indicators", released_on_0="26", released_on_1="2", released_on_2="2026")
    assert (answer.status_code, run) == (200, None)
    sign_in(client, factories.a_user(council, "administrator"))
    assert "Published indicators" in text(client.get(url("import_new")))
    answer, _ = send(b"x", "i.csv", kind="indicators")
    assert "Enter the day the Department released the file" in text(answer)


@pytest.mark.parametrize("name", ["import_run", "import_progress", "import_problems", "import_match"])
def test_another_councils_import_is_not_there(client, census_sent, name):
    other = factories.a_council("Elsewhere")
    run = census_sent([staff()])
    stranger = sign_in(client, factories.a_user(other))
    answers = [
        stranger.get(url(name, run=run.pk)).status_code,
        stranger.get(reverse(name, kwargs={"council": other.slug, "run": run.pk})).status_code,
    ]
    assert answers == [404, 404]


@pytest.mark.parametrize("name", ["import_confirm", "import_withdraw", "import_check"])
def test_nothing_is_changed_by_asking(client, census_sent, name):
    run = census_sent([staff()])
    assert client.get(url(name, run=run.pk)).status_code == 405
    other = factories.a_council("Elsewhere")
    stranger = sign_in(client, factories.a_user(other))
    assert stranger.post(reverse(name, kwargs={"council": other.slug, "run": run.pk})).status_code == 404
    run.refresh_from_db()
    assert run.state == "ready"


def test_a_team_manager_cannot_bring_in_files(client, council):
    sign_in(client, factories.a_user(council, "team-manager"))
    assert [client.get(url(name)).status_code for name in ("imports", "import_new")] == [404, 404]
