"""A real mail server, on a port of this machine, that does as it is told."""

import email
import socket
from email import policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

SMTP_BACKEND = "django.core.mail.backends.smtp.EmailBackend"


class Box:
    """What a mail server was given, and how it answers: by recipient, and to the words themselves."""

    def __init__(self) -> None:
        self.received: list = []
        self.refuses: dict[str, str] = {}
        self.breaks_off_before_words = self.breaks_off_after_words = False

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.breaks_off_before_words:
            server.transport.close()
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.received.append(email.message_from_bytes(envelope.content, policy=policy.default))
        if self.breaks_off_after_words:
            server.transport.close()
        return "250 taken"

    @property
    def to(self) -> list[str]:
        return [str(mail["To"]) for mail in self.received]


class _Quiet(Controller):
    def factory(self):
        return SMTP(self.handler, hostname="mail.example.org", decode_data=False)


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


@pytest.fixture
def server(settings):
    """A mail server that the settings name; `server.box` holds what came."""
    controller = _Quiet(Box(), hostname="127.0.0.1", port=free_port())
    controller.box = controller.handler
    controller.start()
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP_BACKEND, "127.0.0.1", controller.port
    settings.EMAIL_TIMEOUT = 5
    yield controller
    if controller._thread is not None:
        controller.stop()


@pytest.fixture
def dead_server(settings):
    """The settings name a mail server, and nothing listens there."""
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP_BACKEND, "127.0.0.1", free_port()
    settings.EMAIL_TIMEOUT = 5
