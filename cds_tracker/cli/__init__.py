"""The command line: the same workflows as the pages, for people and for other programs."""
