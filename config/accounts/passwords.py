"""What nobody may take as a password, whatever its length: words of this house, and signs in a row."""

import re
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# What whoever attacks this house tries first. Names and addresses of the person are Django's to compare.
WORDS = re.compile(
    r"komdigi|kominfo|kementerian|tanggap|insiden|klarifikasi|pelindungan|data\W?pribadi|pdp|rahasia|kata\W?sandi|sandi|password|admin\w*"
    r"|petugas|atasan|narahubung|auditor|instansi|indonesia|jakarta|merdeka|garuda|bismillah|contoh|qwerty\w*|asdf\w*"
    r"|(19|20)\d\d"
)
LEFT = 6  # signs without those: as many as a stranger would have to guess


class NoWordsOfTheHouse:
    """What is left without such words, and without signs that repeat or follow their neighbour, is long enough to have to be guessed."""

    def validate(self, password: str, user: object = None) -> None:
        left = WORDS.sub("", password.casefold())
        steps = [abs(ord(other) - ord(sign)) for sign, other in pairwise(left)]
        if len(left[:1]) + sum(step > 1 for step in steps) < LEFT:
            raise ValidationError(
                _("This is among the first that somebody would try: words of this house, years, signs in a row."),
                code="easily_guessed",
            )

    def get_help_text(self) -> str:
        return _("No words of this house, no years, no signs in a row.")
