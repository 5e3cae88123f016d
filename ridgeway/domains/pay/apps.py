from django.apps import AppConfig


class PayConfig(AppConfig):
    name = "ridgeway.domains.pay"
    label = "pay"
