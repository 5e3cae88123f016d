from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "ridgeway.domains.campaigns"
    label = "campaigns"
