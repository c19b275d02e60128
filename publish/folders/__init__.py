"""Upload folders: what each site gets, within its limits."""
