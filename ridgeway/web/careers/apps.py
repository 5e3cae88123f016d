from django.apps import AppConfig


class CareersConfig(AppConfig):
    name = "ridgeway.web.careers"
    label = "careers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import in_reports, publishing

        publishing.listen()
        in_reports.register()
