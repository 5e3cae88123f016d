"""Code lists. Those marked CSWW are the Children's Social Work Workforce census's own (2025 specification). A leaf."""

from django.db.models import TextChoices


class RoleKind(TextChoices):
    """What a job role is for, whatever a council calls it."""

    NEWLY_QUALIFIED = "newly_qualified", "Newly qualified social worker"
    SOCIAL_WORKER = "social_worker", "Social worker"
    SENIOR = "senior", "Senior or advanced practitioner"
    ASPIRING_MANAGER = "aspiring_manager", "Aspiring manager"
    FIRST_LINE_MANAGER = "first_line_manager", "First line manager"
    MIDDLE_MANAGER = "middle_manager", "Middle manager"
    SENIOR_MANAGER = "senior_manager", "Senior manager"
    OTHER = "other", "Other"


class CensusRole(TextChoices):
    """CSWW OrgRole, CS090."""

    SENIOR_MANAGER = "1", "Senior manager"
    MIDDLE_MANAGER = "2", "Middle manager"
    FIRST_LINE_MANAGER = "3", "First line manager"
    SENIOR_PRACTITIONER = "4", "Senior practitioner"
    CASE_HOLDER = "5", "Case holder"
    WITHOUT_CASES = "6", "Qualified without cases"


class Origin(TextChoices):
    """CSWW StartOrigin, CS091: where somebody came from."""

    NEWLY_QUALIFIED = "1", "Newly qualified social worker"
    OTHER_AUTHORITY = "2", "Social worker role in a different local authority in England"
    OUTSIDE_ENGLAND = "3", "Social worker role outside England"
    AGENCY = "4", "Agency or consultancy in social work (in England)"
    OTHER_SOCIAL_WORK = "5", "Other social work role, not a local authority (in England)"
    OTHER_SOCIAL_CARE = "6", "Other social care role (in England)"
    NOT_SOCIAL_CARE = "7", "Not a social care role, any role outside England, no employment or career break"
    OTHER = "8", "Other"
    NOT_KNOWN = "9", "Not known"
    NOT_YET_COLLECTED = "10", "Not yet collected"


class Destination(TextChoices):
    """CSWW LeaverDestination, CS092: where somebody went."""

    OTHER_AUTHORITY = "1", "Social worker role in a different local authority in England"
    OUTSIDE_ENGLAND = "2", "Social worker role outside England"
    AGENCY = "3", "Agency or consultancy in social work (in England)"
    OTHER_SOCIAL_WORK = "4", "Other social work role, not a local authority (in England)"
    OTHER_SOCIAL_CARE = "5", "Other social care role (in England)"
    NOT_SOCIAL_CARE = "6", "Not a social care role, any role outside England, no employment or career break"
    OTHER = "7", "Other"
    NOT_KNOWN = "8", "Not known"
    NOT_YET_COLLECTED = "9", "Not yet collected"


class LeavingReason(TextChoices):
    """CSWW ReasonLeave, CS097."""

    RESIGNATION = "1", "Resignation"
    VOLUNTARY_REDUNDANCY = "2", "Voluntary redundancy"
    COMPULSORY_REDUNDANCY = "3", "Compulsory redundancy"
    DISMISSED = "4", "Dismissed"
    RETIRED = "5", "Retired"
    DECEASED = "6", "Deceased"
    MOVED_WITHIN = "7", "Moved to a role in the council that is not child and family social work"
    OTHER = "8", "Other"
    NOT_KNOWN = "9", "Not known"
    NOT_YET_COLLECTED = "10", "Not yet collected"


class AbsenceKind(TextChoices):
    """CSWW ReasonAbsence, CS098."""

    PARENTAL = "MAT", "Maternity or paternity leave"
    OTHER_PAID = "OTH", "Other paid authorised absence"
    PUBLIC_DUTIES = "PUB", "Paid absence for public duties"
    SICK = "SIC", "Sick leave"
    TRAINING = "TRN", "Training"
    UNAUTHORISED = "UNA", "Unauthorised absence"
    UNPAID = "UNP", "Unpaid authorised absence"


class Contract(TextChoices):
    PERMANENT = "permanent", "Permanent"
    FIXED_TERM = "fixed_term", "Fixed term"
    CASUAL = "casual", "Casual or zero hours"


class Qualification(TextChoices):
    """CSWW QualLevel."""

    UNDERGRADUATE = "1", "Under-graduate"
    POSTGRADUATE = "2", "Post-graduate"
    OTHER = "3", "Other"


class Sex(TextChoices):
    MALE = "M", "Male"
    FEMALE = "F", "Female"


class Ethnicity(TextChoices):
    """CSWW Ethnicity, CS080."""

    WBRI = "WBRI", "White British"
    WIRI = "WIRI", "White Irish"
    WOTH = "WOTH", "Any other White background"
    MWBC = "MWBC", "White and Black Caribbean"
    MWBA = "MWBA", "White and Black African"
    MWAS = "MWAS", "White and Asian"
    MOTH = "MOTH", "Any other mixed background"
    AIND = "AIND", "Indian"
    APKN = "APKN", "Pakistani"
    ABAN = "ABAN", "Bangladeshi"
    AOTH = "AOTH", "Any other Asian background"
    BCRB = "BCRB", "Black Caribbean"
    BAFR = "BAFR", "Black African"
    BOTH = "BOTH", "Any other Black background"
    CHNE = "CHNE", "Chinese"
    OOTH = "OOTH", "Any other ethnic group"
    REFU = "REFU", "Declared not stated or refused"
    NOBT = "NOBT", "Information not yet obtained"
