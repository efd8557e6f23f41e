"""What stays inside is cut from the source of a body before it is read, so that no later stage can leak it.

body -> spans: where the marks are -> cutting: the body without them -> markdown, timeline, …
                                   -> origins: back from there to the file, for findings
"""
