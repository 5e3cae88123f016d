"""A council with a campaign of one phase, and a way to place something in it."""

import pytest

from ridgeway.domains.campaigns import actions
from tests.factories import BY, a_job_role, a_service, a_team, day

LEADS_TO = "https://jobs.example.org/social-work"


@pytest.fixture
def planned(db, at):
    """Phase 1 from 1 April 2015 to 31 March 2016, paid advertising to 31 May."""

    class Planned:
        service = a_service()
        team = a_team(service)
        council = service.council
        role = a_job_role(council)
        campaign = actions.add_campaign(council, name="Social workers", **BY)
        phase = actions.add_phase(
            campaign,
            name="Phase 1",
            starts_on=day("2015-04-01"),
            ends_on=day("2016-04-01"),
            paid_until=day("2016-06-01"),
            **BY,
        )
        channel = actions.add_channel(council, name="The Guardian", kind="job_board", **BY)

        @classmethod
        def place(cls, title="Listings", **fields):
            fields = {
                "channel": cls.channel,
                "kind": "listing",
                "starts_on": day("2015-05-01"),
                "target_url": LEADS_TO,
                **fields,
            }
            return actions.add_placement(cls.phase, title=title, **fields, **BY)

    return Planned
