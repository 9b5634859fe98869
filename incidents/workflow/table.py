"""THE table: which moves exist, from where, by whom. It draws the buttons, guards the door and names the events.

Pure: no Django, no database. Printed into docs/workflow.md by `manage.py print_workflow`.
"""

from .of_actors import OF_ACTORS
from .of_administration import OF_ADMINISTRATION
from .of_agencies import OF_AGENCIES
from .of_audit import OF_AUDIT
from .of_bodies import OF_BODIES
from .of_cases import OF_CASES
from .of_complaints import OF_COMPLAINTS
from .of_entries import OF_ENTRIES
from .of_incoming_mail import OF_INCOMING_MAIL
from .of_letters import OF_LETTERS
from .of_outside_words import OF_OUTSIDE_WORDS
from .of_past_cases import OF_PAST_CASES
from .of_removal import OF_REMOVAL
from .of_replies import OF_REPLIES
from .of_requests import OF_ISSUED_REQUESTS, OF_REQUESTS
from .of_sanctions import OF_SANCTIONS
from .of_sheets import OF_SHEETS

TRANSITIONS = (
    OF_CASES
    | OF_ENTRIES
    | OF_SANCTIONS
    | OF_BODIES
    | OF_PAST_CASES
    | OF_REQUESTS
    | OF_REPLIES
    | OF_OUTSIDE_WORDS
    | OF_ISSUED_REQUESTS
    | OF_LETTERS
    | OF_INCOMING_MAIL
    | OF_COMPLAINTS
    | OF_SHEETS
    | OF_AGENCIES
    | OF_ACTORS
    | OF_ADMINISTRATION
    | OF_AUDIT
    | OF_REMOVAL
)
