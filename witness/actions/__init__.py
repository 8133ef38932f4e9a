"""What people and the worker can change. Each function reads, decides and writes in one transaction.

Rules come from `domain`; statements from `store`. A function takes what it needs and the instant; it reads no clock.
Somebody's right to change a case is asked, and put on the record, where the transaction is opened.
After every change `reconcile.put_right` computes anew what should be sent, done and warned about.
"""
