"""How letters are signed, and how each kind of them is worded: in versions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .dated import SuccessionQuerySet, Successor
from .letters import Letter, worded_choices
from .record import tracked


class SigningPolicy(Successor):
    """How letters are signed from an instant on, chosen by an administrator. Drafts approved before keep what they say."""

    mode = models.CharField(_("Signature"), max_length=12, choices=Letter.Signing.choices)
    effective_from = models.DateTimeField(_("In force from"), unique=True)

    history = tracked()
    objects = SuccessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Way of signing")
        ordering = ["effective_from"]

    def __str__(self) -> str:
        return self.get_mode_display()


class LetterTemplate(Successor):
    """The wording of one kind of letter, in versions; what officers write themselves (why, questions) is not in it.

    Its texts know fixed placeholders only, such as {tenggat}. A letter freezes the wording with its version. Of a clause (a sentence for
    some addressees alone) the sentence is the body, and `basis` what is cited with it, one provision a line.
    """

    named_by = "kind"

    kind = models.CharField(_("Kind"), max_length=30, choices=worded_choices)
    version = models.PositiveIntegerField(_("Version"))
    effective_from = models.DateField(_("In force from"))
    subject = models.CharField(_("Subject of the letter"), max_length=200, blank=True)
    opening = models.TextField(_("Opening paragraph"), blank=True)
    body = models.TextField(_("Body"))
    closing = models.TextField(_("Closing"))
    basis = models.TextField(_("Legal basis"), blank=True)

    history = tracked()
    objects = SuccessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Letter wording")
        ordering = ["kind", "version"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "version"], name="one_wording_of_a_kind_in_each_version"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.version}"
