"""What people do to the record. One verb, one deed; the actor is always `by`."""
