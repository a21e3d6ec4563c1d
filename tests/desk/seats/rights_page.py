"""Writes the tables of docs/rights.md from the code; run it with `python -m tests.desk.seats.rights_page`."""

from pathlib import Path

from duomo.desk.seats.rights import MAY_SET, RIGHT_MEANS, RIGHTS, ROLE_MEANS, Right, Role

PAGE = Path(__file__).parents[3] / "docs" / "rights.md"
BEGIN, END = "<!-- tables from the code: begin -->", "<!-- tables from the code: end -->"
PEOPLE = [role for role in Role if role is not Role.SYSTEM]


def table(head: list[str], rows: list[list[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] + [":-:"] * (len(head) - 1), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def tables() -> str:
    """Roles, roles by right, and who may set whom."""
    roles = table(["role", "is for"], [[role.value, ROLE_MEANS[role]] for role in PEOPLE]).replace(":-:", "---")
    rights = table(
        ["right", "name in the code", *(role.value for role in PEOPLE)],
        [
            [RIGHT_MEANS[right], f"`{right.name}`", *("yes" if role in RIGHTS[right] else "" for role in PEOPLE)]
            for right in Right
        ],
    )
    setting = table(
        ["may invite, change to and from, and remove", *(role.value for role in PEOPLE)],
        [[mine.value, *("yes" if theirs in MAY_SET.get(mine, ()) else "" for theirs in PEOPLE)] for mine in PEOPLE],
    )
    return f"## Roles\n\n{roles}\n\n## Rights\n\n{rights}\n\n## Who may set whom\n\n{setting}\n"


def with_tables(page: str) -> str:
    """The page with the tables of today."""
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n\n{tables()}\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
