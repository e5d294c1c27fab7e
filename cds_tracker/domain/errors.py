"""What a person can mend."""


class TrackerError(Exception):
    """A refusal with a key into the words (``error.<key>``) and the values that its sentence names.

    Whatever a person cannot mend is not a ``TrackerError``: it fails loudly and is logged.
    """

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(f"{key} {values}" if values else key)
        self.key = key
        self.values = values
