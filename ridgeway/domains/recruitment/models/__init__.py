"""What recruitment keeps: enquiries and the attempts to answer them."""

from .enquiries import (
    PERSONAL,
    Call,
    CallQuerySet,
    ContactRule,
    ContactRuleQuerySet,
    Enquiry,
    EnquiryQuerySet,
    ResponsePromise,
    ResponsePromiseQuerySet,
)

__all__ = [
    "PERSONAL",
    "Call",
    "CallQuerySet",
    "ContactRule",
    "ContactRuleQuerySet",
    "Enquiry",
    "EnquiryQuerySet",
    "ResponsePromise",
    "ResponsePromiseQuerySet",
]
