"""Opening and closing hidden grounds: the privacy officer asks, a second person agrees."""
