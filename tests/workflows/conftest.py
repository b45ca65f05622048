"""What the tests of open reports share."""

from pathlib import Path

import pytest

from tests.builders import report_with
from tests.workflows.report_files import CELL
from workflows.document import Document


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A report's file, opened by nobody."""
    file = tmp_path / "示例县数据局2025年报.nianbao"
    document = Document.new(report_with({CELL: "37"}))
    document.save_as(file)
    document.close()
    return file
