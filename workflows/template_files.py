"""Files that a clerk chose as a template: read, and told by their content what they are."""

from __future__ import annotations

from pathlib import Path

from model.errors import ExportError, FileFormatError
from model.system_errors import reason_for
from workflows import source_kinds as kinds

WORD_SUFFIX = ".docx"
EXCEL_SUFFIX = ".xlsx"

_AS_USUAL = "请用 Word、Excel 或 WPS 打开它，另存为普通的 .docx 或 .xlsx，再选择新文件。"
_ASK = "请向发文单位要 .docx 或 .xlsx 文件。"
_CHOOSE = "请选择 Word（.docx）或 Excel（.xlsx）文件。"
_SUFFIXES = {kinds.WORD: WORD_SUFFIX, kinds.EXCEL: EXCEL_SUFFIX}
_ADVICE = {
    kinds.LOCKED: "请用 Word、Excel 或 WPS 打开它，去掉打开密码后另存，再选择。",
    kinds.OLD_WORD: "请用 Word 或 WPS 打开它，另存为“Word 文档（.docx）”，再选择新文件。",
    kinds.OLD_EXCEL: "请用 Excel 或 WPS 打开它，另存为“Excel 工作簿（.xlsx）”，再选择新文件。",
    kinds.PACKED: "请先解压，再选择里面的 .docx 或 .xlsx 文件。",
    **dict.fromkeys((kinds.PDF, kinds.OFD, kinds.PICTURE), _ASK),
    **dict.fromkeys((kinds.SLIDES, kinds.TEXT, kinds.PACKAGE), _CHOOSE),
}
"""What to do about other kinds of files; _AS_USUAL for those that are not named."""


def read_template(path: Path) -> bytes:
    """A template's bytes; ExportError when it can't be read."""
    if path.is_dir():
        raise ExportError(f"“{path.name or path}”是一个文件夹，不是模板。", _CHOOSE)
    try:
        return path.read_bytes()
    except OSError as error:
        reason = reason_for(error, path)
        raise ExportError(f"读不到模板 {path}：{reason.why}。", "请检查文件是否还在、是否有权读取。") from error


def template_kind(path: Path) -> str:
    """ ".docx" or ".xlsx", told by the template's content, whatever it is called; ExportError when it is neither."""
    data = read_template(path)
    if not data:
        raise ExportError(
            f"模板 {path.name} 是空文件，里面什么也没有。", "可能没有下载完或没有存好，请重新取得这个文件。"
        )
    try:
        kind = kinds.kind_of(data)
    except FileFormatError as error:
        raise ExportError(f"模板 {path.name} 打不开：{error.summary}", error.advice) from error
    if kind not in _SUFFIXES:
        what = kinds.WHAT[kinds.TEXT if kind == kinds.PACKAGE else kind]
        raise ExportError(f"模板 {path.name} {what}，不能按它填写。", _ADVICE.get(kind, _AS_USUAL))
    return _SUFFIXES[kind]
