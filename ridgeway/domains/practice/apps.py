from django.apps import AppConfig


class PracticeConfig(AppConfig):
    name = "ridgeway.domains.practice"
    label = "practice"
