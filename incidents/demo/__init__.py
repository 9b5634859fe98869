"""Demo data, entered through the real actions at earlier instants: the seed cases and public cases as replays, and
living cases relative to now. Bodies called "Instansi Contoh" are invented; nothing here says anything about a real
agency that the public record does not."""

from ..models import ClarificationRequest, Incident, User
from ..plain import clocks
from . import kpu_2023, living, public, seeds
from .people import LOGINS, PASSWORD, load_people, load_public_bodies, load_setup_data

__all__ = ["LOGINS", "PASSWORD", "load", "stale"]


def load(now):
    """Load what is not there yet. Returns True when something was loaded."""
    if Incident.objects.exists():
        return False
    load_setup_data()
    load_public_bodies()
    load_people()
    officer, supervisor = (User.objects.get(email=email) for _, email, _, _ in LOGINS[:2])
    kpu_2023.tell(officer, supervisor)
    living.load(officer, supervisor, now)
    seeds.kpu_2018(officer, supervisor)
    seeds.kpu_2020(officer, supervisor)
    public.load(officer, supervisor)
    return True


def stale(now):
    """True when a living case no longer shows what it was made for: its due or first reminder is long past."""
    first = ClarificationRequest.objects.filter(incident__replay=False, issued_at__isnull=False).with_clock()
    latest = first.by_due().last()
    return bool(latest and clocks.passed(latest.due_at, now))
