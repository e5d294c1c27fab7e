"""A file that is not taken: one reason, and what would help where something would."""

from cds_tracker.domain.reading import Outcome, Problem, Severity


class Refused(Exception):
    """Nothing of the file is applied. ``code`` is a key into ``problems``; ``values`` fill its sentence.

    ``advice`` tells that one more argument, or saving the file in another form, would do; its message names which.
    """

    def __init__(
        self, code: str, *, advice: bool = False, sheet: str | None = None, cell: str | None = None, **values: object
    ) -> None:
        super().__init__(code, values)
        self.code = code
        self.advice = advice
        self.sheet = sheet
        self.cell = cell
        self.values = values

    @property
    def outcome(self) -> Outcome:
        """``reject_with_advice`` where there is some."""
        return Outcome.REJECT_WITH_ADVICE if self.advice else Outcome.REJECT

    @property
    def problem(self) -> Problem:
        """The one entry that the refusal leaves in ``problems``."""
        return Problem(self.code, Severity.ERROR, sheet=self.sheet, cell=self.cell, values=self.values)
