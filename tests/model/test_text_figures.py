"""Rule T1: what figures in made-up sentences are tied to, by the way in which they are worded."""

from __future__ import annotations

import pytest

from tests.text_figure_words import told

TIED = (
    (
        "2023年，我局共新受理政府信息公开申请12件，上年结转1件，办结11件，结转下年2件。",
        "12=request.receive 1=request.carried_in 11=request.done 2=request.carried_out",
    ),
    ("全年接收到政府信息公开申请5次，均已答复。", "5=request.receive"),
    ("全年收到公民、法人和其他组织申请3件次。", "3=request.receive"),
    ("本年度收到3份政府信息公开申请书。", "3=request.receive"),
    ("收到依申请公开申请数12，答复数12。", "12=request.receive? 12=request.done?"),
    (
        "2023年度共受理依申请公开件26宗，其中自然人22宗，企业3宗，其他组织1宗。",
        "26=request.receive 22=request.receive.natural 3=request.receive.business 1=request.receive.other_org",
    ),
    ("收到依申请公开案件8起，均按期答复。", "8=request.receive"),
    (
        "2023年，全县共收到政府信息公开申请45件（含上年度结转3件），答复43件（另有5件申请顺延到下年度答复）。",
        "45=request.receive? 3=request.carried_in 43=request.done 5=request.carried_out",
    ),
    ("共受理申请48件，其中本年新收45件，上年结转3件。", "48=request.due? 45=request.receive 3=request.carried_in"),
    (
        "全年收到政府信息公开申请20件，2022年结转2件，2022年结转至2023年2件。",
        "20=request.receive 2=request.carried_in 2=request.carried_in",
    ),
    (
        "全年收到政府信息公开申请20件，上一年度转办2件，办结上年结转2件，除3件转结2024年办理以外，其余均已答复。",
        "20=request.receive 2=request.carried_in 2=request.carried_in 3=request.carried_out",
    ),
    (
        "收到申请9件，转接下年1件，顺延1件，余1件转2024年办理，剩余1件结转至下一年度，正在办理1件，1件正在办理中。",
        "9=request.receive? 1=request.carried_out 1=request.carried_out 1=request.carried_out 1=request.carried_out? 1=request.carried_out?",
    ),
    (
        "2023年无上年结转申请，无申请结转至下年度，未有结转。",
        "无上年结转=0request.carried_in 无申请结转至下年度=0request.carried_out",
    ),
    ("共办理政府信息公开申请30件。", "30=request.done?"),
    ("受理和办结政府信息公开申请7件。", "7=request.receive?"),
    ("已办理完成答复12件政府信息公开申请。", "12=request.done"),
    (
        "收到政府信息公开申请10件，其中公开3件，同意公开1件，属于公开范围1件，部分同意公开1件，不同意公开1件，信息不存在1件，不属于本机关1件，不予受理1件，不再重复处理1件，撤销1件，其他2件。",
        "10=request.receive 3=request.granted 1=request.granted 1=request.granted 1=request.partly_granted 1=request.refused 1=request.unavailable_not_held 1=request.unavailable_not_held 1=request.not_processed 1=request.not_processed_repeat 1=request.other_misc?",
    ),
    (
        "收到政府信息公开申请10件，其中属于已主动公开2件，区分处理后公开1件，不予公开答复数3件，重复申请1件，申请人撤回1件，补正1件。",
        "10=request.receive 2=request.granted 1=request.partly_granted 3=request.refused 1=request.not_processed_repeat 1=request.other_misc?",
    ),
    (
        "收到政府信息公开申请10件，5件予以公开，2件因本机关不掌握相关政府信息无法提供，1件结转下年。",
        "10=request.receive 5=request.granted 2=request.unavailable_not_held 1=request.carried_out",
    ),
    (
        "收到政府信息公开申请10件，按期办结率100%，办结率为95.5%，按时答复率达100%，到期办结率100%。",
        "10=request.receive 95.5%=%request.done?",
    ),
    ("收到政府信息公开申请10件，全部为公民申请。", "10=request.receive 全部为公民=0request.receive.organisations"),
    ("收到申请3件，均为自然人申请。", "3=request.receive? 均为自然人=0request.receive.organisations"),
    (
        "收到申请6件，其中自然人申请5件、法人或其他组织申请1件。",
        "6=request.receive? 5=request.receive.natural 1=request.receive.organisations",
    ),
    (
        "因政府信息公开引发行政复议3件、行政诉讼2件，均获维持。",
        "3=reconsideration 2=litigation 获维持=litigation.upheld 获维持=reconsideration.upheld",
    ),
    (
        "政府信息公开被申请行政复议5宗，获维持3宗，被纠错1宗，尚未审结1宗；行政诉讼4起，胜诉2起，败诉1起，在审1起。",
        "5=reconsideration 3=reconsideration.upheld 1=reconsideration.corrected 1=reconsideration.pending 4=litigation 2=litigation.upheld 1=litigation.corrected 1=litigation.pending",
    ),
    (
        "未经复议直接起诉2件，结果维持2件；复议后起诉1件，未审结。",
        "2=litigation_direct? 2=litigation_direct.upheld 1=litigation_after 未审结=litigation_after.pending",
    ),
    ("行政复议和行政诉讼各1件。", "1=litigation? 1=reconsideration?"),
    ("复议、诉讼案件5件。", "5=litigation+reconsideration?"),
    (
        "全年未接到政府信息公开申请，没有收到依申请公开申请，未收到、办理过政府信息公开申请。",
        "未接到=0request.receive 没有收到=0request.receive 未收到、办理过=0request.receive",
    ),
    (
        "无受理政府信息公开申请，未发生行政复议，没有被提起行政诉讼，无被纠错和败诉情况。",
        "无受理=0request.receive 未发生=0reconsideration 没有被提起行政诉讼=0litigation 无被纠错和败诉=0litigation.corrected+reconsideration.corrected",
    ),
    (
        "未出台规范性文件，未制发规章，无新增规范性文件，未制定发布、废止规范性文件，无行政许可职能。",
        "未出台=0norm.issue 未制发=0rules.issue 无新增=0norm.issue 未制定发布、废止规范性文件=0norm.issue+norm.repeal 无行政许可=0licence.decide",
    ),
    ("行政复议、行政诉讼分别为0宗。", "0=litigation+reconsideration?"),
    ("制发行政规范性文件5件，废止2件，现行有效30件。", "5=norm.issue 2=norm.repeal 30=norm.in_force"),
    (
        "全年印发规范性文件3件，宣布废止1件，继续有效20件；以市政府名义发布规章2部。",
        "3=norm.issue 1=norm.repeal 20=norm.in_force 2=rules.issue?",
    ),
    (
        "全年作出行政许可处理决定120项，实施行政处罚15起，行政强制2起。",
        "120=licence.decide 15=penalty.decide 2=coercion.decide",
    ),
    (
        "许可数量100件；收费总金额约35万元；收取行政事业性收费2277820元。",
        "100=licence.decide 35万=fee.charge 2277820=fee.charge",
    ),
    ("行政许可24项、行政处罚765项、行政强制3项。", "24=licence.decide? 765=penalty.decide? 3=coercion.decide?"),
    ("收取行政事业性收费0元。", "0=fee.charge"),
    ("收到政府信息公开申请20件，其中通过网络申请12件，信函申请5件，当面申请3件，网络渠道占60%。", "20=request.receive"),
    ("全市共收到政府信息公开申请300件，其中市政府办公室20件，市公安局50件，各县区230件。", "300=request.receive"),
    ("2023年上半年，共收到政府信息公开申请10件，答复9件。", "10=request.receive? 9=request.done?"),
    (
        "全年共审查规范性文件12件，备案规范性文件5件，清理规范性文件30件，其中废止3件、继续有效25件、修改2件。",
        "3=norm.repeal? 25=norm.in_force?",
    ),
    ("2022年，我局收到政府信息公开申请6件；2023年，收到12件。", "12=request.receive"),
    (
        "从申请人类型看，自然人申请15件，占75%；法人或其他组织5件，占25%。",
        "15=request.receive.natural 75%=%request.receive.natural? 5=request.receive.organisations 25%=%request.receive.organisations?",
    ),
    ("共收到政府信息公开申请12件，较2022年的10件增长20%。", "12=request.receive 20%=~request.receive"),
    ("收取行政事业性收费共计12.5万元。", "12.5万=fee.charge"),
    ("行政事业性收费5项，收费金额3.2万元。", "3.2万=fee.charge"),
    ("全年作出行政处罚决定35件，罚没金额12万元，公开行政处罚决定书35份。", "35=penalty.decide"),
    ("2023年本机关制发规范性文件0件，废止0件，现行有效2件。", "0=norm.issue 0=norm.repeal 2=norm.in_force"),
    (
        "全年共收到信息公开申请12件，办结10件，其中全部公开4件，部分公开2件，不公开1件，非本机关公开2件，不存在1件，转结2件。",
        "12=request.receive 10=request.done 4=request.granted 2=request.partly_granted 1=request.refused 2=request.unavailable_not_held 2=request.carried_out?",
    ),
    ("2023年，我局共受理依申请公开事项5件，已全部办结。", "5=request.receive"),
    ("受理并答复依申请公开5件。", "5=request.receive?"),
    ("全年共登记政府信息公开申请5件，已答复5件。", "5=request.receive 5=request.done"),
    ("本年度，新增依申请公开5件。", "5=request.receive"),
    ("2023年依申请公开受理5件，办结5件。", "5=request.receive 5=request.done"),
    ("收到公民提出的政府信息公开申请5件。", "5=request.receive"),
    ("依申请公开办件5件，均为网上提交。", "5=request.receive?"),
    (
        "本年新收政府信息公开申请数量5件，上年结转政府信息公开申请数量0件，本年度办理结果总计5件，结转下年度继续办理0件。",
        "5=request.receive 0=request.carried_in 5=request.done 0=request.carried_out",
    ),
    ("（二）依申请公开。2023年共收到申请5件，其中网络申请3件、邮寄申请2件，均已按期答复。", "5=request.receive"),
    (
        "（二）依申请公开情况。全年办理5件，其中予以公开3件、不予公开2件。",
        "5=request.done? 3=request.granted 2=request.refused",
    ),
    ("收到政府信息公开申请共计5件，已按时办理答复5件。", "5=request.receive 5=request.done?"),
    (
        "我街道2023年共接到政府信息公开申请5件，其中公民申请4件，法人申请1件。",
        "5=request.receive 4=request.receive.natural 1=request.receive.organisations",
    ),
    ("全年受理的政府信息公开申请为5件。", "5=request.receive"),
    (
        "政府信息公开申请数5件，其中：自然人申请数4件，法人申请数1件。",
        "5=request.receive? 4=request.receive.natural 1=request.receive.organisations",
    ),
    ("2023年度本机关共收到并办结政府信息公开申请5件。", "5=request.receive?"),
    ("2023年，共收到政府信息公开申请 5 件，办结 5 件，按时办结率 100%。", "5=request.receive 5=request.done"),
    ("收到依申请公开邮件5件，信函2件。", "5=request.receive?"),
    ("收到书面政府信息公开申请3件。", "3=request.receive"),
    ("共收到群众申请信息公开5件。", "5=request.receive"),
    ("全年受理信息公开申请事项5项，主要涉及征地。", "5=request.receive"),
    ("全年共处理依申请公开5件。", "5=request.done?"),
    ("全年共有5件政府信息公开申请，全部办结。", "5=request.receive?"),
    ("全年公民申请公开政府信息5件。", "5=request.receive?"),
    ("共收到有效政府信息公开申请5件。", "5=request.receive"),
    (
        "2023年收到政府信息公开申请件数为5件，较2022年减少2件，下降28.6%。",
        "5=request.receive 2=~request.receive 28.6%=~request.receive",
    ),
    (
        "2023年，全市各级行政机关新收政府信息公开申请500件，办理上年结转申请20件，办结505件，结转下年度15件。",
        "500=request.receive 20=request.carried_in 505=request.done 15=request.carried_out",
    ),
    (
        "从办理结果看，予以公开300件，占59.4%；部分公开50件，占9.9%；不予公开20件，占4%；无法提供80件；不予处理30件；其他处理25件。",
        "300=request.granted 59.4%=%request.granted? 50=request.partly_granted 9.9%=%request.partly_granted? 20=request.refused 4%=%request.refused? 80=request.unavailable 30=request.not_processed 25=request.other_processed",
    ),
    (
        "其中，予以公开3件，部分公开1件，因属于行政执法案卷不予公开1件，因申请人逾期不补正作结案处理1件，因信访投诉类不予处理2件。",
        "3=request.granted 1=request.partly_granted 1=request.refused_enforcement_files 1=request.other_not_corrected? 2=request.not_processed_petition",
    ),
    (
        "本机关不掌握相关政府信息的3件，没有现成信息需要另行制作的1件，补正后申请内容仍不明确的1件。",
        "3=request.unavailable_not_held 1=request.unavailable_needs_creation 1=request.unavailable_still_unclear",
    ),
    ("申请人无正当理由逾期不补正，行政机关不再处理其政府信息公开申请1件。", "1=request.other_not_corrected?"),
    ("因申请内容不明确要求补正后未补正1件。", "1=request.other_not_corrected"),
    (
        "全年因政府信息公开被提起行政复议1件，结果为维持；行政诉讼2件，均判决驳回。",
        "1=reconsideration 2=litigation 驳回=litigation.upheld 驳回=reconsideration.upheld",
    ),
    ("全年未因政府信息公开被申请行政复议或提起行政诉讼。", "未因=0litigation+reconsideration"),
    ("2023年度因政府信息公开引起的行政复议和行政诉讼案件均为0件。", "0=litigation+reconsideration"),
    ("无行政复议、行政诉讼案件。", "无行政复议、行政诉讼案件=0litigation+reconsideration"),
    ("全年行政复议案件0件，行政诉讼案件0件。", "0=reconsideration? 0=litigation"),
    ("去年共收到政府信息公开申请30件，今年收到41件。", "41=request.receive"),
    ("依申请公开申请数量从上年的25件上升到40件。", "40=request.receive?"),
    ("截至年底，共有规范性文件33件继续有效。", "33=norm.in_force"),
    (
        "全年收到政府信息公开申请9件。在办结的8件申请中，予以公开7件。",
        "9=request.receive 8=request.done 7=request.granted",
    ),
    (
        "政府信息公开行政复议4件，驳回复议申请1件，驳回请求3件。",
        "4=reconsideration 1=reconsideration.other 3=reconsideration.upheld",
    ),
    (
        "因政府信息公开引起的复议4件，其中3件获维持，1件申请人撤回。",
        "4=reconsideration 3=reconsideration.upheld 1=reconsideration.other",
    ),
    (
        "行政复议方面，共发生3件，其中维持2件，撤销1件。",
        "3=reconsideration? 2=reconsideration.upheld 1=reconsideration.corrected",
    ),
    (
        "全年收到政府信息公开行政复议申请3件，办结3件，其中维持2件、终止1件。",
        "3=reconsideration 2=reconsideration.upheld 1=reconsideration.other",
    ),
    ("政府信息公开类行政诉讼2件，其中一审1件，二审1件。", "2=litigation"),
    (
        "2023年，我局行政许可处理决定数量为35件，行政处罚处理决定数量12件，行政强制处理决定数量0件。",
        "35=licence.decide 12=penalty.decide 0=coercion.decide",
    ),
    ("全年办理行政许可1200件，作出行政处罚35件，罚款12万元。", "1200=licence.decide 35=penalty.decide"),
    ("行政事业性收费本年收费金额12.5万元。", "12.5万=fee.charge"),
    ("2023年全年未产生行政事业性收费。", "未产生=0fee.charge"),
    (
        "全年制发行政规范性文件2件，废止行政规范性文件1件，截至年底现行有效的行政规范性文件15件。",
        "2=norm.issue 1=norm.repeal 15=norm.in_force",
    ),
    ("截至2023年底，现行有效规范性文件15件。", "15=norm.in_force"),
    ("本年度制定规范性文件0件，废止0件，修改0件。", "0=norm.issue? 0=norm.repeal?"),
    ("现行有效的地方政府规章20部，本年制定1部，废止2部。", "20=rules.in_force 1=rules.issue 2=rules.repeal"),
    ("2023年没有制定规章和规范性文件。", "没有制定=0norm.issue+rules.issue"),
    (
        "本年度未新收政府信息公开申请，无上年结转，无结转下年度。",
        "未新收=0request.receive 无上年结转=0request.carried_in 无结转下年度=0request.carried_out",
    ),
    (
        "2023年度没有公民、法人和其他组织向我局申请公开政府信息。",
        "没有公民、法人和其他组织向我局申请公开政府信息=0request.receive",
    ),
    ("我局未接到公民、法人或者其他组织要求获取政府信息的申请。", "未接到=0request.receive"),
    ("2023年，我镇没有依申请公开政府信息情况。", "没有依申请公开政府信息=0request.receive"),
    (
        "全年没有发生依申请公开、行政复议和行政诉讼。",
        "没有发生依申请公开、行政复议和行政诉讼=0litigation+reconsideration+request.receive",
    ),
    (
        "全年无因政府信息公开工作被举报投诉、申请行政复议、提起行政诉讼情况。",
        "无因政府信息公开工作被举报投诉、申请行政复议、提起行政诉讼=0litigation+reconsideration",
    ),
)
"""Sentences, and the names of their figures as `told` writes them."""

NOTHING = (
    "我局保留行政权力事项120项，其中行政许可24项、行政处罚76项、行政强制2项。",
    "公示行政许可信息120条、行政处罚信息15条，公示食品经营许可证35件。",
    "全年产生政府信息200条，其中主动公开150条，依申请公开12条，不予公开38条。",
    "公开属性为主动公开的文件20件，依申请公开文件12件，不予公开36件。",
    "全年协助市政府办公室办理依申请公开12件，配合答复政府信息公开申请3件。",
    "指导基层办理依申请公开事项30余件。",
    "转载省政府规章3件，转发上级规范性文件12件，公开乡镇规范性文件2件。",
    "发布政策解读12篇，公文45件，政府公报刊登规范性文件12件。",
    "制发解读材料5件。",
    "处以罚款35万元，收取信息处理费400元。",
    "未收取信息公开费用。",
    "办理人大建议12件、政协提案8件，办结率100%，答复率100%。",
    "受理12345热线工单300件，办结298件，按时办结率100%。",
    "收到网民留言12条，回复12条，受理咨询300件。",
    "网站发布信息1200条，同比增长12%，公众号发布信息300条，较去年增加50条。",
    "全年共收到信访事项35件，办结35件。",
    "受理行政复议案件120件，审结110件，其中维持80件、纠正12件。",
    "办理行政应诉案件30件。",
    "申请内容主要涉及土地征收15件，占75%；房屋拆迁5件，占25%。",
    "从申请方式看，网络申请12件，占60%，信函申请8件，占40%。",
    "制定《政府信息公开申请办理规范》等制度3项，培训2次。",
    "全年出具补正告知书3件、答复书12件，延期答复2件。",
    "组织政府信息公开业务培训3次，参训人员120人次。",
    "其中予以公开信息15条。",
    "本年公开行政事业性收费项目5项。",
)
"""Sentences whose figures no cell holds."""


@pytest.mark.parametrize(("text", "wanted"), TIED)
def test_a_figure_is_tied_by_the_words_beside_it(text: str, wanted: str) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize("text", NOTHING)
def test_what_no_cell_holds_is_tied_to_nothing(text: str) -> None:
    assert told(text) == ""
