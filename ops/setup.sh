#!/bin/sh
# Build .venv from the locked requirements. `ops/setup.sh runtime` for what runs, `ops/setup.sh dev` for what tests need too.
# Nothing is fetched that is not named with its hash in requirements/*.txt, except by pip itself.
set -eu
cd "$(dirname "$0")/.."
what=${1:-runtime}
stop() { printf '%s\n' "$*" >&2; exit 1; }

find_python() {
    for name in ${PYTHON:-} python3.14 python3.13 python3.12 python3.11 python3 python; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11, 2))' >/dev/null 2>&1; then
            command -v "$name"
            return
        fi
    done
    return 1
}

if ! .venv/bin/python -c 'import pip' >/dev/null 2>&1; then
    python=$(find_python) || stop "Ridgeway needs Python 3.11.2 or newer, and none was found here. Install one (on Debian: apt-get install python3 python3-venv), or name one: make run PYTHON=/path/to/python3.12"
    "$python" -c 'import venv, ensurepip' >/dev/null 2>&1 || stop "$python cannot make an environment: its venv module is missing. On Debian: apt-get install python3-venv"
    free=$(df -Pk . | awk 'NR==2 {print int($4 / 1024)}')
    [ "$free" -ge 1500 ] || stop "There are $free MB free here; Ridgeway's environment needs 1,500 MB. Make room and run this again."
    echo "Building .venv with $("$python" --version)"
    "$python" -m venv --clear .venv || stop "$python could not build the environment .venv."
fi

failed() { stop "The packages could not be installed. This machine needs to reach a Python package index (see: pip config list), or to have their wheels in a folder named by PIP_FIND_LINKS."; }
.venv/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements/installer.txt || failed
files="-r requirements/runtime.txt"
[ "$what" = runtime ] || files="$files -r requirements/dev.txt"
# uv is much the quicker; pip knows indexes and certificates that were configured for pip alone
# shellcheck disable=SC2086
.venv/bin/uv pip install -q -p .venv/bin/python --require-hashes $files 2>.venv/uv.log \
    || .venv/bin/pip install -q --disable-pip-version-check --require-hashes $files \
    || { cat .venv/uv.log >&2; failed; }
.venv/bin/pip install -q --disable-pip-version-check --no-deps --no-build-isolation --no-index -e . || failed
