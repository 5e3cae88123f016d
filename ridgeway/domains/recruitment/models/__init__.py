"""What recruitment keeps: enquiries and the attempts to answer them; requests to recruit; adverts."""

from .adverts import (
    Advert,
    AdvertChange,
    AdvertPost,
    AdvertQuerySet,
    AdvertTemplate,
    AdvertTemplateQuerySet,
    Criterion,
    PostcodeDistrict,
)
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
from .requests import RecruitmentRequest, RecruitmentRequestQuerySet, RequestPost

__all__ = [
    "PERSONAL",
    "Advert",
    "AdvertChange",
    "AdvertPost",
    "AdvertQuerySet",
    "AdvertTemplate",
    "AdvertTemplateQuerySet",
    "Call",
    "CallQuerySet",
    "ContactRule",
    "ContactRuleQuerySet",
    "Criterion",
    "Enquiry",
    "EnquiryQuerySet",
    "PostcodeDistrict",
    "RecruitmentRequest",
    "RecruitmentRequestQuerySet",
    "RequestPost",
    "ResponsePromise",
    "ResponsePromiseQuerySet",
]
