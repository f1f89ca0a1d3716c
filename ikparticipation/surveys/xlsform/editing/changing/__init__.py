"""What an author can do to the sheets. Each gives new sheets, or says why it makes no sense."""
