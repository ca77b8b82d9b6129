"""Time as papers word it: calendars, periodforms, periods, timing (of a passage), duedates, dates."""
