"""The settings of a test run: the product's own, on a data folder of their own."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_KEPT = {"DUOMO_TEST_FOLDER", "DUOMO_TEST_REPORT", "DUOMO_CHROMIUM", "DUOMO_DB_POOL"}

# A developer's own installation must neither shape nor suffer a test run; DATABASE_URL alone chooses the engine.
for _name in [name for name in os.environ if name.startswith("DUOMO_")]:
    if _name not in _KEPT:
        del os.environ[_name]
if "DUOMO_TEST_FOLDER" not in os.environ:
    os.environ["DUOMO_TEST_FOLDER"] = tempfile.mkdtemp(prefix="duomo-tests-")
    # The process that made it outlives the workers that share it.
    atexit.register(shutil.rmtree, os.environ["DUOMO_TEST_FOLDER"], ignore_errors=True)

_folder = Path(os.environ["DUOMO_TEST_FOLDER"]) / os.environ.get("PYTEST_XDIST_WORKER", "main")
for _part in ("files", "incoming", "static"):
    (_folder / _part).mkdir(parents=True, exist_ok=True)
os.environ["DUOMO_DATA"] = str(_folder)
os.environ["DUOMO_SECRET_KEY"] = "the key of a test run, which everybody may know"
# The manifest of static files is made by `duomo up`; tests/site starts that for real.
os.environ["DUOMO_STATIC_MANIFEST"] = "no"

from duomo.desk.site.settings import *  # noqa: E402, F403  # the variables above must be set first
from duomo.desk.site.settings import DATABASES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A database in memory knows neither WAL nor several connections; tests run on what people run on.
    DATABASES["default"]["TEST"] = {"NAME": str(_folder / "test.sqlite3")}
