"""A job as search engines read it: schema.org's JobPosting, in JSON-LD.

Required and recommended properties are those that Google's documentation of job postings names (developers.google.com/search/docs/appearance/
structured-data/job-posting). The pay leaves out the supplement, which is not salary; the words say it.
"""

import json
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ridgeway.domains.recruitment.choices import ContractKind, Pattern
from ridgeway.domains.recruitment.queries.jobs import Job

from .job_words import JobWords
from .sites import Site

FULL, PART = "FULL_TIME", "PART_TIME"
PATTERNS = {
    Pattern.FULL_TIME: [FULL],
    Pattern.PART_TIME: [PART],
    Pattern.EITHER: [FULL, PART],
    Pattern.JOB_SHARE: [FULL, PART],
}
CONTRACTS = {
    ContractKind.FIXED_TERM: "TEMPORARY",
    ContractKind.SECONDMENT: "TEMPORARY",
    ContractKind.RELIEF: "PER_DIEM",
}


def posting(site: Site, found: Job, words: JobWords) -> dict[str, Any]:
    """The properties of a live job."""
    advert = found.advert
    kinds = list(PATTERNS[Pattern(advert.pattern)])
    if other := CONTRACTS.get(ContractKind(advert.contract_kind)):
        kinds.append(other)
    made: dict[str, Any] = {
        "@context": "https://schema.org/", "@type": "JobPosting", "title": advert.title, "description": described(found, words),
        "identifier": {"@type": "PropertyValue", "name": site.council.name, "value": advert.reference},
        "datePosted": advert.published_at.isoformat() if advert.published_at else "",
        "validThrough": advert.closes_at.isoformat() if advert.closes_at else "",
        "employmentType": kinds, "directApply": True, "totalJobOpenings": advert.how_many,
        "hiringOrganization": {"@type": "Organization", "name": site.council.name},
        "jobLocation": {"@type": "Place", "address": address_of(advert)},
    }  # fmt: skip
    if advert.pay_low is not None or advert.pay_high is not None:
        made["baseSalary"] = salary_of(advert)
    if advert.contact_name:
        made["applicationContact"] = {
            "@type": "ContactPoint",
            "name": advert.contact_name,
            "telephone": advert.contact_telephone,
        }
    return made


def address_of(advert) -> dict[str, str]:
    made = {"@type": "PostalAddress", "addressLocality": advert.place, "addressCountry": "GB"}
    return {**made, "postalCode": advert.postcode} if advert.postcode else made


def salary_of(advert) -> dict[str, Any]:
    known = [float(amount) for amount in (advert.pay_low, advert.pay_high) if amount is not None]
    value: dict[str, Any] = {"@type": "QuantitativeValue", "unitText": "YEAR"}
    value |= {"value": known[0]} if len(set(known)) == 1 else {"minValue": min(known), "maxValue": max(known)}
    return {"@type": "MonetaryAmount", "currency": "GBP", "value": value}


def described(found: Job, words: JobWords) -> str:
    """All that the page says of the job, as the HTML that search engines ask for."""
    advert = found.advert
    parts = [format_html("<p>{}</p>", advert.summary)]
    parts += [format_html("<p>{}</p>", line) for line in words.about]
    parts += [
        listed(_("What you would do in a week"), words.week),
        listed(_("What you need"), [c.words for c in found.essential]),
    ]
    parts += [listed(_("What would help"), [c.words for c in found.desirable]), listed(_("The team"), words.team)]
    pay = " ".join(part for part in (words.pay, words.supplement) if part)
    parts.append(format_html("<p>{}: {}. {}.</p>", _("Pay"), pay, words.pattern))
    return "".join(parts)


def listed(heading: str, rows) -> SafeString:
    if not rows:
        return mark_safe("")
    items = format_html_join("", "<li>{}</li>", ((row,) for row in rows))
    return format_html("<p><strong>{}</strong></p><ul>{}</ul>", heading, items)


def script(made: dict[str, Any]) -> SafeString:
    """The properties as a data block of a page; nothing in it can end the block."""
    text = json.dumps(made, ensure_ascii=False)
    for letter, written in (("<", "\\u003C"), (">", "\\u003E"), ("&", "\\u0026")):
        text = text.replace(letter, written)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308
