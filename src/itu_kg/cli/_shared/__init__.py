"""What verbs share: options, where input comes from, how answers and reports are shown."""
