"""What leaves: tasks as a workbook of ours or as text, lists, and files given back with their flaws marked."""
