from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "ridgeway.insight"
    label = "insight"
