"""Addresses of campaigns, and of the tracked links."""

from django.urls import path

from . import (
    campaigns,
    campaigns_calendar,
    campaigns_changing,
    campaigns_neighbours,
    campaigns_one,
    campaigns_people,
    campaigns_performance,
    campaigns_placing,
    campaigns_results,
    campaigns_schedule,
    tracked,
)

_C = "c/<slug:council>/campaigns/"
_ONE = f"{_C}<int:campaign>/"
_PHASE = f"{_C}phases/<int:phase>/"
_PLACEMENT = f"{_C}placements/<int:placement>/"
_EVENT = f"{_C}events/<int:event>/"
_RESULTS = f"{_C}results/<int:results>/"
_OFFER = f"{_C}neighbours/<int:offer>/"
_OWN = f"{_C}own/<int:own>/"

urlpatterns = [
    path("go/<slug:token>/", tracked.go, name="go"),
    path(_C, campaigns.campaigns, name="campaigns"),
    path(f"{_C}calendar/", campaigns_calendar.calendar, name="campaign_calendar"),
    path(f"{_C}calendar.ics", campaigns_calendar.calendar_file, name="campaign_calendar_file"),
    path(f"{_C}calendar/address/", campaigns_calendar.calendar_address, name="campaign_calendar_address"),
    path("calendars/<slug:council>/<str:token>/", campaigns_calendar.subscribed, name="campaign_calendar_subscribed"),
    path(f"{_C}channels/", campaigns.channels, name="campaign_channels"),
    path(f"{_C}channels/add/", campaigns_placing.add_channel, name="campaign_channel_add"),
    path(f"{_C}channels/<int:channel>/", campaigns_placing.change_channel, name="campaign_channel_change"),
    path(f"{_C}add/", campaigns_changing.add, name="campaign_add"),
    path(_ONE, campaigns_one.campaign, name="campaign"),
    path(f"{_ONE}change/", campaigns_changing.change, name="campaign_change"),
    path(f"{_ONE}copy/", campaigns_changing.copy, name="campaign_copy"),
    path(f"{_ONE}remove/", campaigns_changing.remove, name="campaign_remove"),
    path(f"{_ONE}performance/", campaigns_performance.performance, name="campaign_performance"),
    path(f"{_ONE}performance/people/", campaigns_people.people, name="campaign_people"),
    path(f"{_ONE}phases/add/", campaigns_changing.add_phase, name="campaign_phase_add"),
    path(_PHASE, campaigns.phase, name="campaign_phase"),
    path(f"{_PHASE}schedule/", campaigns_schedule.propose, name="campaign_schedule"),
    path(f"{_PHASE}schedule.ics", campaigns_schedule.schedule_file, name="campaign_schedule_file"),
    path(f"{_PHASE}change/", campaigns_changing.change_phase, name="campaign_phase_change"),
    path(f"{_PHASE}remove/", campaigns_changing.remove_phase, name="campaign_phase_remove"),
    path(f"{_PHASE}aims/add/", campaigns_changing.add_aim, name="campaign_aim_add"),
    path(f"{_PHASE}aims/<int:aim>/remove/", campaigns_changing.remove_aim, name="campaign_aim_remove"),
    path(f"{_PHASE}placements/add/", campaigns_placing.add_placement, name="campaign_placement_add"),
    path(f"{_PHASE}events/add/", campaigns_placing.add_event, name="campaign_event_add"),
    path(f"{_PHASE}own/add/", campaigns_placing.add_own_post, name="campaign_own_add"),
    path(f"{_C}neighbours/", campaigns_neighbours.offers, name="campaign_offers"),
    path(f"{_C}neighbours/add/", campaigns_neighbours.add, name="campaign_offer_add"),
    path(f"{_C}neighbours/import/", campaigns_neighbours.import_file, name="campaign_offers_import"),
    path(f"{_OFFER}change/", campaigns_neighbours.change, name="campaign_offer_change"),
    path(f"{_OFFER}again/", campaigns_neighbours.again, name="campaign_offer_again"),
    path(f"{_OFFER}remove/", campaigns_neighbours.remove, name="campaign_offer_remove"),
    path(f"{_C}results/", campaigns_results.files, name="campaign_results"),
    path(_RESULTS, campaigns_results.file, name="campaign_results_file"),
    path(f"{_RESULTS}match/", campaigns_results.match, name="campaign_results_match"),
    path(f"{_RESULTS}write/", campaigns_results.write, name="campaign_results_write"),
    path(f"{_RESULTS}undo/", campaigns_results.undo, name="campaign_results_undo"),
    path(f"{_RESULTS}withdraw/", campaigns_results.withdraw, name="campaign_results_withdraw"),
    path(_PLACEMENT, campaigns.placement, name="campaign_placement"),
    path(f"{_PLACEMENT}change/", campaigns_placing.change_placement, name="campaign_placement_change"),
    path(f"{_PLACEMENT}remove/", campaigns_placing.remove_placement, name="campaign_placement_remove"),
    path(f"{_PLACEMENT}results/add/", campaigns_placing.record_result, name="campaign_result_add"),
    path(f"{_PLACEMENT}results/<int:result>/remove/", campaigns_placing.remove_result, name="campaign_result_remove"),
    path(f"{_EVENT}change/", campaigns_placing.change_event, name="campaign_event_change"),
    path(f"{_EVENT}remove/", campaigns_placing.remove_event, name="campaign_event_remove"),
    path(f"{_OWN}change/", campaigns_placing.change_own_post, name="campaign_own_change"),
    path(f"{_OWN}remove/", campaigns_placing.remove_own_post, name="campaign_own_remove"),
]
