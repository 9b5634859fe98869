"""What an officer types into the page of new requests: the words of the letter, and one question."""

WORDS = {"subject": "Hal", "opening": "Pembuka", "basis": "Pasal 46", "security": "B", "urgency": "segera"}
ASKED = {"q-TOTAL_FORMS": "1", "q-INITIAL_FORMS": "0", "q-0-heading": "Sistem", "q-0-text": "Apa?", "q-0-kind": "text"}
