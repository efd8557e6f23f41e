"""Findings in the forms in which people and programs read them: one module a format."""
