"""Brings a film out: joins it, captions it, makes a folder for each site, checks all of it, and uploads it.

captions/   where captions break and how long they stay; the files of all kinds; captions in the picture
folders/    what each site gets: texts, transcript, poster, and the folder that holds them
checks/     the rules of the standards, measured on the files themselves
upload/     to YouTube and PeerTube, and again after an edit
"""
