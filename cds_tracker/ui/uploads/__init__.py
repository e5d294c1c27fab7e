"""The history of uploads: each file, who brought it, what came of it; approved, refused, undone."""
