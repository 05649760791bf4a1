"""Would it hold: the deal as a machine that must run without trust."""
