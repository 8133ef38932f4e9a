"""What pages ask. Each question only looks, and answers with a type made for its page.

What a type has no field for, no template, export or log can show: that is how each audience's pages keep to need to
know. Reads of cases are put on the record where the transaction is opened.
"""
