"""Which hidden grounds are open here: asked by the privacy officer, agreed by a second person."""
