"""One small module per command. Each has `add_to(commands)`, which names its arguments, and functions that answer with an `Outcome`."""

from . import (
    audit,
    backup,
    benchmarks,
    check,
    council,
    demo,
    django,
    forecast,
    imports,
    measures,
    report,
    returns,
    rounds,
    serve,
    upgrade,
    user,
    worker,
)

COMMANDS = (
    serve, worker, rounds, demo, check, council, user, imports, measures, benchmarks, report, returns, forecast, audit, backup, upgrade, django,
)  # fmt: skip
