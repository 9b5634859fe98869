"""allauth's adapter: nobody signs up by themselves, people come by appointment; and the door in the words of the house."""

from allauth.account.adapter import DefaultAccountAdapter
from django.utils.translation import gettext_noop

# Texts of the libraries that our own catalogue says our way, since it comes before theirs: one term for each concept,
# and a reader is spoken to as on every other page.
SAID_OUR_WAY = (
    gettext_noop("Be patient, you are sending too many requests."),
    gettext_noop("Email"),
    gettext_noop("Enter a valid email address."),
    gettext_noop("Please type your current password."),
    gettext_noop("The email address and/or password you specified are not correct."),
    gettext_noop("The email address is not assigned to any user account."),
    gettext_noop("You have signed out."),
    gettext_noop("You must type the same password each time."),
    gettext_noop("email address"),
)


class ClosedDoor(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False
