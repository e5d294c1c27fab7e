"""The third step of an import: what will happen, before anything is written; row by row as in the file."""
