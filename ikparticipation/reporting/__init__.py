"""What is seen across all packages: home, tasks, overview of the administration, operation."""
