"""The standing headings of a Cabinet report, which a new template begins with; a council orders and names its own."""

# heading, what belongs under it, whether its paragraphs are numbered
CABINET: tuple[tuple[str, str, bool], ...] = (
    ("Executive summary", "What the report says, in a few sentences.", False),
    ("Proposal", "What Cabinet is asked to do.", False),
    ("Reason for proposal", "Why.", False),
    ("Purpose of report", "What the report is for.", True),
    ("Relevance to the business plan", "Which priority it serves.", True),
    ("Main considerations for the council", "What members need to know before they decide.", True),
    ("Actions taken", "What was done since the last report.", True),
    ("Progress made", "What came of it, in figures.", True),
    ("Actions planned", "What comes next.", True),
    ("Background", "How it came to this.", True),
    ("Overview and scrutiny engagement", "Who looked at it.", True),
    ("Safeguarding implications", "", True),
    ("Public health implications", "", True),
    ("Procurement implications", "", True),
    ("Equalities impact of the proposal", "", True),
    ("Environmental and climate change considerations", "", True),
    ("Risk assessment", "", True),
    ("Financial implications", "", True),
    ("Legal implications", "", True),
    ("Options considered", "", True),
    ("Conclusions", "", True),
    ("Appendices", "Tables that are too long for the text.", False),
    ("Background papers", "", False),
)
