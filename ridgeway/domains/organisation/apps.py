from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "ridgeway.domains.organisation"
    label = "organisation"
