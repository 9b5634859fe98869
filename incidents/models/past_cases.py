"""What a case says of itself that was entered from the record: which file it was, when it began and ended, as the file says."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..plain import spans
from . import cited
from .record import as_told, precision, span_of


class FromTheRecord(models.Model):
    """The part of a case that only a past one has. `past`: its letters, replies and outcome came about outside the product and are
    entered as they were; nothing leaves the house for it, nothing waits for anybody. Such a case is always a `replay` too.

    `file_number` is the number its old file bears; `began` when the ministry took it up, `ended` when it closed it, each as
    exactly as the file says.
    """

    past = models.BooleanField(_("Entered from the record"), default=False, editable=False)
    file_number = models.CharField(_("Number of the old file"), max_length=80, blank=True)
    began_at = models.DateTimeField(_("Taken up, as the file says"), null=True, blank=True)
    began_until = models.DateTimeField(_("Taken up until"), null=True, blank=True)
    began_precision = precision(_("Taken up, precision"))
    began_words = as_told()
    ended_at = models.DateTimeField(_("Closed, as the file says"), null=True, blank=True)
    ended_until = models.DateTimeField(_("Closed until"), null=True, blank=True)
    ended_precision = precision(_("Closed, precision"))
    ended_words = as_told()

    class Meta:
        abstract = True

    title: str

    @property
    def marked_title(self) -> str:
        """Its title, and that it was entered from the record where it was."""
        return f"{self.title} · {gettext('Entered from the record')}" if self.past else self.title

    @property
    def began(self) -> spans.Span | None:
        return span_of(self, "began")

    @property
    def ended(self) -> spans.Span | None:
        return span_of(self, "ended")


RULES = [
    models.CheckConstraint(
        condition=models.Q(past=True, replay=True, began_at__isnull=False)
        | models.Q(past=False, began_at__isnull=True, ended_at__isnull=True, file_number=""),
        name="a_past_case_says_when_it_began_and_is_mailed_about_to_nobody",
    ),
    models.UniqueConstraint(
        cited.key_of("file_number"),
        condition=~models.Q(file_number="") & ~models.Q(status="mistaken"),
        name="an_old_file_is_entered_once",
    ),
]
# Whatever became of a case, the number of its file finds it: the rule above says nothing of those entered by mistake.
INDEXES = [
    models.Index(cited.key_of("file_number"), condition=~models.Q(file_number=""), name="cases_by_old_file"),
]
