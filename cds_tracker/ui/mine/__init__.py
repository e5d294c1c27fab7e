"""Việc của tôi: a person's own tasks, and reporting on them from a phone."""
