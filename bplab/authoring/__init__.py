"""From lesson text (lessons/) to notebooks (notebooks/, source/, release/). Authors and CI only."""
