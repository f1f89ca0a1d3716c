"""What is still to be answered, by whom, and with which words at hand."""
