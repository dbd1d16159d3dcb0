"""Nothing that people can add breaks a form or a card."""
