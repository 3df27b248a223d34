"""Pages of the site that belong to spaces alone: prints, the consent of those recorded, calendar files, the door."""
