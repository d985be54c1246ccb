"""Rows of partners: plans and their versions (`plans`), who has which (`terms`)."""
