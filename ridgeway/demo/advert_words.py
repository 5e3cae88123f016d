"""What the demonstration's adverts say: words for each role, what a role paid then and now, where the teams are. All of it invented."""

from typing import Any

# town: postcode
TOWNS = {
    "Trowbridge": "BA14 8JN", "Chippenham": "SN15 1ER", "Salisbury": "SP2 7TU", "Devizes": "SN10 2AT", "Amesbury": "SP4 7PN",
    "Warminster": "BA12 9AP", "Marlborough": "SN8 1HN", "Melksham": "SN12 6ES",
}  # fmt: skip
# team: town
WHERE = {
    "north": "Chippenham", "west": "Trowbridge", "south": "Salisbury", "mash": "Trowbridge", "care_1": "Devizes", "care_2": "Amesbury",
    "fostering": "Trowbridge", "disabilities": "Melksham", "review": "Devizes", "duty": "Trowbridge", "loc_n": "Chippenham",
    "loc_e": "Marlborough", "loc_s": "Salisbury", "loc_w": "Warminster", "ctpld_1": "Chippenham", "ctpld_2": "Salisbury",
    "hospital": "Salisbury", "mental": "Devizes", "adult_safe": "Trowbridge",
}  # fmt: skip
# district: (latitude, longitude), about its middle
DISTRICTS = {
    "BA1": (51.40, -2.36), "BA2": (51.36, -2.37), "BA3": (51.28, -2.45), "BA4": (51.18, -2.52), "BA9": (51.06, -2.42), "BA10": (51.12, -2.46),
    "BA11": (51.23, -2.33), "BA12": (51.19, -2.16), "BA13": (51.26, -2.18), "BA14": (51.32, -2.21), "BA15": (51.35, -2.26),
    "BS1": (51.45, -2.59), "BS16": (51.49, -2.51), "BS30": (51.44, -2.48), "BS31": (51.41, -2.50), "BH21": (50.81, -1.97), "BH24": (50.85, -1.78),
    "DT1": (50.71, -2.44), "DT9": (50.95, -2.52), "DT10": (50.93, -2.32), "DT11": (50.86, -2.16), "GL7": (51.70, -1.94), "GL8": (51.63, -2.17),
    "GL9": (51.54, -2.29), "RG17": (51.43, -1.51), "RG20": (51.34, -1.36), "SN1": (51.56, -1.78), "SN2": (51.58, -1.79), "SN3": (51.56, -1.74),
    "SN4": (51.54, -1.84), "SN5": (51.57, -1.85), "SN6": (51.63, -1.75), "SN7": (51.65, -1.58), "SN8": (51.42, -1.72), "SN9": (51.34, -1.80),
    "SN10": (51.34, -1.98), "SN11": (51.44, -1.99), "SN12": (51.37, -2.13), "SN13": (51.42, -2.21), "SN14": (51.48, -2.22), "SN15": (51.47, -2.09),
    "SN16": (51.59, -2.09), "SN25": (51.60, -1.79), "SN26": (51.62, -1.78), "SO51": (51.00, -1.50), "SP1": (51.08, -1.79), "SP2": (51.08, -1.83),
    "SP3": (51.10, -2.04), "SP4": (51.17, -1.78), "SP5": (51.02, -1.75), "SP6": (50.93, -1.79), "SP7": (51.00, -2.18), "SP8": (51.03, -2.28),
    "SP9": (51.24, -1.66), "SP10": (51.21, -1.48), "SP11": (51.21, -1.53),
}  # fmt: skip
SOURCE = "About the middle of each district, set down by hand for the demonstration"

# role: (lowest, highest) a year: in 2014 to 2016, and today. Today's are marked invented in the documents
PAY = {
    "nq": ((24_472, 27_123), (34_314, 37_035)), "sw": ((28_922, 33_998), (38_220, 43_693)), "senior": ((33_998, 37_483), (43_693, 48_710)),
    "aspiring": ((33_998, 37_483), (43_693, 48_710)), "atm": ((38_405, 42_053), (49_764, 53_952)), "tm": ((43_665, 47_724), (55_037, 60_903)),
    "service": ((51_000, 55_800), (63_500, 70_200)), "supervising": ((28_922, 33_998), (38_220, 43_693)), "iro": ((38_405, 42_053), (49_764, 53_952)),
    "ot": ((28_922, 33_998), (38_220, 43_693)),
}  # fmt: skip
SUPPLEMENTED = {"sw", "senior", "aspiring", "atm", "tm"}  # of children's services: a tenth on top, for three years
REGISTERED = "Registered with Social Work England, or will be before the first day"
REGISTERED_THEN = "Registered with the Health and Care Professions Council"
_TRAVEL = "Can travel about the county in working hours"
NEXT = (
    "You apply. About 30 minutes, on a phone if you like.\nWe answer within two working days.\n"
    "You choose an interview time from those offered.\nWe ring with the result the next working day."
)
TEAM = {
    "childrens": "Small teams with a manager who holds no cases, group reflection every month, and supervision every four weeks. "
    "Newly qualified colleagues work in pods of four with an aspiring manager.",
    "adult": "Social workers and occupational therapists sit together, close to the surgeries they work with. Supervision every four weeks, "
    "and peer reflection in between.",
}

# role: summary, a week, essential, desirable
WORDS: dict[str, dict[str, Any]] = {
    "nq": {
        "summary": "Your first year in a pod of four, with 16 cases at most, protected time and a pod manager beside you.",
        "week": "Hold up to 16 cases, beginning with six.\nVisit together with a colleague in the first weeks.\nA tenth of every week is kept for learning.\nMeet your supervisor weekly at first, then every fortnight.",
        "essential": ["A social work degree, finished or about to be", REGISTERED, "A placement with children and families", _TRAVEL],
        "desirable": ["Has written for a court or a panel"],
    },
    "sw": {
        "summary": "Social work with children and families as you trained for it: a caseload that is promised, and time to do it well.",
        "week": "Hold up to 18 cases: children in need, child protection and court work.\nVisit with a laptop that works anywhere, so notes are written once, where you are.\nMeet your supervisor every four weeks, and reflect as a group each month.\nHelp a newly qualified colleague, if you would like to lead a pod one day.",
        "essential": [REGISTERED, "Has worked with children and families after qualifying", "Writes clearly for families and for courts", _TRAVEL],
        "desirable": ["Has led work through care proceedings", "Has helped a student or a newly qualified colleague"],
    },
    "senior": {
        "summary": "The work that asks for experience, and time set aside to help others grow into it.",
        "week": "Hold twelve cases of your own, the complex ones.\nSit beside a colleague on a joint visit or in court.\nLead one group reflection a month.\nStand in for the assistant team manager now and then.",
        "essential": [REGISTERED, "Three years of statutory work after qualifying", "Has supervised or mentored others", _TRAVEL],
        "desirable": ["Practice educator, stage 1"],
    },
    "aspiring": {
        "summary": "Lead a pod of four newly qualified social workers, and learn to manage while you do.",
        "week": "See each of four colleagues every week.\nRead and sign off assessments.\nHold two cases of your own, no more.\nA day a month on the management programme.",
        "essential": [REGISTERED, "Three years of statutory work after qualifying", "Wants to manage, and can say why", _TRAVEL],
        "desirable": ["Practice educator, stage 1 or 2"],
    },
    "atm": {
        "summary": "Share the lead of a team with its manager: supervision, decisions, and the first call of the day.",
        "week": "Supervise five social workers.\nDecide on new work with the manager each morning.\nRead what goes to court before it goes.\nTake your turn as duty manager.",
        "essential": [REGISTERED, "Five years of statutory work after qualifying", "Has supervised social workers", _TRAVEL],
        "desirable": ["Has led a team through an inspection"],
    },
    "tm": {
        "summary": "Lead a team of twelve, with a head of service who answers the telephone.",
        "week": "Lead the team's morning.\nSupervise two assistant managers and the seniors.\nKeep the promise on caseloads, and say so when it breaks.\nMeet schools, health and police who share the same families.",
        "essential": [REGISTERED, "Has managed social workers", "Knows a budget and a timetable of court", _TRAVEL],
        "desirable": ["A management qualification"],
    },
    "service": {
        "summary": "Answer for several teams, their people, their money and what families say of them.",
        "week": "See each team manager.\nRead ten cases a month with those who hold them.\nChair the weekly placements meeting.\nAnswer for the service's figures.",
        "essential": [REGISTERED, "Has managed managers in social care", "Has turned a service round, or kept a good one so", _TRAVEL],
        "desirable": ["Has led inspection from inside"],
    },
    "supervising": {
        "summary": "Stand beside foster carers: their visitor, their advocate and their critical friend.",
        "week": "Visit eighteen foster families in turn.\nWrite for the panel.\nRun a carers' evening once a month.\nMatch children with homes.",
        "essential": [REGISTERED, "Has worked with foster carers or children in care", _TRAVEL],
        "desirable": ["Has presented to a fostering panel"],
    },
    "iro": {
        "summary": "Independent of the teams: see that plans for children in care are good, and are kept.",
        "week": "Chair two or three reviews a day.\nSee each child before their review.\nSay when a plan drifts, and follow it up.\nChair child protection conferences.",
        "essential": [REGISTERED, "Five years of statutory work with children", "Has chaired meetings with families", _TRAVEL],
        "desirable": ["Has worked as a reviewing officer"],
    },
    "ot": {
        "summary": "Help people do for themselves what they did before, at home.",
        "week": "Visit people at home.\nOrder equipment, and see that it fits.\nPlan adaptations with surveyors.\nWork beside social workers of the same team.",
        "essential": ["Registered with the Health and Care Professions Council", "Has worked with adults in the community", _TRAVEL],
        "desirable": ["Knows the disabled facilities grant"],
    },
}  # fmt: skip
ADULT_SW = {
    "summary": "Social work with adults: what matters to them, what they can do, and what it takes to live as they wish.",
    "week": "Visit people at home and agree a plan with them.\nAssess capacity and act for those who cannot.\nTake one safeguarding enquiry at a time.\nReflect with your peers each month.",
    "essential": [REGISTERED, "Has worked with adults after qualifying", "Knows the Care Act and the Mental Capacity Act", _TRAVEL],
    "desirable": ["Best interests assessor, or wants to be"],
}  # fmt: skip
