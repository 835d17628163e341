"""What can be shown, and how it is worded and set. Pure: no texts of ours, no Discord."""
