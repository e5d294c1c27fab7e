"""Why tasks are late: what was asked, what was answered, what is owed."""
