"""The exceptions that storage raises."""


class StorageUnavailable(Exception):
    """The database cannot be used. The message is one sentence with the remedy, and no password."""


class VersionConflict(Exception):
    """Somebody else saved a later version in between: load again, or give up."""
