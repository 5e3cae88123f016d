"""Addresses of hiring: who is where, and deciding."""

from django.urls import path

from . import (
    hiring,
    hiring_board,
    hiring_clocks,
    hiring_deciding,
    hiring_equality,
    hiring_letters,
    hiring_messages,
    hiring_messages_kept,
    hiring_offers,
    hiring_starting,
)

_HIRING = "c/<slug:council>/hiring/"
_OFFER = f"{_HIRING}offer/<int:application>/"
_WORDS = "c/<slug:council>/admin/messages/"
_LETTER = "c/<slug:council>/admin/letter/"

urlpatterns = [
    path(_HIRING, hiring.hiring, name="hiring"),
    path(f"{_HIRING}clocks/", hiring_clocks.hiring_clocks, name="hiring_clocks"),
    path(f"{_HIRING}equality/", hiring_equality.hiring_equality, name="hiring_equality"),
    path(f"{_HIRING}<int:advert>/", hiring_board.pipeline, name="pipeline"),
    path(f"{_HIRING}decide/", hiring_deciding.decide, name="hiring_decide"),
    path(f"{_HIRING}write/", hiring_messages.write, name="hiring_write"),
    path(f"{_HIRING}messages/", hiring_messages.messages_sent, name="hiring_messages"),
    path(f"{_HIRING}messages/<int:message>/", hiring_messages.message, name="hiring_message"),
    path(f"{_HIRING}messages/<int:message>/act/", hiring_messages.message_act, name="hiring_message_act"),
    path(_WORDS, hiring_messages_kept.overview, name="admin_messages"),
    path(f"{_WORDS}add/", hiring_messages_kept.add, name="admin_message_add"),
    path(f"{_WORDS}<int:template>/", hiring_messages_kept.change, name="admin_message"),
    path(f"{_WORDS}<int:template>/remove/", hiring_messages_kept.remove, name="admin_message_remove"),
    path(f"{_HIRING}notes/<int:application>/", hiring_deciding.notes, name="hiring_notes"),
    path(_OFFER, hiring_offers.offer, name="hiring_offer"),
    path(f"{_OFFER}make/", hiring_offers.make, name="hiring_offer_make"),
    path(f"{_OFFER}longer/", hiring_offers.longer, name="hiring_offer_longer"),
    path(f"{_OFFER}answer/", hiring_offers.answer, name="hiring_offer_answer"),
    path(f"{_OFFER}back/", hiring_offers.take_back, name="hiring_offer_back"),
    path(f"{_OFFER}<int:offer>/letter/<slug:kind>/", hiring_offers.letter, name="hiring_offer_letter"),
    path(_LETTER, hiring_letters.change, name="admin_letter"),
    path(f"{_LETTER}word/", hiring_letters.word_file, name="admin_letter_word"),
    path(f"{_HIRING}start/<int:application>/", hiring_starting.start, name="hiring_start"),
    path(f"{_HIRING}not-started/<int:application>/", hiring_starting.not_started, name="hiring_not_started"),
]
