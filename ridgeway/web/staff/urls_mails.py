"""Addresses of the mails a council sent, or did not."""

from django.urls import path

from . import mails

_MAILS = "c/<slug:council>/admin/mails/"
_MAIL = f"{_MAILS}<int:mail>/"

urlpatterns = [
    path(_MAILS, mails.mails, name="admin_mails"),
    path(_MAIL, mails.mail, name="admin_mail"),
    path(f"{_MAIL}read/", mails.read, name="admin_mail_read"),
    path(f"{_MAIL}send/", mails.send, name="admin_mail_send"),
    path(f"{_MAIL}went/", mails.went, name="admin_mail_went"),
]
