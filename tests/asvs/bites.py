"""Guards, and how each is taken away for one test: the test that proves it must fail then. A guard is taken away while the test itself
runs, after all that it stands on was made, and is back before the next."""

import importlib
import sys
from collections.abc import Callable
from typing import NamedTuple

import pytest
from django.conf import settings

Take = Callable[[pytest.MonkeyPatch], None]


class Bite(NamedTuple):
    """`test`: one that is marked with the number of `item`."""

    guard: str
    item: int
    test: str
    take: Take


def without(middleware: str) -> Take:
    return lambda patch: patch.setattr(
        settings, "MIDDLEWARE", [each for each in settings.MIDDLEWARE if each != middleware]
    )


def setting(name: str, value: object) -> Take:
    return lambda patch: patch.setattr(settings, name, value, raising=False)


def instead(path: str, value: object) -> Take:
    """What stands at `path` (module, then names within it) is `value`. Imported when it is taken."""

    def take(patch: pytest.MonkeyPatch) -> None:
        module, _colon, name = path.partition(":")
        owner = importlib.import_module(module)
        *within, last = name.split(".")
        for each in within:
            owner = getattr(owner, each)
        patch.setattr(owner, last, value)

    return take


def framed_by_anybody(patch: pytest.MonkeyPatch) -> None:
    policy = settings.CONTENT_SECURITY_POLICY
    left = {name: sources for name, sources in policy["DIRECTIVES"].items() if name != "frame-ancestors"}
    patch.setattr(settings, "CONTENT_SECURITY_POLICY", {**policy, "DIRECTIVES": left})


def tries_without_end(patch: pytest.MonkeyPatch) -> None:
    rates = {name: rate and "100000/m/ip" for name, rate in settings.ACCOUNT_RATE_LIMITS.items()}
    patch.setattr(settings, "ACCOUNT_RATE_LIMITS", rates)


def every_kind_may_act(patch: pytest.MonkeyPatch) -> None:
    from incidents.files import checking, kinds

    patch.setattr(checking, "MARKED", tuple(kinds.KINDS))


def unpacked_whatever_comes(patch: pytest.MonkeyPatch) -> None:
    for room in ("archives", "office"):
        instead(f"incidents.inspection.{room}:RATIO", 10**9)(patch)


def severity_is_typed(patch: pytest.MonkeyPatch) -> None:
    from incidents.actions import cases

    patch.setattr(cases, "AMENDED", cases.AMENDED | {"severity"})


def rows_are_rewritten(patch: pytest.MonkeyPatch) -> None:
    from django.db.models import QuerySet

    instead("incidents.models.record:AppendOnlyQuerySet.update", QuerySet.update)(patch)


def all_is_visible(patch: pytest.MonkeyPatch) -> None:
    """The one rule, in every room that has it at hand."""
    from django.db.models import Q

    from incidents.models import visibility

    for name in ("written_to", "readable"):
        rule = getattr(visibility, name)
        for room in [each for each in [*sys.modules.values()] if getattr(each, name, None) is rule]:
            patch.setattr(room, name, lambda *_asked: Q())


def addresses_lead_anywhere(patch: pytest.MonkeyPatch) -> None:
    instead("django.views.i18n:url_has_allowed_host_and_scheme", lambda *_asked, **_how: True)(patch)


def nothing(*_given, **_named):
    """What a guard says when it finds nothing wrong."""


ACCOUNTS, PAGES, SHEETS = "tests/test_accounts.py", "tests/test_pages.py", "tests/test_canary.py"
HEADERS = f"{PAGES}::test_every_page_carries_the_headers"
BITES = [
    Bite("policy of scripts", 15, HEADERS, without("csp.middleware.CSPMiddleware")),
    Bite("frames", 18, HEADERS, framed_by_anybody),
    Bite("no guessing of kinds", 16, HEADERS, setting("SECURE_CONTENT_TYPE_NOSNIFF", False)),
    Bite("no address told to others", 17, HEADERS, setting("SECURE_REFERRER_POLICY", None)),
    Bite("windows apart", 19, HEADERS, setting("SECURE_CROSS_ORIGIN_OPENER_POLICY", None)),
    Bite(
        "text is escaped",
        1,
        f"{PAGES}::test_what_is_typed_is_shown_as_typed",
        instead("django.template.base:conditional_escape", str),
    ),
    Bite(
        "no foreign address in a letter",
        5,
        "tests/notifications/test_letters.py::test_the_fetcher_refuses_everything_but_our_fonts",
        instead("notifications.letters.pdf:_fetch", lambda url, *_more: {"string": url}),
    ),
    Bite(
        "blanks of a wording",
        6,
        "tests/notifications/test_wordings.py::test_a_wording_that_would_not_do_is_refused",
        instead("incidents.letters.wordings:unknown", lambda *_given: []),
    ),
    Bite(
        "version that was seen",
        10,
        "tests/incidents/test_deeds.py::test_an_old_version_meets_a_conflict_that_says_what_came_between",
        instead("incidents.record.deeds:_check", nothing),
    ),
    Bite(
        "four eyes on a letter",
        11,
        "tests/incidents/test_clarifications.py::test_whoever_worded_a_letter_does_not_approve_it",
        instead("incidents.record.authority:_own_hand", lambda *_given: False),
    ),
    Bite(
        "looks at letters by the minute",
        12,
        "tests/notifications/test_check.py::test_an_upload_that_comes_too_often_is_not_even_read",
        instead("notifications.views.check:too_often", lambda *_given: False),
    ),
    Bite(
        "codes of complaints by the minute",
        12,
        "tests/incidents/test_complaints.py::test_a_wrong_code_gets_the_same_answer_whatever_it_is_and_only_ten_a_minute",
        instead("incidents.views.public_complaints:too_often", lambda *_given: False),
    ),
    Bite(
        "tokens of forms",
        20,
        "tests/incidents/test_autosave.py::test_a_foreign_page_puts_no_words_into_anybodys_form",
        without("django.middleware.csrf.CsrfViewMiddleware"),
    ),
    Bite(
        "no way to another host",
        22,
        f"{PAGES}::test_languages_and_log_ins_lead_nowhere_else",
        addresses_lead_anywhere,
    ),
    Bite(
        "size of a file",
        23,
        f"{PAGES}::test_a_file_over_25_mb_is_refused",
        instead("incidents.files.checking:MAX_BYTES", 1 << 40),
    ),
    Bite(
        "programs that call themselves text",
        24,
        f"{PAGES}::test_other_files_are_refused_at_the_door",
        instead("incidents.files.kinds:FOREIGN", ()),
    ),
    Bite(
        "what acts by itself",
        24,
        "tests/incidents/test_inspection.py::test_what_acts_by_itself_is_refused_and_in_a_mail_left_to_a_person",
        every_kind_may_act,
    ),
    Bite(
        "ratio of what unpacks",
        25,
        "tests/incidents/test_inspection.py::test_what_a_look_says_of_each_file",
        unpacked_whatever_comes,
    ),
    Bite(
        "names are no paths",
        28,
        f"{PAGES}::test_no_typed_name_becomes_a_path",
        instead("incidents.files.keeping:clean_name", str),
    ),
    Bite(
        "signs of a name",
        29,
        "tests/incidents/test_evidence.py::test_a_file_leaves_under_a_name_that_is_one_whatever_signs_it_has",
        instead("incidents.files.keeping:clean_name", str),
    ),
    Bite(
        "words of the house",
        32,
        f"{ACCOUNTS}::test_what_whoever_attacks_this_house_tries_first_is_no_password",
        instead("config.accounts.passwords:NoWordsOfTheHouse.validate", nothing),
    ),
    Bite(
        "length of a password",
        32,
        f"{ACCOUNTS}::test_twelve_signs_of_whatever_kind_are_enough_and_two_hundred_are_not_too_many",
        instead("django.contrib.auth.password_validation:MinimumLengthValidator.validate", nothing),
    ),
    Bite(
        "count of wrong tries",
        33,
        f"{PAGES}::test_guessing_a_password_is_stopped_and_locks_nobody_out",
        tries_without_end,
    ),
    Bite(
        "second factor before all else",
        35,
        f"{ACCOUNTS}::test_without_a_second_factor_every_role_reaches_the_page_that_sets_one_up_and_no_other",
        without("config.accounts.proof.SecondFactorRequired"),
    ),
    Bite(
        "mail on a change",
        36,
        f"{ACCOUNTS}::test_whoever_removes_their_only_factor_sets_one_up_again_and_is_told_by_mail",
        instead("config.accounts.door:ClosedDoor.send_notification_mail", nothing),
    ),
    Bite(
        "same words for unknown addresses",
        37,
        f"{ACCOUNTS}::test_an_unknown_address_is_answered_in_the_same_words_and_with_as_much_work",
        setting("ACCOUNT_PREVENT_ENUMERATION", False),
    ),
    Bite(
        "a code counts once",
        41,
        f"{ACCOUNTS}::test_an_app_is_set_up_asked_for_at_each_log_in_and_no_code_counts_twice",
        instead("allauth.mfa.totp.internal.auth:TOTP._mark_code_used", lambda *_given: True),
    ),
    Bite(
        "a spare code counts once",
        41,
        f"{ACCOUNTS}::test_an_app_is_set_up_asked_for_at_each_log_in_and_no_code_counts_twice",
        instead("allauth.mfa.recovery_codes.internal.auth:RecoveryCodes._is_code_used", lambda *_given: False),
    ),
    Bite(
        "a code is over soon",
        42,
        f"{ACCOUNTS}::test_a_code_of_before_and_a_link_of_three_days_ago_open_nothing",
        setting("MFA_TOTP_TOLERANCE", 5),
    ),
    Bite(
        "a link is over after three days",
        38,
        f"{ACCOUNTS}::test_a_code_of_before_and_a_link_of_three_days_ago_open_nothing",
        setting("PASSWORD_RESET_TIMEOUT", 10**9),
    ),
    Bite(
        "another key after a log-in",
        43,
        f"{ACCOUNTS}::test_whoever_logs_in_has_another_session_than_before",
        instead("django.contrib.sessions.backends.base:SessionBase.cycle_key", nothing),
    ),
    Bite(
        "end of another's sessions",
        48,
        f"{ACCOUNTS}::test_whoever_lost_phone_and_codes_is_let_set_up_a_factor_anew_and_told",
        instead("incidents.record.sessions:end", lambda *_given, **_named: 0),
    ),
    Bite(
        "who may know of a row",
        51,
        "tests/incidents/test_visibility.py::test_who_is_not_named_finds_no_trace_of_a_restricted_case",
        all_is_visible,
    ),
    Bite(
        "what a form does not ask",
        52,
        "tests/incidents/test_cases.py::test_what_a_deed_of_its_own_decides_is_not_amended",
        severity_is_typed,
    ),
    Bite(
        "whose letter it is",
        55,
        "tests/incidents/test_clarifications.py::test_the_door_itself_keeps_another_agencys_liaison_out",
        instead("incidents.record.authority:_standing", lambda _action, _on, by: next(iter(by.roles))),
    ),
    Bite(
        "look at a refusal",
        68,
        "tests/incidents/test_reads.py::test_who_was_not_let_in_is_found_by_what_the_address_names_and_learns_no_more",
        instead("incidents.views.addressed:hidden_at", nothing),
    ),
    Bite(
        "rows that are written once",
        70,
        "tests/incidents/test_deeds.py::test_events_and_history_refuse_change_in_python_too",
        rows_are_rewritten,
    ),
]
