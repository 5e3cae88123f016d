from django.apps import AppConfig


class RecruitmentConfig(AppConfig):
    name = "ridgeway.domains.recruitment"
    label = "recruitment"
