"""What a film is to be, before anything is spoken or drawn: its declaration, its words, and where its files lie."""
