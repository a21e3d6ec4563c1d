"""What people type about jobs and their briefs, read into the commands of the actions."""

from duomo.desk.briefs.forms.brief import BriefForm
from duomo.desk.briefs.forms.deeds import OverruleForm, SendForm
from duomo.desk.briefs.forms.jobs import JobForm
from duomo.desk.briefs.forms.typed import Typed

__all__ = ["BriefForm", "JobForm", "OverruleForm", "SendForm", "Typed"]
