"""Why a write is refused. A leaf of the actions."""


class CannotChangeOrganisation(Exception):
    """Why a council, service, team, role or grant cannot be changed so; a sentence for the person who tried."""


OWN_OFFICE = "Nobody appoints themselves to sign for an office; another administrator can."
