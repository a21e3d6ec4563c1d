"""The one door to every row that belongs to a workspace."""

from collections.abc import Collection, Iterable
from typing import Any, ClassVar, NoReturn, Self, TypeVar

from django.db import models

from duomo.desk.seats.seat import Seat

Row = TypeVar("Row", bound="TenantModel")


class SeatRequired(TypeError):
    """Rows of a workspace were asked for without a seat: a fault of ours, never of the person."""


class WithinQuerySet(models.QuerySet[Row]):
    """Rows of one workspace; what is created through it belongs to that workspace."""

    workspace_id: int | None = None

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]  # Django's stubs leave this hook out
        clone.workspace_id = self.workspace_id
        return clone

    def create(self, **values: Any) -> Row:
        """Create a row of this workspace."""
        if self.workspace_id is None:
            raise SeatRequired("Create rows through .within(seat).")
        return super().create(**{**values, "workspace_id": self.workspace_id})

    def bulk_create(
        self,
        objs: Iterable[Row],
        batch_size: int | None = None,
        ignore_conflicts: bool = False,  # noqa: FBT001, FBT002 - Django's signature
        update_conflicts: bool = False,  # noqa: FBT001, FBT002 - Django's signature
        update_fields: Collection[str] | None = None,
        unique_fields: Collection[str] | None = None,
    ) -> list[Row]:
        """Create rows of this workspace."""
        if self.workspace_id is None:
            raise SeatRequired("Create rows through .within(seat).")
        rows = list(objs)
        for row in rows:
            row.workspace_id = self.workspace_id
        return super().bulk_create(rows, batch_size, ignore_conflicts, update_conflicts, update_fields, unique_fields)


class SealedManager(models.Manager[Row]):
    """Gives out no row without a seat."""

    def within(self, seat: Seat) -> WithinQuerySet[Row]:
        """The rows of the seat's workspace."""
        rows: WithinQuerySet[Row] = WithinQuerySet(self.model, using=self._db)
        rows = rows.filter(workspace_id=seat.workspace_id)
        rows.workspace_id = seat.workspace_id
        return rows

    def get_queryset(self) -> NoReturn:
        """Refuse: every other way to rows goes through here."""
        raise SeatRequired(f"Ask {self.model.__name__}.objects.within(seat).")


class TenantModel(models.Model):
    """A row that belongs to exactly one workspace."""

    workspace = models.ForeignKey("seats.Workspace", on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[SealedManager[Self]] = SealedManager()
    # For migrations, periodic jobs over all workspaces and sign-in, which happens before there is a seat.
    unscoped: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        abstract = True
        base_manager_name = "unscoped"
        default_manager_name = "unscoped"
