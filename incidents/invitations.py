"""The link by which a new person sets their own password: single use (it dies with the first password), three days.

Opening it shows a page; only the form sent from there changes anything, so a mail scanner cannot burn it.
"""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse


def link(user) -> str:
    """The full address for `user`; valid for PASSWORD_RESET_TIMEOUT seconds."""
    key = default_token_generator.make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
    return settings.SITE_URL + path
