"""The gettext catalogues and the program that keeps them in line with the source."""
