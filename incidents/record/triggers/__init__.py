"""What the database itself refuses, whoever asks: triggers and constraints set after each migration, in no migration.
What is written once and never changes again (`append_only`), dues and judgements (`frozen`), rules of one name on one day
(`overlapping_rules`), a body under itself (`hierarchy`)."""
