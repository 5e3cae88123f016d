from django.apps import AppConfig


class EstablishmentConfig(AppConfig):
    name = "ridgeway.domains.establishment"
    label = "establishment"
