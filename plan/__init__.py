"""What is known of a film before anything is spoken or drawn: its declaration, its words, and the paths of files."""
