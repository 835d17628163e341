"""`make live`: whether the real Discord takes what the bot says, asked with a token made for it.

A person of your own gets every page there is into their chat, without a sound, and each is taken
out again. Nothing else is written to, and nothing of anybody's is read.
"""
