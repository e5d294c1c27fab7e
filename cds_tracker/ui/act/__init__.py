"""What a reader can do to a task: the panels of its page. Each is drawn only for those who may."""
