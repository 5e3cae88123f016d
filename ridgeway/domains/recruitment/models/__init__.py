"""What recruitment keeps: enquiries and the attempts to answer them; requests to recruit; adverts; applications and what they need."""

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
from .applications import (
    OVER,
    Application,
    ApplicationMove,
    ApplicationQuerySet,
    ApplicationSection,
    ApplicationView,
    Retention,
)
from .candidates import Candidate, CandidateLink, EqualityAnswers
from .checking import Check, Disclosure, Reference, RiskAcceptance
from .documents import Document
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
from .interviews import (
    AgreedInterviewScores,
    Interview,
    InterviewQuestion,
    InterviewRound,
    InterviewSheet,
    InterviewSlot,
    PanelMember,
)
from .keeping import Invitation, JobAlert
from .messages import Message, MessageTemplate, MessageTo
from .offers import EntryDate, LetterTemplate, Offer
from .requests import RecruitmentRequest, RecruitmentRequestQuerySet, RequestPost
from .selection import ApplicationNote
from .shortlisting import AgreedScores, ScoreSheet, SelectionRule, Shortlister, Shortlisting

__all__ = [
    "OVER",
    "PERSONAL",
    "Advert",
    "AdvertChange",
    "AdvertPost",
    "AdvertQuerySet",
    "AdvertTemplate",
    "AdvertTemplateQuerySet",
    "AgreedInterviewScores",
    "AgreedScores",
    "Application",
    "ApplicationMove",
    "ApplicationNote",
    "ApplicationQuerySet",
    "ApplicationSection",
    "ApplicationView",
    "Call",
    "CallQuerySet",
    "Candidate",
    "CandidateLink",
    "Check",
    "ContactRule",
    "ContactRuleQuerySet",
    "Criterion",
    "Disclosure",
    "Document",
    "Enquiry",
    "EnquiryQuerySet",
    "EntryDate",
    "EqualityAnswers",
    "Interview",
    "InterviewQuestion",
    "InterviewRound",
    "InterviewSheet",
    "InterviewSlot",
    "Invitation",
    "JobAlert",
    "LetterTemplate",
    "Message",
    "MessageTemplate",
    "MessageTo",
    "Offer",
    "PanelMember",
    "PostcodeDistrict",
    "RecruitmentRequest",
    "RecruitmentRequestQuerySet",
    "Reference",
    "RequestPost",
    "ResponsePromise",
    "ResponsePromiseQuerySet",
    "Retention",
    "RiskAcceptance",
    "ScoreSheet",
    "SelectionRule",
    "Shortlister",
    "Shortlisting",
]
