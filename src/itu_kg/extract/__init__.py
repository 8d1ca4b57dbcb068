"""Page → Submission: an unconfirmed draft of what a page says. It writes no file and asks no network."""
