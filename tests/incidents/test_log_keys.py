"""Keys of the log: made once, read by their owner alone; one gives way to another with heads that both sign."""

import stat
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from incidents.models import AccessEntry
from incidents.plain import signed_notes
from incidents.plain.signed_notes import Checkpoint, Verifier
from incidents.record import log_keys, transparency, verification
from incidents.record.access_log import log
from tests.restored import declare_restore, lost_tail


def test_a_key_is_made_once_and_only_its_owner_reads_it(tmp_path, capsys):
    file = tmp_path / "log.pem"
    call_command("log_key", str(file))
    line = capsys.readouterr().out.strip()
    assert Verifier.read(line).name == log_keys.origin() == "127.0.0.1:8000/log"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(CommandError, match="File exists"):
        call_command("log_key", str(file))


def test_a_file_that_is_no_key_is_named(settings, tmp_path):
    for name, content in (("text.pem", b"halo"), ("empty.pem", b"")):
        (tmp_path / name).write_bytes(content)
        settings.LOG_KEYS = [str(tmp_path / name)]
        with pytest.raises(log_keys.NoKey, match=name):
            log_keys.signers()


def test_production_makes_no_key_of_its_own(settings, tmp_path):
    settings.PRODUCTION, settings.LOG_KEYS = True, [str(tmp_path / "none.pem")]
    with pytest.raises(log_keys.NoKey, match=r"none\.pem"):
        log_keys.signers()
    assert not (tmp_path / "none.pem").exists()


def test_a_key_gives_way_to_another_and_every_head_is_judged_by_its_own(settings, world, an_incident, tmp_path):
    def seal_under(*names, retired=()):
        settings.LOG_KEYS, settings.LOG_RETIRED_KEYS = [str(tmp_path / name) for name in names], list(retired)
        log(AccessEntry.Kind.READ, None, actor=world.auditor)
        transparency.seal_all(timezone.now())
        return signed_notes.read(transparency.newest().checkpoint).signed_by(log_keys.verifiers())

    (old,) = seal_under("old.pem")
    new, also_old = seal_under("new.pem", "old.pem")
    assert also_old == old != new
    both = transparency.newest().size
    assert seal_under("new.pem", retired=[f"{old}@{both}"]) == [new]
    assert verification.verify().well
    settings.LOG_RETIRED_KEYS = [f"{old}@1"]
    assert "is not signed by a key of this log" in str(verification.verify().discrepancies[0])
    settings.LOG_RETIRED_KEYS = []
    assert "is not signed by a key of this log" in str(verification.verify().discrepancies[0])


@pytest.fixture
def retired(settings, an_incident, tmp_path):
    """(the key that gave way, the size up to which it counts): another signs now, and somebody has the file of the old one."""
    first, second = (str(tmp_path / name) for name in ("first.pem", "second.pem"))
    settings.LOG_KEYS = [first]
    transparency.seal_all(timezone.now())
    settings.LOG_KEYS = [second, first]
    log(AccessEntry.Kind.READ, None, actor_name="Siapa")
    transparency.seal_all(timezone.now())
    (signer,) = [each for each in log_keys.signers() if each.verifier == log_keys.read(Path(first))]
    return signer, transparency.newest().size


def test_a_retired_key_is_printed_with_the_size_of_the_last_head_that_it_signs(retired, settings, capsys, tmp_path):
    signer, size = retired
    call_command("log_key", settings.LOG_KEYS[1], "--retire")
    line = capsys.readouterr().out.strip()
    assert line == f"{signer.verifier}@{size}" and str(Verifier.read(line)) == line
    settings.LOG_KEYS, settings.LOG_RETIRED_KEYS = settings.LOG_KEYS[:1], [line]
    assert [each.until for each in log_keys.verifiers()] == [None, size]
    with pytest.raises(CommandError, match="no other key signs"):
        call_command("log_key", settings.LOG_KEYS[0], "--retire")
    with pytest.raises(CommandError, match="is not there"):
        call_command("log_key", str(tmp_path / "none.pem"), "--retire")


def test_a_head_that_a_key_signed_after_it_was_retired_counts_for_nothing(retired, settings):
    """Whoever finds the file of an old key and owns the database could else go on in its name."""
    signer, size = retired
    settings.LOG_KEYS, settings.LOG_RETIRED_KEYS = settings.LOG_KEYS[:1], [f"{signer.verifier}@{size}"]
    log(AccessEntry.Kind.READ, None, actor_name="Siapa")
    transparency.seal_all(timezone.now())
    assert verification.verify().well
    head = transparency.newest()
    forged = signed_notes.sign(signed_notes.read(head.checkpoint).text, [signer])
    assert "is not signed by a key of this log" in str(verification.verify([forged]).discrepancies[0])


@pytest.mark.parametrize("line", ["PeterNeumann", "{}"])
def test_a_retired_key_that_does_not_say_up_to_where_is_none(line, settings, an_incident):
    settings.LOG_RETIRED_KEYS = [line.format(log_keys.verifiers()[0])]
    with pytest.raises(log_keys.NoKey, match="LOG_RETIRED_KEYS"):
        log_keys.verifiers()


def test_a_key_is_not_retired_below_a_head_that_it_signed_and_a_restore_lost(retired, settings, capsys):
    """Its limit would make a declared restore one that no key signed."""
    heads = lost_tail(lambda: log(AccessEntry.Kind.READ, None, actor_name="Siapa"), 5)
    declare_restore(heads)
    transparency.seal_all(timezone.now())
    with pytest.raises(CommandError, match="retire it once the log is as long"):
        call_command("log_key", settings.LOG_KEYS[1], "--retire")
    while transparency.newest().size < Checkpoint.read(signed_notes.read(heads[-1]).text).size:
        log(AccessEntry.Kind.READ, None, actor_name="Siapa")
        transparency.seal_all(timezone.now())
    call_command("log_key", settings.LOG_KEYS[1], "--retire")
    settings.LOG_KEYS, settings.LOG_RETIRED_KEYS = settings.LOG_KEYS[:1], [capsys.readouterr().out.strip()]
    assert verification.verify(heads).well
