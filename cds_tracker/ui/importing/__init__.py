"""One import after the other, as a reader walks through it: files brought, what was understood, and what came of it."""
