"""Which sentence of one version became which of the other, in short texts and long ones."""
