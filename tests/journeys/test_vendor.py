"""The files of others that the journeys use are the ones that were looked at."""

import hashlib
import json
from pathlib import Path

VENDOR = Path(__file__).parent / "vendor"


def test_every_file_is_listed_with_its_digest_and_licence() -> None:
    manifest = json.loads((VENDOR / "manifest.json").read_text(encoding="utf-8"))
    assert {path.name for path in VENDOR.glob("*.js")} == set(manifest)
    for name, facts in manifest.items():
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == facts["sha256"]
        assert (VENDOR / facts["licence_file"]).stat().st_size > 1000
