"""What is counted out of the record: figures per agency, and sheets of them."""
