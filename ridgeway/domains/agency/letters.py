"""The words of the mails about references. Whoever knows where the page is gives the address."""

from ridgeway.core.outbox.letters import Letter, Link
from ridgeway.core.words import day as day_words

from .models import ReferenceLink


def please_write(link: ReferenceLink, url: str) -> Letter:
    """A referee is asked."""
    row = link.reference
    who, council = row.assignment.worker.name, row.council.name
    return Letter(
        f"A reference for {who}",
        [f"Dear {link.name},",
         f"{who} has named you, or their agency has, as somebody who knows their practice. {council} asks for a reference before they begin, as the statutory guidance on agency child and family social workers asks of every council.",
         "It is in the national shape and takes about ten minutes. You need no account.",
         Link("Write the reference", url), f"The link is good until {day_words(link.ends_at.date())} and closes once you have answered."],
    )  # fmt: skip


def here_it_is(link: ReferenceLink, url: str) -> Letter:
    """Whoever asked for one of ours may read it."""
    row = link.reference
    return Letter(
        f"The reference you asked for: {row.assignment.worker.name}",
        [f"Dear {link.name},", f"{row.council.name} gives you its reference of {row.assignment.worker.name}, in the national shape.",
         Link("Read the reference", url),
         f"The link is for you alone and good until {day_words(link.ends_at.date())}. We see when it is first opened."],
    )  # fmt: skip
