from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "ridgeway.web"
    label = "web"

    def ready(self) -> None:
        from . import signin_trail  # noqa: F401
