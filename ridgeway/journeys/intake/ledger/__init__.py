"""Budgets and ledger lines from a finance system: columns, cost centres and codes matched once per council, lines checked and taken in whole."""
