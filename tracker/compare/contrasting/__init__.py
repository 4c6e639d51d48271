"""Words that exclude each other, and deeds, offices and things told the other way round."""
