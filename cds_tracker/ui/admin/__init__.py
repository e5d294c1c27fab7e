"""What only admins do: accounts, units, areas, plans, periods, and reading the audit log."""
