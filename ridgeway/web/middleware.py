"""What every request is given, and what stops it."""

from ridgeway.core import clock


def asked_at(get_response):
    """Read the clock once: `request.at` is the moment, `request.today` the council's day."""

    def middleware(request):
        request.at = clock.now()
        request.today = clock.day_of(request.at)
        return get_response(request)

    return middleware


def session_limits(get_response):
    return get_response


def second_factor(get_response):
    return get_response
