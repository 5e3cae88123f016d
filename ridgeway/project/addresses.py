"""Every address of the installation with what stands before it: for the house tests and docs/addresses.md."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from ridgeway.web.guards import Guard

_PUBLIC, _SIGNED_IN = Guard("public"), Guard("signed in")
# the sign-in library's own views carry no mark of ours; a house test asks each of them as a stranger
OF_THE_LIBRARY: dict[str, Guard] = {
    "accounts/login/": _PUBLIC,
    "accounts/logout/": _PUBLIC,
    "accounts/inactive/": _PUBLIC,
    "accounts/signup/": _PUBLIC,
    "accounts/confirm-email/": _PUBLIC,
    "accounts/confirm-email/<key>/": _PUBLIC,
    "accounts/password/reset/": _PUBLIC,
    "accounts/password/reset/done/": _PUBLIC,
    "accounts/password/reset/key/<uidb36>-<key>/": _PUBLIC,
    "accounts/password/reset/key/done/": _PUBLIC,
    "accounts/login/code/confirm/": _PUBLIC,
    "accounts/reauthenticate/": _SIGNED_IN,
    "accounts/email/": _SIGNED_IN,
    "accounts/password/change/": _SIGNED_IN,
    "accounts/password/set/": _SIGNED_IN,
    "accounts/2fa/": _SIGNED_IN,
    "accounts/2fa/authenticate/": _PUBLIC,
    "accounts/2fa/reauthenticate/": _SIGNED_IN,
    "accounts/2fa/totp/activate/": _SIGNED_IN,
    "accounts/2fa/totp/deactivate/": _SIGNED_IN,
    "accounts/2fa/recovery-codes/": _SIGNED_IN,
    "accounts/2fa/recovery-codes/generate/": _SIGNED_IN,
    "accounts/2fa/recovery-codes/download/": _SIGNED_IN,
    "accounts/3rdparty/": _SIGNED_IN,
    "accounts/3rdparty/login/cancelled/": _PUBLIC,
    "accounts/3rdparty/login/error/": _PUBLIC,
    "accounts/3rdparty/signup/": _PUBLIC,
    "accounts/social/login/cancelled/": _PUBLIC,
    "accounts/social/login/error/": _PUBLIC,
    "accounts/social/signup/": _PUBLIC,
    "accounts/social/connections/": _SIGNED_IN,
    "accounts/oidc/<provider_id>/login/": _PUBLIC,
    "accounts/oidc/<provider_id>/login/callback/": _PUBLIC,
}


@dataclass(frozen=True, slots=True)
class Address:
    """A pattern as a reader writes it, its name, its view, and its guard where it has one."""

    path: str
    name: str
    view: str
    guard: Guard | None


def every() -> list[Address]:
    """All of them, once each: of two views at one path the first answers."""
    found: dict[str, Address] = {}
    for path, pattern in _walk(get_resolver(), ""):
        if isinstance(pattern, URLResolver):  # addresses of a library, all behind one guard
            found.setdefault(path, Address(path, "", "", pattern.guard))  # type: ignore[attr-defined]
            continue
        view = pattern.callback
        guard = getattr(view, "guard", None) or OF_THE_LIBRARY.get(path)
        found.setdefault(path, Address(path, pattern.name or "", f"{view.__module__}.{view.__name__}", guard))
    return sorted(found.values(), key=lambda address: address.path)


def _walk(resolver: URLResolver, before: str) -> Iterator[tuple[str, URLPattern | URLResolver]]:
    for pattern in resolver.url_patterns:
        path = before + _readable(str(pattern.pattern))
        if isinstance(pattern, URLPattern) or hasattr(pattern, "guard"):
            yield path, pattern
        else:
            yield from _walk(pattern, path)


def _readable(pattern: str) -> str:
    """A regular expression's named parts as `<name>`; a path as it is."""
    if "(?P<" not in pattern and not pattern.startswith("^"):
        return pattern
    pattern = pattern.lstrip("^").rstrip("$")
    while "(?P<" in pattern:
        start = pattern.index("(?P<")
        depth, end = 0, start
        for end in range(start, len(pattern)):
            depth += {"(": 1, ")": -1}.get(pattern[end], 0)
            if depth == 0:
                break
        name = pattern[start + 4 : pattern.index(">", start)]
        pattern = f"{pattern[:start]}<{name}>{pattern[end + 1 :]}"
    return pattern
