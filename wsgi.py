"""Where a web server finds the application: settings, then ports, then pages."""

from config import read_settings
from witness.web import create_app
from witness.wiring import kit_for

app = create_app(kit_for(read_settings()))
