from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "ridgeway.core.outbox"
    label = "outbox"
