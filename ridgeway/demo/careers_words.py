"""What the demonstration's careers site says. Everybody in it is invented; the papers' own promises are in it (case study; Cabinet report §14, §24-26, §45)."""

from ridgeway.web.careers.starter import section, words

LEAD = "We promise 18 cases at most and show you the count; a supervisor who turns up, and a person to ring first."
CHILDRENS_LEAD = (
    "Three hubs, small caseloads, and the same faces next year. Families here know their social worker’s name."
)
ADULTS_LEAD = "Social work with people you will meet again, in a county you can see across."
TALK_LEAD = "A name, a number and a straight answer, before you apply or instead of it."
PATHWAY_LEAD = "From a student’s placement to the person who decides: six steps, and none of them compulsory."
SPOTLIGHT = section(
    "spotlight", label="In the spotlight this month", heading="Lead a pod of four",
    words="Nine aspiring managers each guide four newly qualified social workers, with their own caseload cut to make room. Three places are open.",
    link={"words": "See how a pod works", "page": None, "address": "stories/a-week-in-a-pod/"},
)  # fmt: skip
HOME_POINTS = section(
    "points", heading="What you can hold us to",
    points=[
        {"heading": "A supervisor who turns up", "words": "Every four weeks, two hours, in the diary for the year. We count the ones that are missed."},
        {"heading": "A laptop that works in a car park", "words": "Notes are written once, where you are. Nobody drives back to the office to type."},
        {"heading": "Time that is yours to learn", "words": "Ten days a year, agreed in April and protected. The Institute runs here, not three counties away."},
    ],
)  # fmt: skip
CHILDRENS = [
    section("promises", heading="", which="first"),
    section("points", heading="Why families here get a worker who stays", points=[
        {"heading": "No more than 18 cases", "words": "Sixteen in your first year. Counted every week and shown on these pages, good or bad.", "promise": "18 cases."},
        {"heading": "Three hubs, not ten offices", "words": "Trowbridge, Chippenham and Salisbury: police, health visitors and schools are down the corridor."},
        {"heading": "A pod, not a deep end", "words": "Newly qualified workers start four together, with one experienced colleague whose caseload was cut to be there."},
    ]),
    section("teams", heading="The teams", teams=[
        {"name": "North hub", "place": "Chippenham", "words": "Safeguarding and assessment for the north of the county. Market towns, two garrisons, and a great deal of M4."},
        {"name": "West hub", "place": "Trowbridge", "words": "The largest hub: three pods, and the front door for the county next door to it."},
        {"name": "South hub", "place": "Salisbury", "words": "A small city and a hundred villages. Army families come and go; the team knows the bases well."},
        {"name": "Children in care", "place": "Trowbridge and Salisbury", "words": "Long work with children who have had too many social workers already."},
        {"name": "SEN and disability", "place": "County-wide", "words": "Short breaks, transitions and everything that a family should not have to explain twice."},
    ]),
    section("people", heading="People you would work with", people=[
        {"name": "Tamsin Greenway", "part": "Head of service. Reads every exit conversation herself, and rings back", "telephone": "", "email": "", "hours": "", "photograph": None},
        {"name": "Sorrel Whitsbury", "part": "Manages the North hub. Holds no cases, so that her door is open", "telephone": "", "email": "", "hours": "", "photograph": None},
        {"name": "Juniper Thornhurst", "part": "Principal social worker. Runs the Institute and everybody’s first year", "telephone": "", "email": "", "hours": "", "photograph": None},
        {"name": "Bryony Larkrise", "part": "Whom you ring first, before you apply or instead of it", "telephone": "01632 960 100", "email": "", "hours": "Weekdays, 8:30 to 18:00", "photograph": None},
    ]),
    section("film", heading="A Tuesday in Trowbridge", words="One day with the West hub: a strategy meeting, two visits, a supervision and a very late lunch.",
            address="https://www.example.org/films/a-tuesday-in-trowbridge", length="3 minutes", picture={"scene": "village", "image": None, "alt": ""},
            transcript="<p>Morning in the West hub. Juniper Wansdyke reads out the night's referrals while the kettle boils. “Two for us, one for Early Help,” she says.</p><p>At ten she is in the car; at noon she writes her notes at a kitchen table in Westbury, with the family reading over her shoulder.</p>"),
    section("jobs", heading="Jobs closing soon", how_many="3"),
    section("stories", heading="In their words", how_many="3"),
    section("contact"),
]  # fmt: skip
ADULTS = [
    section("promises", heading="", which="first"),
    section("points", heading="Social work, not assessment by telephone", points=[
        {"heading": "Laptop and hub desks", "words": "Work from the desk that is nearest. The county is big; your day should not be."},
        {"heading": "With the people who can help", "words": "Community nurses, therapists and housing sit in the same team, with one record."},
        {"heading": "Somebody to think with", "words": "Group reflection every month, and a practice educator in each locality."},
    ]),
    section("teams", heading="The teams", teams=[
        {"name": "North and East locality", "place": "Chippenham and Devizes", "words": "Older people, carers and anybody new to us."},
        {"name": "South locality", "place": "Salisbury and Amesbury", "words": "Hospital discharge is a corridor away, so people go home sooner."},
        {"name": "Community teams for people with learning disabilities", "place": "Four towns", "words": "Nurses and social workers in one team, for a whole life and not for an episode."},
        {"name": "Mental health", "place": "County-wide", "words": "Approved Mental Health Professionals, with a rota that people can live with."},
    ]),
    section("people", heading="People you would work with", people=[
        {"name": "Moss Chalkley", "part": "Head of service. Was a locality worker here for nine years", "telephone": "", "email": "", "hours": "", "photograph": None},
        {"name": "Corin Ashdown", "part": "Whom you ring about adults’ teams, hospitals and mental health", "telephone": "01632 960 101", "email": "", "hours": "Weekdays, 9:00 to 17:00", "photograph": None},
    ]),
    section("jobs", heading="Jobs closing soon", how_many="3"),
    section("stories", heading="In their words", how_many="3"),
    section("contact"),
]  # fmt: skip
PATHWAY = [
    section("path", heading="Where it can lead", steps=[
        {"heading": "Student", "note": "Up to 100 days", "words": "A placement in a hub with a practice educator, and an interview at the end of it."},
        {"heading": "Newly qualified", "note": "Your first year", "words": "The assessed and supported year (ASYE): a pod of four, no more than 16 cases, a half-day a week to learn."},
        {"heading": "Social worker", "note": "From your second year", "words": "Up to 18 cases, court work with somebody beside you, and a say in who joins the team."},
        {"heading": "Experienced social worker", "note": "From your third or fourth year", "words": "The harder work, mentoring, and a first course: practice education, Approved Mental Health Professional or leadership."},
        {"heading": "Aspiring manager", "note": "One year", "words": "You lead a pod of four with a caseload cut to make room, and learn to supervise while somebody supervises you."},
        {"heading": "Manager, consultant or principal", "note": "By choice, not by waiting", "words": "Run a team, or stay in practice and teach it: the grades are the same, on purpose."},
    ]),
    words("A step is not a date. Some people take it after one year and some after ten; some step sideways between children's and adults' work, and come back.", "Nobody has to climb"),
    section("contact"),
]  # fmt: skip
TALK = [
    section("people", heading="Somebody for each question", people=[
        {"name": "Bryony Larkrise", "part": "Children's teams: what the work is like, who you would work with, part-time, coming back after years away", "telephone": "01632 960 100", "email": "", "hours": "Weekdays, 8:30 to 18:00", "photograph": None},
        {"name": "Corin Ashdown", "part": "Adults' teams, hospitals and mental health", "telephone": "01632 960 101", "email": "", "hours": "Weekdays, 9:00 to 17:00", "photograph": None},
        {"name": "Linnet Oakfield", "part": "Your application, dates, visas, references, and anything on a form", "telephone": "01632 960 102", "email": "careers@example.org", "hours": "Weekdays, 9:00 to 17:00", "photograph": None},
        {"name": "Juniper Thornhurst", "part": "Students, newly qualified workers and the Institute's programmes", "telephone": "01632 960 103", "email": "", "hours": "Tuesday to Thursday", "photograph": None},
    ]),
    words("You do not need a question. “I am thinking about it” is enough. Nothing you say is written on an application.", "What to say when you ring"),
]  # fmt: skip
# slug, title, quote, who, lead, scene, service's kind, days ago, kind of story, paragraphs
STORIES = [
    ("first-ninety-days", "Juniper’s first ninety days", "I knew my supervisor’s phone number before I knew my desk.", "Juniper Wansdyke, social worker, West hub",
     "Juniper came from an agency. She meant to stay three months.", "village", "children", 12, "story",
     ["The first thing I was given was not a laptop. It was a telephone number, on paper, and the sentence: ring it before you worry, not after.",
      "In the first week I shadowed. In the second I had three families, all of them known to somebody who sat within four metres of me. My count was on the wall, with everybody's, and when it reached fifteen my manager stopped the next one.",
      "I had been in four councils in two years. What was different here was dull: supervision happened. Every fourth Tuesday, two hours, nobody cancelled. I signed the permanent contract in the car park."]),
    ("coming-back", "Coming back to social work", "After four years away, I needed a way back, not a test.", "Heron Ashdown, returned in January",
     "Return to Social Work: sixty days, a bursary, and somebody who rang.", "stones", "children", 33, "programme",
     ["I left when my second was born and my registration lapsed while I was not looking. I thought that was that.",
      "There was a coffee morning at County Hall. Thirty-six of us came. I had expected a panel; there was cake, and a woman with a list who asked what I had liked about the work.",
      "Sixty days of practice, two evenings of law, and I was back on the register. I work three days. The children are at school, and I have twelve families who get all of me on those days."]),
    ("a-week-in-a-pod", "A week in a pod", "Four of us started together. We still have lunch on Fridays.", "Rowan Marlpit, newly qualified, North hub",
     "What a pod is, from Monday to Friday.", "river", "children", 51, "story",
     ["Monday is allocation. Tamar, who leads our pod, reads the new ones out and we say which of us knows that street, that school, that language. Nobody is given a thing they have not heard aloud.",
      "Tuesday and Wednesday are visits, in pairs until Christmas. Thursday morning is ours: four of us, Tamar, and one piece of work taken to pieces.",
      "On Fridays we have lunch. One of us is usually late. Nobody eats until everybody is there."]),
    ("home-by-six", "Home by six from Salisbury", "I see people at home, and then I go home.", "Alder Knapweed, social worker, South locality",
     "Hospital discharge without the corridor.", "woods", "adult", 20, "story",
     ["My desk is wherever the ward is. On Monday that is Salisbury; on Thursday a village hall with better wifi than the hospital.",
      "Since the nurses and we keep one record I have not asked anybody the same question twice. People notice. So do I: I am home by six."]),
    ("why-we-count", "Why we count cases where everybody can see", "If a number can embarrass us, it should be on the wall.", "Tamsin Greenway, head of service",
     "A head of service on a promise that can be broken in public.", "hills", "children", 75, "blog",
     ["We promised eighteen. It is easy to promise; every council's advert says something of the sort. So we put the count on these pages, each week, with the bad weeks left in.",
      "Twice it has said that we were not keeping it. Both times the phone rang less for a fortnight, and both times three people told me at interview that it was why they had applied."]),
]  # fmt: skip
EVENTS = [  # days from today, hour, title, place, words; those of campaigns stand among them by themselves
    (23, 17, "Open evening at the West hub", "County Hall, Trowbridge", "See the desks. Ask the newest person, not the oldest."),
    (-30, 10, "A walk with the fostering team", "Savernake Forest", "Two hours, and the dog comes too."),
]  # fmt: skip

PROMISES_LEAD = "What we promise, what we count, and what the count says today. A promise that is not kept stands here as an aim until it is."
PROMISES: list[tuple[str, dict]] = [  # of which service, and what is promised; the papers' own (case study, 18 cases; Cabinet report, paragraphs 18 and 20)
    ("children", {
        "words": "18 cases.", "more": "16 in your first year.", "measure": "caseload", "comparison": "at_most", "threshold": 18, "first_year": 16,
        "about": "That is the most anyone in our children’s teams should hold. We count every week and show you the count, good or bad.",
        "how": "Everybody’s latest count of the month, agency workers too, over the full-time places of those who hold at least one case. Those over 18 are shown as one group: nobody can be picked out.",
    }),
    ("children", {
        "words": "People who stay.", "more": "No more than 15 in 100 leave in a year.", "measure": "turnover", "comparison": "at_most", "threshold": 15,
        "about": "A family should not meet a new social worker every spring. Neither should you meet a new team.",
        "how": "Everybody who left in the last twelve months, for whatever reason, over those who were here.",
    }),
    ("", {
        "words": "Colleagues, not gaps.", "more": "No more than 15 in 100 posts empty.", "measure": "vacancy_rate", "comparison": "at_most", "threshold": 15,
        "about": "An empty desk beside you is work on yours. We say how many there are.",
        "how": "Posts that nobody permanent holds, in full-time places, over all the posts there are and that are funded.",
    }),
    ("", {
        "words": "Supervision every four weeks.", "more": "Two hours, in the diary.", "about": "With somebody who turns up.",
        "how": "Supervision is not counted here yet. Until it is, this stands on no public page.",
    }),
]  # fmt: skip
BESIDE = [  # slug, note, service's kind, hard to fill alone, priority
    ("first-ninety-days", "A story from this service", "children", False, 5),
    ("a-week-in-a-pod", "What a pod is", "children", False, 4),
    ("home-by-six", "A story from this service", "adult", False, 5),
    ("pathway", "Where it can lead", "", False, 3),
    ("coming-back", "A programme, with a bursary", "", True, 8),
    ("why-we-count", "From the head of service", "children", True, 6),
]
