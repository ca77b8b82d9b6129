"""How fast and how steady: bench, stages, made (vectors), copied (papers), endurance, crowd."""
