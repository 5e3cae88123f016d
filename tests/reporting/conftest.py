from tests.insight.conftest import chalkshire  # noqa: F401  the same small council
