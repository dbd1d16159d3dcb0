"""Shared goals: what a partnership wants to reach, what each partner contributes, when it looks back."""
