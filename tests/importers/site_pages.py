"""Pages of offices' sites, made by hand in the manner of the systems that such sites run on, with text of our own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape

from model.form import Form, Grid
from model.printed import PrintedCell, printed_blocks
from model.report import Report
from tests.builders import form_of, report_with

UNIT = "示例县水利局"
YEAR = 2024
TITLE = f"{UNIT}{YEAR}年政府信息公开工作年度报告"
PREFACE = (
    "本报告按照有关规定编写，所列数据的统计期限从2024年1月1日起，到2024年12月31日止。"
    "如对本报告有疑问，请与我们联系（地址：示例县河堤路6号；邮编：100000；电话：0000-7654321）。"
)
TEXTS: Mapping[str, Sequence[str]] = {
    "preface": (PREFACE,),
    "overview": (
        "2024年，我局围绕水库除险加固、农村饮水等群众关心的事推进公开，全年在网站发布信息412条。",
        "（一）主动公开。及时公布汛期水情和取水许可结果，方便群众查询。",
        "（二）依申请公开。收到的申请都按时答复，没有超期。",
    ),
    "problems": ("一是解读材料偏少；二是栏目更新不够及时。", "下一步将增加图表解读，每月检查一次栏目。"),
    "other": ("2024年度没有收取信息处理费。",),
}
SIGNATURE = (UNIT, "2025年1月15日")
OTHER_YEARS = [f"{UNIT}{year}年政府信息公开工作年度报告" for year in (2023, 2022, 2021, 2020)]


def report_of(edition: str = "2021") -> Report:
    """The report on the pages: every input a small figure, no two neighbours alike."""
    form = form_of(edition)
    return report_with({cell: str(number % 23) for number, cell in enumerate(form.inputs)}, of=form, year=YEAR)


def figure_of(report: Report, cell: str) -> str:
    value = report.value(cell)
    return "" if value is None else str(value)


def grid_html(report: Report, grid: Grid, cell_html: Callable[[str], str] = escape, attributes: str = "") -> str:
    """A grid as one table with merged cells. cell_html: what stands in a cell, from its text."""
    rows: dict[int, list[PrintedCell]] = {}
    for block in printed_blocks(grid):
        for cell in block.cells:
            rows.setdefault(cell.row, []).append(cell)
    lines = []
    for _, cells in sorted(rows.items()):
        line = ""
        for cell in sorted(cells, key=lambda cell: cell.column):
            spans = f' rowspan="{cell.row_span}"' * (cell.row_span > 1) + f' colspan="{cell.column_span}"' * (
                cell.column_span > 1
            )
            line += f"<td{spans}>{cell_html(figure_of(report, cell.cell) if cell.cell else cell.text)}</td>"
        lines.append(f"<tr>{line}</tr>")
    return f"<table{attributes}>{chr(10).join(lines)}</table>"


def flow(report: Report, paragraph: Callable[[str], str], grid: Callable[[Grid], str], heading=None) -> str:
    """The report from its opening paragraph to its last section."""
    parts = []
    for section in report.form.sections:
        if section.heading:
            parts.append((heading or paragraph)(section.heading))
        parts.extend(map(paragraph, TEXTS.get(section.id, ())))
        if section.grid:
            parts.append(grid(report.form.grid(section.grid)))
    return "\n".join(parts)


def links(texts: Sequence[str], each: str = "<li>{}</li>") -> str:
    return "".join(each.format(f'<a href="/art/{i}.html" target="_blank">{text}</a>') for i, text in enumerate(texts))


INDEX = (
    ("索引号", "000014349/2025-00012"), ("主题分类", "政府信息公开"), ("发布机构", UNIT), ("成文日期", "2025-01-15"),
    ("标题", TITLE), ("发文字号", ""), ("有效性", "有效"), ("发布日期", "2025-01-16"),
)  # fmt: skip


def index_table() -> str:
    rows = [INDEX[i : i + 2] for i in range(0, len(INDEX), 2)]
    cells = ("".join(f"<th>{name}：</th><td>{value}</td>" for name, value in row) for row in rows)
    return f'<table class="xxgk-head">{"".join(f"<tr>{row}</tr>" for row in cells)}</table>'


FOOT = (
    "<p>主办单位：示例县人民政府办公室 承办单位：示例县大数据中心</p>"
    '<p>网站标识码：1234567890 <a href="https://beian.example.cn">示ICP备12345678号-1</a> 示公网安备 12345678901234号</p>'
    "<p>地址：示例县人民路1号 联系电话：0000-1234567</p><p>建议使用 1024×768 以上分辨率浏览本站。</p>"
)
MENU = ("首页", "政务公开", "办事服务", "互动交流", "数据开放", "走进示例")


def by_divisions(report: Report) -> str:
    """Everything in divisions: a menu with other years at the left, the index table, sharing, next and last page."""
    word = lambda text: f'<p class="MsoNormal" align="center"><span style="font-size:10.5pt">{escape(text)}</span></p>'  # noqa: E731
    body = flow(
        report,
        lambda text: f'<p style="text-indent:2em"><span>{escape(text)}</span></p>',
        lambda grid: grid_html(report, grid, word, ' border="1"'),
        lambda text: f"<p><strong>{text}</strong></p>",
    )
    return f"""<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>{TITLE}_示例县人民政府</title><meta name="ArticleTitle" content="{TITLE}"><meta name="ContentSource" content="{UNIT}">
<link rel="stylesheet" href="/css/a.css"><style>.hide,.wx-code{{display:none}} .tab.on{{display:block}}</style>
<script>var _hmt = [];document.write("<table><tr><td>1</td></tr></table>");</script></head>
<body><div class="head"><div class="logo"><img src="logo.png" alt="示例县人民政府"></div>
<ul class="nav">{links(MENU)}</ul><div class="search"><input value="请输入关键字"><button>搜索</button></div></div>
<div class="position">您现在的位置：<a href="/">首页</a> &gt; <a href="/gk">政府信息公开</a> &gt; <a href="/nb">政府信息公开年报</a> &gt; 正文</div>
<div class="main"><div class="left"><h3><a href="/zn">政府信息公开指南</a></h3><ul>{links(OTHER_YEARS)}</ul></div>
<div class="right">{index_table()}<h1>{TITLE}</h1>
<div class="info"><span>来源：{UNIT}</span> <span>发布时间：2025-01-16 09:00</span> <span>浏览次数：<i id="hits">128</i></span>
<span>字体：[<a href="javascript:f(16)">大</a> <a href="javascript:f(14)">中</a> <a href="javascript:f(12)">小</a>]</span></div>
<div id="zoom"><!--正文开始-->{body}
<p style="text-align:right">{SIGNATURE[0]}</p><p style="text-align:right">{SIGNATURE[1]}</p><!--正文结束--></div>
<div class="share">分享到：<a href="#">微信</a><a href="#">微博</a></div><div class="wx-code">扫一扫在手机打开当前页<table><tr><td>9</td></tr></table></div>
<div class="tool"><a href="javascript:window.print()">打印本页</a> <a href="javascript:window.close()">关闭窗口</a></div>
<div class="near"><p>上一篇：<a href="1.html">{OTHER_YEARS[0]}</a></p><p>下一篇：没有了</p></div>
<div class="about"><h3>相关信息</h3><ul>{links(OTHER_YEARS)}</ul></div></div></div>
<div class="foot">{FOOT}</div></body></html>"""


def by_tables(report: Report) -> str:
    """An old site: the page is laid out with tables in tables, the text in one cell with line breaks."""
    body = flow(
        report,
        lambda text: f"&nbsp;&nbsp;&nbsp;&nbsp;{escape(text)}<br>",
        lambda grid: f"<br>{grid_html(report, grid, attributes=' border=1 width=600')}<br>",
        lambda text: f"<b>{text}</b><br>",
    )
    menu = "".join(f'<tr><td><a href="/{i}.htm">{text}</a></td></tr>' for i, text in enumerate((*MENU, *OTHER_YEARS)))
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>{TITLE}</title></head>
<body><center><table width="1000"><tr><td colspan="2"><img src="top.jpg"></td></tr>
<tr><td valign="top" width="200"><table>{menu}</table></td>
<td valign="top"><table width="100%"><tr><td class="title" align="center"><font size="5">{TITLE}</font></td></tr>
<tr><td align="center">来源：{UNIT}&nbsp;&nbsp;日期：2025-01-16&nbsp;&nbsp;点击数：66</td></tr>
<tr><td class="content">{body}
<p align="right">{SIGNATURE[0]}<br>{SIGNATURE[1]}</p></td></tr>
<tr><td align="right">【<a href="javascript:window.print()">打印</a>】【<a href="javascript:window.close()">关闭</a>】</td></tr></table></td></tr>
<tr><td colspan="2" align="center">版权所有：示例县人民政府　技术支持：示例科技<br>示ICP备12345678号</td></tr></table></center></body></html>"""


def by_named_elements(report: Report) -> str:
    """Elements of the system's own around title and text, all text in spans with two line breaks between."""
    body = flow(
        report,
        lambda text: f"<span>　　{escape(text)}</span><br/><br/>",
        lambda grid: grid_html(report, grid, lambda text: f"<span><font>{escape(text)}</font></span>"),
    )
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title><UCAPTITLE>{TITLE}</UCAPTITLE></title></head><body>
<div class="wrap"><dl class="menu"><dt>信息公开</dt>{links(("公开指南", "公开制度", "公开年报"), "<dd>{}</dd>")}</dl>
<dl class="meta"><dt>发布机构：</dt><dd>{UNIT}</dd><dt>公开方式：</dt><dd>主动公开</dd><dt>索 引 号：</dt><dd>ZZ-2025-1</dd></dl>
<h2 class="tit"><ucaptitle>{UNIT}<br/>{YEAR}年政府信息公开工作年度报告</ucaptitle></h2>
<div class="pubtime"><publishtime>2025-01-16</publishtime> 来源：{UNIT} 【字体：<a>大</a> <a>中</a> <a>小</a>】 打印</div>
<div class="content"><ucapcontent>{body}<div style="text-align:right">{UNIT}</div><div style="text-align:right">2025年1月15日</div></ucapcontent></div>
<div class="code"><img src="qr.png"/><p>扫一扫在手机打开当前页</p></div></div>
<div class="links"><select><option>省政府网站</option><option>{OTHER_YEARS[0]}</option></select></div>
<div class="footer">{FOOT}</div></body></html>"""


def by_sections(report: Report) -> str:
    """New elements: header, navigation, an article of sections; signature and links outside of the article."""
    sections = []
    for section in report.form.sections:
        texts = "".join(f"<p>{escape(text)}</p>" for text in TEXTS.get(section.id, ()))
        grid = (
            f'<div class="table-wrap">{grid_html(report, report.form.grid(section.grid))}</div>' if section.grid else ""
        )
        if section.heading:
            sections.append(f"<section><h2>{section.heading}</h2><div>{texts}{grid}</div></section>")
        else:
            sections.append(f"<div class=lead>{texts}</div>")
    jump = "".join(f'<li><a href="#s{i}">{s.heading}</a></li>' for i, s in enumerate(report.form.sections) if s.heading)
    return f"""<!doctype html><html lang="zh-CN"><head><meta charset="UTF-8"><title>{TITLE}-{UNIT}</title></head><body>
<header><nav><ul>{links(MENU)}</ul></nav></header><noscript>您的浏览器没有启用脚本。</noscript>
<main><h1>{TITLE}</h1><aside><h4>本页目录</h4><ol>{jump}</ol></aside><div class="lead-wrap">{sections[0]}</div>
<article>{"".join(sections[1:])}</article>
<div class="sign"><p>{SIGNATURE[0]}</p><p>{SIGNATURE[1]}</p></div>
<div class="files"><h4>附件</h4><p><a href="/files/2024.docx">{TITLE}.docx</a></p></div></main>
<footer>{FOOT}</footer></body></html>"""


def by_lists(report: Report) -> str:
    """A site for yearly reports alone: the years as tabs, others hidden, text in list items, information in a list."""
    body = flow(
        report,
        lambda text: f"<li>{escape(text)}</li>",
        lambda grid: f"<li>{grid_html(report, grid)}</li>",
        lambda text: f"<li class=h>{text}</li>",
    )
    old = report_with(dict.fromkeys(report.form.inputs, "99"), of=report.form, year=2023)
    hidden = flow(old, lambda text: f"<li>{escape(text)}</li>", lambda grid: grid_html(old, grid))
    return f"""<html><head><meta charset=utf-8><title>政府信息公开年报</title><style type="text/css">
/* 年报平台 */ .year-box {{ display : none ; }} .year-box.current {{display:block}} @media print {{ .current {{display:none}} }}
</style></head><body><div id=app><div class=crumb>当前位置：首页 &gt; 年报平台 &gt; 正文</div>
<ul class=years><li class=on>2024年</li><li><a href="?y=2023">2023年</a></li><li><a href="?y=2022">2022年</a></li></ul>
<div class="year-box current"><div class=title>{UNIT}</div><div class=title>{YEAR}年政府信息公开工作年度报告</div>
<ul class=info><li>发布机构：{UNIT}</li><li>生成日期：2025-01-16</li><li>访问量：12</li></ul>
<ul class=text>{body}<li>{SIGNATURE[0]}</li><li>{SIGNATURE[1]}</li></ul></div>
<div class="year-box"><div class=title>{OTHER_YEARS[0]}</div><ul>{hidden}</ul></div>
<div class=foot>{FOOT}</div></div></body></html>"""


def pasted_from_word(report: Report) -> str:
    """Text pasted out of Word: its own tags and comments, source lines broken in the middle of words, a table around."""
    wrapped = lambda text: escape(re.sub(r"((?:[^\d]|\d+){19})(?=[\u4e00-\u9fff])", "\\1\n", text))  # noqa: E731
    cell = lambda text: f"<p class=MsoNormal><span\nlang=EN-US>{escape(text)}<o:p>&nbsp;</o:p></span></p>"  # noqa: E731
    body = flow(
        report,
        lambda text: f"<p class=MsoNormal style='text-indent:32.0pt'><span style='font-family:仿宋'>{wrapped(text)}<span lang=EN-US><o:p></o:p></span></span></p>",
        lambda grid: grid_html(report, grid, cell, " class=MsoNormalTable"),
        lambda text: f"<p class=MsoNormal><![if !supportLists]><b>{text[:2]}</b><![endif]><b>{text[2:]}</b></p>",
    )
    return f"""<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset="gbk"><title>详细信息</title></head><body>
<form name="_newscontent_fromname"><table class="winstyle"><tr><td><h2 align=center>{TITLE}</h2></td></tr>
<tr><td align=center><span>作者：&nbsp;&nbsp;发布时间：2025-01-16&nbsp;&nbsp;点击数：<span id="dynclicks">5</span></span></td></tr>
<tr><td><div id="vsb_content"><div class="v_news_content"><!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {{margin:0}} --></style>{body}
<p class=MsoNormal align=right><span>{SIGNATURE[0]}</span></p><p class=MsoNormal align=right><span>2025</span>年<span>1</span>月<span>15</span>日</p>
</div></div></td></tr><tr><td>上一条：<a href="2.htm">{OTHER_YEARS[0]}</a></td></tr><tr><td>【<a href="javascript:window.close()">关闭窗口</a>】</td></tr></table></form>
<div class=foot>{FOOT}</div></body></html>"""


def without_elements(report: Report) -> str:
    """No element holds the report: all of it stands in the body, menus and footer beside it."""
    body = flow(report, lambda text: f"<p>{escape(text)}", lambda grid: grid_html(report, grid, attributes=" border=1"))
    return f"""<body><a href="/">首页</a> <a href="/gk">政府信息公开</a><br>当前位置：首页 &gt; 年报<h1>{TITLE}</h1>
<p>发布日期：2025-01-16 来源：{UNIT}<p>{body}<p align=right>{SIGNATURE[0]}<p align=right>{SIGNATURE[1]}
<p>【打印】【关闭】<p>{links(OTHER_YEARS, "{}<br>")}<p>主办：示例县人民政府<p>示ICP备12345678号</body>"""


def as_plain_text(report: Report) -> str:
    """The report as text in a `pre` element, columns parted by tabs."""
    lines = [UNIT, f"{YEAR}年政府信息公开工作年度报告"]
    for section in report.form.sections:
        lines.extend(filter(None, (section.heading, *TEXTS.get(section.id, ()))))
        for block in printed_blocks(report.form.grid(section.grid)) if section.grid else ():
            rows: dict[int, list[str]] = {}
            for cell in sorted(block.cells, key=lambda cell: (cell.row, cell.column)):
                rows.setdefault(cell.row, []).append(figure_of(report, cell.cell) if cell.cell else cell.text)
            lines.extend("\t".join(row) for _, row in sorted(rows.items()))
    text = "\r\n".join((*lines, *SIGNATURE))
    return f"<html><body><div>{links(MENU, '{} ')}</div><div class=doc><pre>{escape(text)}</pre></div><div>{FOOT}</div></body></html>"


LAYOUTS: Mapping[str, Callable[[Report], str]] = {
    "divisions": by_divisions,
    "tables": by_tables,
    "named elements": by_named_elements,
    "sections": by_sections,
    "lists": by_lists,
    "word": pasted_from_word,
    "no elements": without_elements,
    "plain text": as_plain_text,
}


def texts_of(form: Form) -> dict[str, str]:
    """The text of each section as it is to be read."""
    return {section.id: "\n".join(TEXTS.get(section.id, ())) for section in form.sections}
