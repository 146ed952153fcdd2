"""Where a library should not lie: network drives, folders that are synced; and where it cannot be written."""

from pathlib import Path

import pytest

from negdesk.library_files import may_write
from negdesk.library_place import risky_place

MOUNTS = """\
/dev/sda2 / ext4 rw 0 0
tmpfs /tmp tmpfs rw 0 0
server:/homes /home/ana nfs4 rw 0 0
/dev/sdb1 /home/ana/own ext4 rw 0 0
//nas/share /mnt/The\\040office cifs rw 0 0
ana@host: /mnt/far fuse.sshfs rw 0 0
/dev/fuse /mnt/stick fuseblk rw 0 0
portal /run/doc fuse.portal rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/ana/desk", "nfs4"),
        ("/home/ana/own/desk", ""),
        ("/home/anabel", ""),
        ("/mnt/The office/desk", "cifs"),
        ("/mnt/far", "sshfs"),
        ("/mnt/stick", ""),
        ("/run/doc/x", ""),
        ("/srv", ""),
    ],
)
def test_a_network_drive_is_told_by_the_mount_it_is_in(folder: str, kind: str) -> None:
    place = risky_place(Path(folder, "library.negdesk"), MOUNTS)
    assert (place.kind if place else "") == kind
    assert place is None or "network drive" in place.sentence


@pytest.mark.parametrize(
    ("name", "service"),
    [
        ("Dropbox", "Dropbox"),
        ("Dropbox (Harbour Bakery)", "Dropbox"),
        ("OneDrive - Harbour Bakery", "OneDrive"),
        ("Google Drive", "Google Drive"),
        ("com~apple~CloudDocs", "iCloud Drive"),
        ("Nextcloud", "Nextcloud"),
        ("My box of drops", ""),
        ("Nextcloudy", ""),
    ],
)
def test_a_synced_folder_is_told_by_its_name(tmp_path: Path, name: str, service: str) -> None:
    (tmp_path / name / "deep").mkdir(parents=True)
    place = risky_place(tmp_path / name / "deep" / "library.negdesk", "")
    assert (place.kind if place else "") == service


@pytest.mark.parametrize(
    ("mark", "service"), [(".stfolder", "Syncthing"), (".dropbox", "Dropbox"), (".sync_3f2a.db", "Nextcloud")]
)
def test_a_synced_folder_is_told_by_what_its_service_leaves_there(tmp_path: Path, mark: str, service: str) -> None:
    (tmp_path / "work" / "deep").mkdir(parents=True)
    assert risky_place(tmp_path / "work" / "deep" / "library.negdesk", "") is None
    (tmp_path / "work" / mark).touch()
    place = risky_place(tmp_path / "work" / "deep" / "library.negdesk", "")
    assert place is not None and place.kind == service


def test_a_place_that_is_not_there_yet_may_be_written(tmp_path: Path) -> None:
    assert may_write(tmp_path / "library.negdesk") and may_write(tmp_path / "none" / "library.negdesk")
