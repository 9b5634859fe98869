"""What is known of letters beside the deeds that write them."""
