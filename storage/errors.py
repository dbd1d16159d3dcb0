"""What can go wrong with the database, its keys and its sealed text; each error carries a code.

`line` is one plain Dutch sentence for the person who starts the bot or reads its reference; it never
holds case content, a key or a password.
"""

from __future__ import annotations


class StorageError(Exception):
    """The storage floor could not do what was asked; `code` is for logs, `line` for people.

    Without a line of its own an error says its docstring: such errors are answered, never shown.
    """

    code = "STORAGE"

    def __init__(self, line: str | None = None, *, code: str | None = None) -> None:
        self.line = line or (self.__doc__ or "").partition("\n")[0]
        super().__init__(self.line)
        if code is not None:
            self.code = code


class DatabaseTrouble(StorageError):
    """The database cannot be used: the code says how (`DATABASE_UNWRITABLE`, `DATABASE_PASSWORD` …)."""

    code = "DATABASE_TROUBLE"


class TryAgain(StorageError):
    """Another act came in between; nothing was stored, and doing it once more settles it."""

    code = "TRY_AGAIN"


class UnknownRevision(StorageError):
    """The schema is not the one this version was written for."""

    code = "UNKNOWN_REVISION"


class Outgrown(StorageError):
    """A newer version has changed the tables; nothing of this act was stored."""

    code = "OUTGROWN"


class MissingKeys(StorageError):
    """`SCHAKEL_KEYS` is empty."""

    code = "MISSING_KEYS"


class MalformedKey(StorageError):
    """An entry of `SCHAKEL_KEYS` is not base64 of 32 bytes."""

    code = "MALFORMED_KEY"


class WrongKey(StorageError):
    """None of the keys in the ring wrapped this secret."""

    code = "WRONG_KEY"


class NoDeployment(StorageError):
    """The database was never opened by a deployment."""

    code = "NO_DEPLOYMENT"


class ForeignDatabase(StorageError):
    """The database is stamped with another workspace."""

    code = "FOREIGN_DATABASE"


class SealBroken(StorageError):
    """Ciphertext was changed, moved to another place, or sealed with another key."""

    code = "SEAL_BROKEN"


class ContentErased(StorageError):
    """The key of this content was deleted; the text cannot be read any more."""

    code = "CONTENT_ERASED"


class AuditBroken(StorageError):
    """The audit chain cannot be continued; nothing may happen that cannot be recorded."""

    code = "AUDIT_BROKEN"


class Unvouched(StorageError):
    """Rows that decide would be stored past the hook that seals them; always a programming error."""

    code = "UNVOUCHED"


class Overtaken(TryAgain):
    """Somebody else changed the same row at the same moment; nothing of this act was stored."""

    code = "OVERTAKEN"


class SealsUndone(StorageError):
    """The database says that its rows were never sealed, and something else in it says that they were."""

    code = "SEALS_UNDONE"
