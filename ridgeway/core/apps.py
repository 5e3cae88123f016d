from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "ridgeway.core"
    label = "core"

    def ready(self) -> None:
        from . import lookups, rounds  # noqa: F401 - lookups register themselves

        rounds.find()
