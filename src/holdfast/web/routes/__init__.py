"""The routes of the workbench, a file for each page."""
