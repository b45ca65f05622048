"""Making the default templates of an edition from its form and layout."""
