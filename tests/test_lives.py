"""Whatever is done in a random life of a request: no due moves earlier, no lateness shrinks, no answer is older than its question, no
figure is better than the history. `LIVES=500` in the environment tries so many of each kind; by itself a run tries few."""

import os

from django.db import transaction
from hypothesis import given, settings

from tests.lives import OF_BODIES, OF_CASES, OF_LETTERS, Life, moves
from tests.states import ON_POSTGRES

LIVES = int(os.environ.get("LIVES", "0")) or (5 if ON_POSTGRES else 15)


def live(world, plan):
    with transaction.atomic():
        life = Life(world)
        for move in plan:
            life.do(*move)
            life.check()
        life.whoever_holds_a_letter_reads_what_it_is_worth_and_nothing_of_the_case()
        transaction.set_rollback(True)


@settings(max_examples=LIVES)
@given(plan=moves(OF_LETTERS, OF_CASES))
def test_whatever_is_done_no_due_moves_earlier_and_no_lateness_shrinks(world, the_ladder, plan):
    live(world, plan)


@settings(max_examples=LIVES)
@given(plan=moves(OF_LETTERS, OF_BODIES, OF_CASES))
def test_whichever_body_ends_comes_back_or_is_another_no_due_moves_and_no_figure_gets_better(world, the_ladder, plan):
    live(world, plan)
