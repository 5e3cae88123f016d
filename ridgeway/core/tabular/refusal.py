"""What a file that cannot be taken in is refused with."""


class CannotRead(Exception):
    """Why a file is refused: a sentence for the person who sent it, with the line where there is one."""
