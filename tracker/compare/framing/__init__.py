"""What stands round the body: headlines, bylines, datelines, credits, whole paragraphs that came or went."""
