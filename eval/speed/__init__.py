"""How fast and how steady: bench, page, stages, made (vectors), copied (papers), endurance, crowd, paint."""
