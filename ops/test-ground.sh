#!/bin/sh
# Have a browser and PostgreSQL for the tests. On Debian they are installed where that is allowed; elsewhere one sentence says
# what will not run. Never fails: tests that cannot run are reported as skipped.
set -u
need=""
command -v "${CHROMIUM:-chromium}" >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 \
    || command -v google-chrome >/dev/null 2>&1 || need="chromium"
[ -n "${DATABASE_URL_TEST:-}" ] || command -v pg_virtualenv >/dev/null 2>&1 || need="$need postgresql postgresql-common"
[ -n "$need" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "Not here, and this machine has no apt-get to install it: $need. The tests that need it will be reported as not run." >&2
    exit 0
fi
if [ "$(id -u)" = 0 ]; then as_root=""
elif sudo -n true 2>/dev/null; then as_root="sudo -n"
else
    echo "Not here, and installing it needs root: $need. The tests that need it will be reported as not run." >&2
    echo "To have them: sudo apt-get install --no-install-recommends $need" >&2
    exit 0
fi
echo "Installing for the tests: $need"
log=$(mktemp)
# shellcheck disable=SC2086
if ! { $as_root apt-get update && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $need; } >"$log" 2>&1
then
    tail -3 "$log" >&2
    echo "Could not be installed: $need. The tests that need it will be reported as not run." >&2
fi
rm -f "$log"
