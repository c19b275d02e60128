"""Uploads that can be stopped at any time and continued, and releases that know what is published already."""
