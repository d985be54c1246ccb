"""Messages to people outside: the e-mail port and Amazon SES behind it."""
