"""The exceptions that storage raises."""


class StorageUnavailable(Exception):
    """The database cannot be used. The message is one sentence with the remedy, and no password."""


class DatabaseFailed(Exception):
    """The database failed in a unit of work, which saved nothing that was not committed.

    The cause is what the driver raised; the message is its type, without any data.
    """


class VersionConflict(Exception):
    """Somebody else saved a later version in between: load again, or give up."""
