"""allauth's adapter: nobody signs up by themselves, people come by appointment."""

from allauth.account.adapter import DefaultAccountAdapter


class ClosedDoor(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False
