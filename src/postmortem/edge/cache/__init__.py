"""The cache: what was read from each report, kept on disk beside the source for the next run.

It may be deleted, damaged, or from another version at any time: what it gives back is checked, and what does
not pass is as if it had never been there. It holds nothing that its edition's audience may not see.

seal: the checksum of everything kept; form: values as bytes and back
store: the database of one edition, report by report; record: what a whole run came from and gave
"""
