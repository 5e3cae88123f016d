#!/bin/sh
# What the public pages say, gathered into the Welsh catalogue and compiled. Needs gettext. Nothing is guessed: what is new stands empty.
set -eu
cd "$(dirname "$0")/.."
RIDGEWAY_HOME=$(mktemp -d)
export RIDGEWAY_HOME
trap 'rm -rf "$RIDGEWAY_HOME" ridgeway/locale/django.pot' EXIT
catalogue=ridgeway/locale/cy/LC_MESSAGES/django
cp $catalogue.po "$RIDGEWAY_HOME/was.po"
(cd ridgeway && ../.venv/bin/python ../manage.py makemessages -l cy --keep-pot --no-location -v0)
msgmerge -q -N --no-wrap "$RIDGEWAY_HOME/was.po" ridgeway/locale/django.pot | msgattrib --no-wrap --no-obsolete | sed '/^"POT-Creation-Date/d' >$catalogue.po
msgfmt --check-format -o $catalogue.mo $catalogue.po
