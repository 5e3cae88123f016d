"""Addresses of enquiries."""

from django.urls import path

from . import enquiries, enquiries_calls, enquiries_figures, enquiries_rules, enquiries_story

_C = "c/<slug:council>/"
_ONE = f"{_C}enquiries/<int:enquiry>/"
_ADMIN = f"{_C}admin/enquiries/"

urlpatterns = [
    path(f"{_C}enquiries/", enquiries.enquiries, name="enquiries"),
    path(f"{_C}enquiries/new/", enquiries.new, name="enquiries_new"),
    path(f"{_C}enquiries/figures/", enquiries_figures.figures, name="enquiries_figures"),
    path(_ONE, enquiries_story.enquiry, name="enquiry"),
    path(f"{_ONE}call/", enquiries_story.call, name="enquiry_call"),
    path(f"{_ONE}calls/<int:call>/correct/", enquiries_calls.correct, name="enquiry_call_correct"),
    path(f"{_ONE}calls/<int:call>/undo/", enquiries_calls.undo, name="enquiry_call_undo"),
    path(f"{_ONE}invite/", enquiries_story.invite, name="enquiry_invite"),
    path(f"{_ONE}close/", enquiries_story.close, name="enquiry_close"),
    path(f"{_ONE}reopen/", enquiries_story.reopen, name="enquiry_reopen"),
    path(f"{_ONE}contact/", enquiries_story.contact, name="enquiry_contact"),
    path(f"{_ONE}consent/", enquiries_story.consent, name="enquiry_consent"),
    path(f"{_ONE}merge/", enquiries_story.merge, name="enquiry_merge"),
    path(f"{_ONE}unmerge/", enquiries_story.unmerge, name="enquiry_unmerge"),
    path(_ADMIN, enquiries_rules.overview, name="admin_enquiries"),
    path(f"{_ADMIN}promise/", enquiries_rules.promise, name="admin_enquiries_promise"),
    path(f"{_ADMIN}rules/add/", enquiries_rules.add_rule, name="admin_enquiries_rule_add"),
    path(f"{_ADMIN}rules/<int:rule>/remove/", enquiries_rules.remove_rule, name="admin_enquiries_rule_remove"),
    path(f"{_ADMIN}expired/remove/", enquiries_rules.remove_expired, name="admin_enquiries_expired_remove"),
]
