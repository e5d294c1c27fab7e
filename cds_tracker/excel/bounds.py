"""What a process puts on itself before it opens a file of somebody else's."""

import sys

from cds_tracker.excel.limits import Limits

if sys.platform == "win32":

    def bound(limits: Limits) -> None:
        """Only the parent's clock bounds it there."""

    def close_the_doors() -> None:
        """Nothing to close with."""

else:
    import resource

    def bound(limits: Limits) -> None:
        """Memory, processor time, and no file written."""
        for what, value in (
            (resource.RLIMIT_AS, limits.memory),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
        ):
            resource.setrlimit(what, (value, value))
        resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))

    def close_the_doors() -> None:
        """From here on nothing can be opened: no file, no socket."""
        resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
