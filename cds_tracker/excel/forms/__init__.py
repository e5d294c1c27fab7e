"""Forms of files: from bytes to a workbook, each form with its reader."""
