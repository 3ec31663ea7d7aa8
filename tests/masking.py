"""What is masked before two answers, or the statements behind them, are compared."""

import re

ID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|\b[0-9a-f]{32}\b")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
# Values, with their type where PostgreSQL is told it, and the names of savepoints.
TYPED = re.compile(r"'(?:[^']|'')*'(?:::\w+)?|\b\d+\b|\bNULL\b|\bs\d+_x\d+\b")
SAVEPOINT = re.compile(r"\bs\d+_x\d+\b")
