"""Registration in steps: drafts, and the one act that makes a client of one."""
