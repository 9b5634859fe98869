"""Which bodies hold the data, and what came back from each."""

from django.utils import timezone

from incidents.actions import cases
from incidents.actions.replies import Reply, record_reply
from incidents.plain import holders
from incidents.reports import request_by_body
from tests.world import answer_request, fresh, make_request, says


def test_the_matrix_has_one_row_for_each_body_with_what_came_back(world, an_incident):
    cases.involve(an_incident, by=world.officer, agency=world.agency_b, role="copy_holder", holds="Salinan lunak")
    says(world, an_incident, topic="denial", agency=world.agency_b, said_by="Kepala B")
    clarification = make_request(world, "open", incident=an_incident)

    def rows():
        found = holders.holders(
            an_incident.involvements.all(), request_by_body.of(an_incident.requests.all()), an_incident.assertions.all()
        )
        return {str(h.agency): (len(h.roles), h.reply, bool(h.denials)) for h in found}

    assert rows() == {"Ins A": (1, "silent", False), "Ins B": (2, "not_asked", True)}
    word = {"kind": "interim", "text": "Sedang kami periksa", "channel": "mail", "received_at": timezone.now()}
    record_reply(clarification, Reply("A", "B", document="Surel", **word), by=world.officer, seen=None)
    assert rows()["Ins A"] == (1, "word", False)
    answer_request(world, fresh(clarification), numbers=[1])
    assert rows()["Ins A"] == (1, "in_part", False)
    answer_request(world, fresh(clarification))
    assert rows()["Ins A"] == (1, "answered", False)
