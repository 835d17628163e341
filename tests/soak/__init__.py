"""Many people at once, for a long time, and the reminders of thousands: the real process."""
