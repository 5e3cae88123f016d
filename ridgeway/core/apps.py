from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "ridgeway.core"
    label = "core"
