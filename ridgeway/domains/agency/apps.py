from django.apps import AppConfig


class AgencyConfig(AppConfig):
    name = "ridgeway.domains.agency"
    label = "agency"
