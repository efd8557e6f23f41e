"""What files hold packed: the parts of archives and documents, and the words of these.

bytes -> parts, each with its place in the file, or why it could not be read -> markup and pages as words
"""
