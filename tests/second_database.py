"""What is asked of SQLite after PostgreSQL has answered: what a database decides, and nothing else.

A database decides what is found, counted, ordered, refused and written once, and what the clock of a query says. The files
whose tests are about that are judged on both. What a deed does with what it found, what a letter or a mail says, and what
people see and click is judged on PostgreSQL, as the product runs. That each page can be read, each move made and the demo
told on SQLite, `test_pages.py`, the random lives and `test_story.py` see.
"""

# Module of the product that asks on which database it runs → the file whose tests see what it does on both.
EACH_IN_ITS_OWN_WAY = {
    "incidents/record/triggers/append_only.py": "tests/incidents/test_frozen.py",
    "incidents/record/named_bodies.py": "tests/incidents/test_doubles.py",
    "incidents/record/columns_in_words.py": "tests/incidents/test_verification.py",
    "incidents/record/followed_rules.py": "tests/incidents/test_dated.py",
    "incidents/record/triggers/frozen.py": "tests/incidents/test_frozen.py",
    "incidents/record/races.py": "tests/incidents/test_errors.py",
    "incidents/record/search.py": "tests/incidents/test_search.py",
    "incidents/record/triggers/overlapping_rules.py": "tests/incidents/test_rules.py",
    "incidents/record/removal/door.py": "tests/incidents/test_removals.py",
    "incidents/record/payloads_by_database.py": "tests/incidents/test_verification.py",
    "incidents/record/transparency.py": "tests/incidents/test_transparency.py",
    "incidents/record/triggers/hierarchy.py": "tests/incidents/test_hierarchy.py",
    "incidents/record/verification.py": "tests/incidents/test_verification.py",
}
DECIDED_BY_A_DATABASE = {
    *EACH_IN_ITS_OWN_WAY.values(),
    # What is found, and who may find it.
    "tests/incidents/test_affected.py",
    "tests/incidents/test_agencies.py",
    "tests/incidents/test_as_of.py",
    "tests/incidents/test_cited_numbers.py",
    "tests/incidents/test_duplicates.py",
    "tests/incidents/test_holders.py",
    "tests/incidents/test_people.py",
    "tests/incidents/test_trail.py",
    "tests/incidents/test_visibility.py",
    "tests/notifications/test_inbox.py",
    "tests/notifications/test_recipients.py",
    "tests/notifications/test_settled.py",
    # What is counted and ordered.
    "tests/incidents/test_chronology.py",
    "tests/incidents/test_figures.py",
    "tests/incidents/test_letter_list.py",
    "tests/incidents/test_past_figures.py",
    "tests/incidents/test_stream.py",
    "tests/incidents/test_waiting.py",
    # What is refused and written once.
    "tests/incidents/test_autosave.py",
    "tests/incidents/test_complaints.py",
    "tests/incidents/test_deeds.py",
    "tests/incidents/test_merging.py",
    "tests/notifications/test_postroom.py",
    "tests/notifications/test_receipts.py",
    "tests/notifications/test_tasks.py",
    "tests/notifications/test_witnesses.py",
    # Instants, days and spans of time as a query has them.
    "tests/incidents/test_work_calendar.py",
    "tests/incidents/test_dates.py",
    "tests/incidents/test_deadlines.py",
    "tests/incidents/test_log_keys.py",
    "tests/incidents/test_wall_clock.py",
    "tests/notifications/test_watch.py",
    # All of the product, once or at random.
    "tests/test_lives.py",
    "tests/test_pages.py",
    "tests/test_production.py",
    "tests/test_story.py",
    "tests/test_walks.py",
    "tests/test_year.py",
}
SIGNED_IN = {"log_in", "client"}

# What these pages show is decided by the database.
SHOWN_AS_FOUND = (
    "tests/incidents/test_duplicates.py",  # what looks like another case
    "tests/incidents/test_figures.py",  # counts
    "tests/incidents/test_letter_list.py",  # the register, filtered and ordered
    "tests/incidents/test_search.py",  # what is found
    "tests/incidents/test_trail.py",  # the log, by period and object
    "tests/incidents/test_visibility.py",  # rows that somebody may know of
    "tests/test_pages.py",  # every page, once
)


def is_asked(path, fixtures, *, real):
    """Whether a test of this file with these fixtures is asked of SQLite. `real`: it stands on servers, or on none.

    A test that signs somebody in is, in a file whose pages show what was found, counted and ordered.
    """
    if real or "db" not in fixtures or path not in DECIDED_BY_A_DATABASE:
        return False
    return path in SHOWN_AS_FOUND or not SIGNED_IN & set(fixtures)
