"""The guided start: from an empty folder to a running bot, one question at a time."""
