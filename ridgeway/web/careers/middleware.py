"""Where a council has a host name of its own its site stands at the root; and what stands before the editor at `/cms/`."""

from django.conf import settings
from django.http import Http404

from .models import CareersSite
from .sites import OWN_HOST
from .wall import PREFIX, stop, walled_in


def own_host(get_response):
    """Answer for the council whose host name is asked for, with the site's addresses and no others. One query, on such hosts alone."""

    def middleware(request):
        host = request.get_host().partition(":")[0].lower() if settings.SITE_HOSTS else ""
        if host in settings.SITE_HOSTS:
            request.careers_site = CareersSite.objects.select_related("council", "home").filter(host=host).first()
            if request.careers_site is None:
                raise Http404("No careers site stands here.")
            request.urlconf = OWN_HOST
        return get_response(request)

    return middleware


class EditorsWall:
    """Nobody past `/cms/` who edits no site; nobody at a page of another council's; and the looser policy that the editor needs."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        if not request.path.startswith(PREFIX):
            return self.get_response(request)
        return stop(request) or loosened(self.get_response(request))

    def process_view(self, request, view, args, kwargs):
        if request.path.startswith(PREFIX):
            walled_in(request, kwargs)


def loosened(response):
    """The editor writes styles and scripts into its own pages, shows previews in a frame, and reads pictures it has just been given."""
    from csp.constants import SELF, UNSAFE_INLINE

    response._csp_update = {
        "script-src": [UNSAFE_INLINE], "style-src": [UNSAFE_INLINE], "img-src": ["blob:"], "frame-src": [SELF], "form-action": [SELF],
    }  # fmt: skip
    response._csp_replace = {"frame-ancestors": [SELF]}
    strict = response.headers.get("Content-Security-Policy")
    if strict is not None:  # a preview came through the middleware once already
        response.headers["Content-Security-Policy"] = strict.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    return response
