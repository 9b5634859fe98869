"""One of each kind of row that a person types into a case, and what is done to it when it was typed wrong."""

from django.utils import timezone

from tests.samples import pdf


def one_of_each(world, case):
    """{kind in the addresses: a row of it}, all typed in by the officer."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from incidents.actions import cases, evidence, law, work
    from incidents.models import SanctionRegime
    from incidents.plain.spans import parse
    from tests.world import says

    by = world.officer
    piece = evidence.attach(
        case, by=by, upload=SimpleUploadedFile("surat.pdf", pdf("surat")), description="Surat", origin="Surel"
    )
    regime = SanctionRegime.objects.on(timezone.localdate()).first()
    imposed = {"agency": world.agency_a, "regime": regime, "measure": regime.measures[0], "decided_by": "Lembaga"}
    meeting = cases.note(case, by=by, kind="task_force", text="Gugus tugas dibentuk", happened=parse("2023"))
    return {
        "temuan": law.find(case, by=by, text="Susunan mirip", confidence="low", found=parse("2023")),
        "sanksi": law.sanction(case, by=by, decided=parse("2023"), **imposed),
        "kegiatan": cases.note(case, by=by, text="Rapat di Bogor", happened=parse("1 Maret 2024")),
        "keikutsertaan": work.join(meeting, by=by, agency=world.agency_b, capacity="Anggota"),
        "komitmen": work.commit(case, by=by, who="Instansi A", what="Log server", due_at=timezone.now()),
        "bukti": piece,
        "pernyataan": says(world, case, amount=252, unit="orang", said_by="Penjual"),
        "keterlibatan": cases.involve(case, by=by, agency=world.agency_b, role="origin", why="Salah pilih"),
    }


def struck(row, *, by, reason="Salah kasus"):
    """The row after it was struck out."""
    from incidents.actions import corrections

    fresh = type(row).everything.get(pk=row.pk)
    return corrections.strike(fresh, by=by, seen=fresh.version, reason=reason)
