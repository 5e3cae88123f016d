from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "ridgeway.reporting"
    label = "reporting"
