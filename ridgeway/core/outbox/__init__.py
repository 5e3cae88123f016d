"""The outbox: mails are rows first, written in the transaction that is their reason, and sent by the worker afterwards.

A mail has a `key` that says what it is, so the same reason never makes two. It is marked before the talk with the mail
server begins, and a talk that was cut off leaves it *unsure*: nobody knows whether it went, so it is never sent again by
itself. Where no mail server is named it is *kept* instead. Write one with `actions.send` (or `actions.send_letter`).
"""
