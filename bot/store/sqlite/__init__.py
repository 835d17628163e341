"""The one engine there is: two files of SQLite. Every statement, pragma and path is in here."""
