"""Every write of the establishment: one verb each, atomic, the rows it rests on locked first, one audit line per row written.

What cannot be done is answered by `CannotChangeEstablishment`, whose message is a sentence for the person who tried.
"""

from .absences import change_absence, record_absence, undo_absence
from .covers import cover, cover_by, end_cover, resume_covers, undo_cover
from .people import add_worker, change_worker, see_monitoring
from .places import correct_place, end_place, move, place, undo_place
from .posts import change_post, correct_funding, end_post, fund_post, fund_posts, undo_end_post
from .reasons import CannotChangeEstablishment
from .spells import correct_leaving, correct_start, has_left, leave, start, start_new, undo_leave, undo_start
from .structure import add_grade, add_role, decide_funding
from .writing import lock_person_and_posts

__all__ = [
    "CannotChangeEstablishment",
    "add_grade",
    "add_role",
    "add_worker",
    "change_absence",
    "change_post",
    "change_worker",
    "correct_funding",
    "correct_leaving",
    "correct_place",
    "correct_start",
    "cover",
    "cover_by",
    "decide_funding",
    "end_cover",
    "end_place",
    "end_post",
    "fund_post",
    "fund_posts",
    "has_left",
    "leave",
    "lock_person_and_posts",
    "move",
    "place",
    "record_absence",
    "resume_covers",
    "see_monitoring",
    "start",
    "start_new",
    "undo_absence",
    "undo_cover",
    "undo_end_post",
    "undo_leave",
    "undo_place",
    "undo_start",
]
