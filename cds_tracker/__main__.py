"""``python -m cds_tracker``: every act of the interface as a command."""

from cds_tracker.cli.app import main

if __name__ == "__main__":
    main()
