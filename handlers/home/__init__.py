"""The Home tab: my signals and what each needs."""
