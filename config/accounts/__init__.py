"""Who is let in, by django-allauth: the door and its words, browsers that it knows, passwords that it refuses, second factors and the proof of one."""
