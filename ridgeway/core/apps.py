from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "ridgeway.core"
    label = "core"

    def ready(self) -> None:
        from . import rounds

        rounds.find()
