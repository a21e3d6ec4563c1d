"""Reads over all rooms, one module to a page."""

from duomo.desk.overview.queries.contractor import contractor
from duomo.desk.overview.queries.desk import desk
from duomo.desk.overview.queries.job import job
from duomo.desk.overview.queries.jobs import jobs
from duomo.desk.overview.queries.portal import assignment, portal

__all__ = ["assignment", "contractor", "desk", "job", "jobs", "portal"]
