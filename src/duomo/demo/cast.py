"""Who appears in the demonstration: nobody of them exists, and every address is of a reserved domain."""

from dataclasses import dataclass

WORKSPACE = "Castell Paper Goods (demonstration)"
OWNER = ("nora@castell.example", "Nora Castell")
REVIEWER = ("ines@castell.example", "Ines Ferrer")
BOOKKEEPER = ("tomas@castell.example", "Tomas Lind")
ZONE = "Europe/Berlin"
CURRENCY = "EUR"
# The salt of the demonstration is public on purpose: the same acts then give the same keys.
SALT = "the demonstration of duomo"


@dataclass(frozen=True, slots=True)
class Player:
    """A contractor of the demonstration; `rate_minor` is in cents for one hour."""

    name: str
    email: str
    functions: tuple[str, ...]
    rate_minor: int


PLAYERS = (
    Player("Amina Diallo", "amina@studio-diallo.example", ("design",), 4500),
    Player("Kit Wren", "kit@wren.example", ("design",), 3800),
    Player("Jonas Okafor", "jonas@okafor.example", ("design", "development"), 5200),
    Player("Petra Novak", "petra@novak.example", ("design",), 3000),
    Player("Ruth Abara", "ruth@abara.example", ("copywriting",), 3800),
    Player("Marcus Yeo", "marcus@yeo.example", ("copywriting",), 5200),
    Player("Ilse Brandt", "ilse@brandt.example", ("copywriting",), 3400),
    Player("Dana Petrescu", "dana@petrescu.example", ("copywriting",), 4100),
    Player("Diego Llorente", "diego@llorente.example", ("development",), 5500),
    Player("Lena Fors", "lena@fors.example", ("development",), 5500),
    Player("Pavel Hruby", "pavel@hruby.example", ("development",), 4800),
    Player("Yuki Tanabe", "yuki@tanabe.example", ("development",), 6200),
    Player("Sofia Marin", "sofia@marin.example", ("admin",), 3200),
    Player("Owen Achebe", "owen@achebe.example", ("admin",), 2800),
    Player("Grete Solberg", "grete@solberg.example", ("admin",), 3500),
)
