"""The last gate: whether bytes that are about to be published hold a text that the audience may not see.

bytes -> forms: every text they can be read as -> matcher: a text that must not be in them, or none
"""
