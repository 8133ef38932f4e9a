"""What comes in from others, turned into values: court lists, case bundles, directories, holidays.

Nothing here keeps or decides anything. Bad input is refused with what is wrong and where.
Personal data that the product does not need is dropped while reading and goes no further.
"""
