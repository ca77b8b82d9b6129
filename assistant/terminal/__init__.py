"""What the command line reads and prints: batch, printing, display, inspection."""
