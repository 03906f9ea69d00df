"""Other systems at their defaults, to be measured beside ours.

One file each. None imports anything of ours, and nothing of ours imports them: each is run by the Python of an environment
of its own, through ``drive.py``, which needs only the standard library.
"""
