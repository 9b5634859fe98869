"""What is asked of SQLite after PostgreSQL has answered: what a database decides, and nothing else.

A database decides what is found, counted, ordered, refused and written once. Deeds and questions to the record are judged
on both. What people see and click is judged on PostgreSQL, as the product runs: a test that signs somebody in
(`log_in`, `client`) is asked of SQLite only in a file whose pages show what was found, counted and ordered. That each page
can be read and each move made there, `test_pages.py` and the random walks see.
"""

SIGNED_IN = {"log_in", "client"}

# What these pages show is decided by the database.
SHOWN_AS_FOUND = (
    "tests/incidents/test_affected.py",  # lists paged, narrowed and counted
    "tests/incidents/test_duplicates.py",  # what looks like another case
    "tests/incidents/test_figures.py",  # counts
    "tests/incidents/test_letter_list.py",  # the register, filtered and ordered
    "tests/incidents/test_search.py",  # what is found
    "tests/incidents/test_trail.py",  # the log, by period and object
    "tests/incidents/test_visibility.py",  # rows that somebody may know of
    "tests/test_pages.py",  # every page, once
    "tests/test_year_of_figures.py",  # counts of a year
)

# What these ask is decided elsewhere, though a database lies below.
DECIDED_ELSEWHERE = (
    "tests/incidents/test_agency_list.py",  # what a sheet says, row by row
    "tests/incidents/test_dissolution.py",  # the order in which bodies end, which deeds of ours settle
    "tests/incidents/test_kept_form.py",  # what a session keeps of a form
    "tests/incidents/test_letter_content.py",  # the words of a letter
    "tests/incidents/test_past_case_list.py",  # what a sheet of past cases says, row by row
    "tests/incidents/test_untouched.py",  # what a form sends back
    "tests/incidents/test_values.py",  # the words of the history
    "tests/incidents/test_workflow.py",  # the table of moves and roles
    "tests/incidents/test_buttons.py",  # the table of moves, and templates
    "tests/notifications/test_check.py",  # who may ask how often
    "tests/notifications/test_every_letter.py",  # the words and bytes of a letter
    "tests/notifications/test_letters.py",
    "tests/notifications/test_seal.py",
    "tests/notifications/test_signed.py",
    "tests/notifications/test_signing.py",
    "tests/test_access.py",  # the table of routes and roles
    "tests/test_drills.py",  # what pages and letters of a drill say
    "tests/test_hostile.py",  # what forms and uploads let in
)


def is_asked(path, fixtures, *, real):
    """Whether a test of this file with these fixtures is asked of SQLite. `real`: it stands on servers, or on none."""
    if real or "db" not in fixtures or path in DECIDED_ELSEWHERE:
        return False
    return path in SHOWN_AS_FOUND or not SIGNED_IN & set(fixtures)
