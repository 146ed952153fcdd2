"""Whether the place of a library's file is one where a database is safe."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from negdesk.domain.wording import t

MOUNTS = Path("/proc/self/mounts")

_OVER_THE_NETWORK = {
    "9p", "afpfs", "afs", "ceph", "cifs", "davfs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs",
    "webdav",
}  # fmt: skip
_OVER_FUSE = ("cifs", "dav", "gvfsd", "glusterfs", "rclone", "s3", "smb", "ssh")

_SERVICES = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud drive": "iCloud Drive",
    "iclouddrive": "iCloud Drive",
    "com~apple~clouddocs": "iCloud Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "pclouddrive": "pCloud",
    "megasync": "MEGA",
}
"""Folders by their names in small letters; the names of the services are the same in every language."""

_MARKS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".owncloudsync.log": "Nextcloud",
    ".nextcloudsync.log": "Nextcloud",
    ".stfolder": "Syncthing",
    ".849c9593-d756-4e56-8d6e-42412f2a707b": "OneDrive",
}
"""Files by which a service marks the folder it keeps in step, in small letters."""


@dataclass(frozen=True, slots=True)
class RiskyPlace:
    """Why a library does not lie well where it lies: in a word, and in a sentence with what to do."""

    kind: str
    sentence: str


def risky_place(library: Path, mounts: str | None = None) -> RiskyPlace | None:
    """Why the library should lie elsewhere, or nothing. `mounts` stands for what the system says is mounted where."""
    folder = Path(os.path.realpath(library.parent))
    kind = _network_kind(folder, _mounted() if mounts is None else mounts)
    if kind:
        return RiskyPlace(
            kind,
            t(
                "This library lies on a network drive ({kind}). There a database is damaged when the connection "
                "breaks off in the middle of a change, or when two computers open it at once. Move it to a disk of "
                "this computer; backups may well lie on the drive.",
                kind=kind,
            ),
        )
    service = _service(folder)
    if service:
        return RiskyPlace(
            service,
            t(
                "This library lies in a folder that {service} copies while you write. A copy taken in the middle of a "
                "change can come back as a broken or an older library. Move it to a folder that is not synced; "
                "backups may well lie in this one.",
                service=service,
            ),
        )
    return None


def _network_kind(folder: Path, mounts: str) -> str:
    """The kind of the network drive that a folder is on; nothing where it is none."""
    if sys.platform == "win32":
        import ctypes

        remote = ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == 4  # DRIVE_REMOTE
        return "SMB" if remote or str(folder).startswith("\\\\") else ""
    best, found = -1, ""
    for line in mounts.splitlines():
        words = line.split(" ")
        if len(words) < 3:
            continue
        # The system writes blanks and the like in a name as octal numbers.
        where = words[1].encode().decode("unicode_escape") if "\\" in words[1] else words[1]
        inside = folder.is_relative_to(where)
        if inside and len(where) >= best:
            best, found = len(where), words[2]
    below = found.removeprefix("fuse.")
    if found in _OVER_THE_NETWORK or (below != found and below.startswith(_OVER_FUSE)):
        return below
    return ""


def _mounted() -> str:
    """What is mounted, in the form of Linux: device, place, kind."""
    try:
        if sys.platform == "darwin":
            import subprocess

            said = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=3, check=False).stdout
            return "\n".join(_as_linux(line) for line in said.splitlines())
        return MOUNTS.read_text(encoding="utf-8", errors="replace")
    except (OSError, ValueError):
        return ""


def _as_linux(line: str) -> str:
    """``//me@host/share on /Volumes/share (smbfs, …)`` in the form of Linux."""
    device, _, rest = line.partition(" on ")
    where, _, kind = rest.rpartition(" (")
    return " ".join((device.replace(" ", "_"), where.replace(" ", "\\040"), kind.partition(",")[0].rstrip(")")))


def _service(folder: Path) -> str:
    """The service that keeps a folder, or one it is in, in step with other computers."""
    for each in (folder, *folder.parents):
        name = each.name.casefold()
        for known, service in _SERVICES.items():
            if name == known or name.startswith((f"{known} ", f"{known}-", f"{known}(")):
                return service
        if each == Path.home():
            return ""
        try:
            inside = {entry.name.casefold() for entry in each.iterdir()}
        except OSError:
            continue
        for mark, service in _MARKS.items():
            if mark in inside:
                return service
        if any(entry.startswith((".sync_", "._sync_")) and entry.endswith(".db") for entry in inside):
            return "Nextcloud"
    return ""
