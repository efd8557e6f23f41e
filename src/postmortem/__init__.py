"""Postmortem Press: reports on incidents, from Markdown to a site that can be trusted."""

__version__ = "0.1.0"
