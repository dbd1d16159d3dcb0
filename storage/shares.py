"""Which file systems are shares over a network: SQLite's locks and its log do not hold there."""

from __future__ import annotations

import re
from pathlib import Path

MOUNTS = Path("/proc/self/mounts")
SHARES = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "davfs", "ncpfs", "afs", "ceph"}
    | {"fuse.sshfs", "fuse.glusterfs", "fuse.davfs", "fuse.rclone", "fuse.s3fs", "fuse.smbnetfs"}
)
_OCTAL = re.compile(r"\\([0-7]{3})")  # how a space stands in the list of mounts


def share_of(path: Path) -> str | None:
    """The kind of share that this file is, or would be, on; None for a disk of the machine itself.

    Where the system does not tell, nothing is known and so nothing is refused.
    """
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    where, found = path.resolve(), dict[Path, str]()
    for line in lines:
        _device, point, kind, *_rest = [*line.split(" "), "", "", ""]
        found[Path(_OCTAL.sub(lambda code: chr(int(code[1], 8)), point))] = kind  # a later mount covers it
    nearest = next((found[one] for one in (where, *where.parents) if one in found), "")
    return nearest if nearest in SHARES else None
