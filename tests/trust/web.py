"""The product's web server as a test of processes runs it: `gunicorn tests.trust.web:app`, on terms of a file."""

import json
import os
from pathlib import Path

from tests.trust.worker import Terms, kit_on
from witness.web import create_app

app = create_app(kit_on(Terms(**json.loads(Path(os.environ["TRUST_TERMS"]).read_text(encoding="utf-8")))))
