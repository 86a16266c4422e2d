"""The command line: talking to a person. Each verb is a file in `verbs`; what they share is here."""

import atexit
import gc

# a call is short: looking for garbage while modules load costs it 6 of its 80 ms, and looking once more
# through everything when it ends costs 23 of its 275 million instructions
gc.set_threshold(100_000)
atexit.register(gc.freeze)
