"""The public cases, told once on top of the request to KPU."""

from incidents import demo
from incidents.demo import public
from incidents.demo.people import LOGINS
from incidents.models import User
from tests.states import made_once


def tell_the_others(kpu):
    """The officer, who has told all of them."""
    officer, supervisor = (User.objects.get(email=email) for _, email, _, _ in LOGINS[:2])
    demo.seeds.kpu_2018(officer, supervisor)
    demo.seeds.kpu_2020(officer, supervisor)
    public.load(officer, supervisor)
    return officer


told = made_once("told", tell_the_others, upon="kpu", DEMO=True)
