from __future__ import annotations

import stat
from pathlib import Path

import pytest

from assistant.errors import NotAllowed, NotStored, StoreUnavailable
from assistant.people import Person
from assistant.store.database.evidence_files import EvidenceFiles, sha256_of
from assistant.store.database.store import Store
from assistant.store.reviews import checks
from assistant.store.reviews.evidence_pdfs import forget_pdf
from tests.assistant.store.checked import sent


def stored_pdfs(store: Store) -> list[str]:
    return [file.name for file in store.files.folder.glob("*.pdf")]


def test_a_pdf_goes_with_the_last_check_that_needs_it(store: Store, dsl: Person, pdfs: dict[str, Path]) -> None:
    first, second = sent(store, dsl, pdfs), sent(store, dsl, pdfs)
    assert len(stored_pdfs(store)) == 1
    checks.remove(store, dsl, first)
    assert len(stored_pdfs(store)) == 1
    checks.remove(store, dsl, second)
    assert stored_pdfs(store) == []


def test_it_opens_after_the_library_has_moved_on(store: Store, dsl: Person, ann: Person, pdfs: dict[str, Path]) -> None:
    was = pdfs["rules-2025"].read_bytes()
    check_id = sent(store, dsl, pdfs)
    pdfs["rules-2025"].unlink()
    pdf = checks.page_pdf(store, ann, check_id, 2)
    assert pdf is not None
    assert pdf.read_bytes() == was


def test_a_forgotten_pdf_leaves_the_words_and_does_not_come_back(
    store: Store, dsl: Person, ann: Person, keeper: Person, pdfs: dict[str, Path]
) -> None:
    check_id = sent(store, dsl, pdfs)
    sha256 = sha256_of(pdfs["rules-2025"])
    for other in (dsl, ann):
        with pytest.raises(NotAllowed):
            forget_pdf(store, other, sha256)
    assert forget_pdf(store, keeper, sha256) == 1
    assert stored_pdfs(store) == []
    again = sent(store, dsl, pdfs)
    assert stored_pdfs(store) == []
    for one in (check_id, again):
        assert checks.page_pdf(store, ann, one, 1) is None
        assert checks.read(store, ann, one).shown[0].quote
    assert forget_pdf(store, keeper, sha256) == 2


def test_forgetting_what_was_never_stored_is_no_error(store: Store, keeper: Person) -> None:
    assert forget_pdf(store, keeper, "0" * 64) == 0
    with pytest.raises(NotStored):
        forget_pdf(store, keeper, "../../etc/passwd")


def test_the_folder_is_for_its_owner_alone_and_names_are_hashes(tmp_path: Path) -> None:
    files = EvidenceFiles(tmp_path / "new" / "evidence")
    with files.locked():
        pass
    assert stat.S_IMODE(files.folder.stat().st_mode) == 0o700
    files.folder.chmod(0o755)
    with files.locked():
        assert {one.stat().st_mode & 0o077 for one in (files.folder, *files.folder.iterdir())} == {0}
    (tmp_path / "new" / "secret.pdf").write_bytes(b"x")
    assert files.path("../secret") is None
    assert files.path("") is None


def test_a_folder_that_cannot_be_made_or_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(StoreUnavailable, match="cannot be made"),
        EvidenceFiles(tmp_path / "file").locked(),
    ):
        pass

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("assistant.store.database.evidence_files.shutil.copyfile", full)
    files = EvidenceFiles(tmp_path)
    with pytest.raises(StoreUnavailable, match="No space left"):
        files.keep(tmp_path / "file", "0" * 64)
    assert not list(tmp_path.glob("*.partial"))
