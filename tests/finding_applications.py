"""One of each thing that the addresses of applications and of candidates name."""

from django.utils import timezone

from ridgeway.domains.organisation.models import Council, Team
from ridgeway.domains.recruitment import actions as recruitment
from ridgeway.domains.recruitment.models import Candidate

from .factories import AT, BY, a_live_advert, a_post, a_sent_application
from .finding import TERMS


def application_parts(council: Council, team: Team) -> tuple[dict[str, int | str], dict[str, dict[str, int | str]]]:
    """An application at its checks with all that belongs to it; and, for the addresses that want it, one to be rung about."""
    advert = a_live_advert(team)
    application = a_sent_application(advert)
    for to in ("shortlisted", "interview", "offered"):
        recruitment.move_application(application, to, **BY)
    rows = recruitment.name_referees(application, [{"name": "Wren Ashdown", "email": "wren@example.org"}], **BY)
    recruitment.open_checks(application, **BY)
    disclosure = recruitment.ask_disclosure(application, **BY)
    recruitment.disclose(disclosure, answers={"unspent": "no"}, **BY)
    ring = recruitment.begin_application(advert, recruitment.candidate_for(council, "ring@example.org", at=AT), **BY)
    type(ring).objects.filter(pk=ring.pk).update(expressed_at=AT, is_expression=True)
    ringing = {"application": ring.pk}
    kept = recruitment.keep_message_template(
        council, name="Later", subject="It takes longer", words="Dear {{ name }}", **BY
    )
    message = recruitment.write_to([application], subject="About your application", words="Dear {{ name }}", **BY)
    return {
        "message": message.pk,
        "application": application.pk, "referee": rows[0].pk, "check": "dbs", "document": 1, "section": "about", "kept": "draft",
    }, {"application_fill": ringing, "application_fill_section": {**ringing, "section": "about"}, "admin_message": {"template": kept.pk}, "admin_message_remove": {"template": kept.pk}}  # fmt: skip


def candidate_parts(
    council: Council, team: Team
) -> tuple[Candidate, dict[str, int | str], dict[str, dict[str, int | str]]]:
    """Somebody who is filling in one application and is shortlisted on another; and what their addresses name. The referee was asked just now: the link grows old."""
    begun = recruitment.begin_application(
        a_live_advert(team), recruitment.candidate_for(council, "corin@example.org", at=AT), **BY
    )
    met = a_sent_application(a_live_advert(team), email="corin@example.org")
    recruitment.move_application(met, "shortlisted", **BY)
    recruitment.ask_disclosure(met, **BY)
    offered = a_sent_application(a_live_advert(team), email="corin@example.org")
    for to in ("shortlisted", "interview"):
        recruitment.move_application(offered, to, **BY)
    recruitment.make_offer(offered, post=a_post(team), terms=TERMS, letter="Dear Wren", **BY)
    theirs: dict[str, int | str] = {"reference": offered.advert.reference}
    tokens: list[str] = []
    (row,) = recruitment.name_referees(met, [{"name": "Merle Alder", "email": "merle@example.org"}], **BY)
    recruitment.ask_reference(
        row,
        address=lambda token: tokens.append(token) or f"https://example.org/{token}",
        **{**BY, "at": timezone.now()},
    )
    (gone,) = [
        r
        for r in recruitment.name_referees(met, [{"name": "Ash Alder", "email": "ash@example.org"}], **BY)
        if r.name == "Ash Alder"
    ]
    recruitment.ask_reference(
        gone, address=lambda token: f"https://example.org/{token}", **{**BY, "at": timezone.now()}
    )
    recruitment.decline_reference(gone, words="Long ago", **BY)
    standing = {"reference": met.advert.reference}
    return begun.candidate, {
        "reference": begun.advert.reference, "token": tokens[0], "row": "new-1", "first": "2012-01-01", "last": "2013-01-01",
    }, {
        "apply_section": {"key": "about"}, "apply_row": {"key": "history"}, "apply_row_remove": {"key": "history"},
        "apply_gap": {"key": "history"}, "apply_status": standing, "apply_withdraw": standing, "apply_disclosure": standing,
        "apply_referee": standing,
        "apply_offer": theirs, "apply_offer_letter": {**theirs, "kind": "pdf"},
    }  # fmt: skip
