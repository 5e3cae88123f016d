from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "ridgeway.journeys.intake"
    label = "intake"
