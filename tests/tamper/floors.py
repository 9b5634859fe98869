"""What has to have been tried before it says anything that all was found: of `make tamper`, and of its short form in the suite."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Floors:
    """The least of each: events on record, tamperings in all and of each class, honest lives of which no two are alike."""

    events: int
    tamperings: int
    of_each_class: int
    honest_lives: int

    def short_of(self, result):
        """[what was tried less often than this, in words] of a result as `make tamper` prints it; a record that is not as it
        was before anybody altered it is one of them."""
        classes = {name: count["tried"] for name, count in result["by_class"].items()}
        counted = {
            "events": (result["events"], self.events),
            "tamperings": (result["tamperings"], self.tamperings),
            "honest lives": (result["honest_lives"], self.honest_lives),
        }
        counted |= {f"tamperings of the class {name}": (tried, self.of_each_class) for name, tried in classes.items()}
        short = [f"{found} {what}, of at least {least}" for what, (found, least) in counted.items() if found < least]
        return short + ([] if result["untouched"] else ["the record was not untouched where nobody altered it"])


WHOLE = Floors(events=10_000, tamperings=500, of_each_class=30, honest_lives=100)
SHORT = Floors(events=50, tamperings=50, of_each_class=2, honest_lives=10)
