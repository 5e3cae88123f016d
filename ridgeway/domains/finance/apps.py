from django.apps import AppConfig


class FinanceConfig(AppConfig):
    name = "ridgeway.domains.finance"
    label = "finance"
