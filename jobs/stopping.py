"""That this worker has been asked to stop, for whatever thinks for long."""

import threading

# Set once by the metronome; a tick that takes seconds looks at it between two steps.
STOPPING = threading.Event()
