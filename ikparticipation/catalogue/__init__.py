"""What the county consists of and sorts by: municipalities, fields of action, languages."""
