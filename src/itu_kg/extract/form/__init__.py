"""Page text → the questions, answers and blocks of the questionnaire."""
