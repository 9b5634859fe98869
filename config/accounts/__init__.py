"""Who is let in, by django-allauth: the door and its words, second factors and the proof of one."""
