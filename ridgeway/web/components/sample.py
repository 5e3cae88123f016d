"""What the page of parts shows: the figures of the design, none of them a council's own."""


def context() -> dict:
    """The context of `parts.html`."""
    return {}
