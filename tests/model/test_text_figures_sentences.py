"""Rule T1: longer made-up sentences, as reports of whole governments and of small offices word them."""

from __future__ import annotations

import pytest

from tests.text_figure_words import told

TIED = (
    (
        "接到政府信息公开申请23件，已答复21件，未到答复期限2件。",
        "23=request.receive 21=request.done 2=request.carried_out?",
    ),
    ("受理政府信息公开申请2件，都在法定期限内予以答复。", "2=request.receive"),
    (
        "依法办理涉及政府信息公开的行政复议15件（纠错1件）、行政诉讼8件（均胜诉）。",
        "15=reconsideration 1=reconsideration.corrected 8=litigation 胜诉=litigation.upheld",
    ),
    (
        "2023年，全市共受理政府信息公开申请320件（其中自然人申请300件，法人或其他组织申请20件），较上年（280件）增长14.3%。",
        "320=request.receive 300=request.receive.natural 20=request.receive.organisations 14.3%=~request.receive",
    ),
    (
        "全县各级行政机关共收到政府信息公开申请56件，同比下降12.5%，其中县政府本级收到18件。",
        "56=request.receive 12.5%=~request.receive",
    ),
    (
        "全年收到申请35件，同比增加5件，增幅16.7%；办结34件，1件结转至2024年继续办理。",
        "35=request.receive? 5=~request.receive 34=request.done 1=request.carried_out",
    ),
    ("2023年依申请公开数量较2022年减少3件。", "3=~request.receive"),
    (
        "依申请公开工作有序推进，本年度受理数10件，办结数10件，无结转。",
        "10=request.receive 10=request.done 无结转=0request.carried_in+request.carried_out",
    ),
    (
        "1.收到政府信息公开申请情况。2023年共收到政府信息公开申请10件，其中当面申请2件，网络申请5件，信函申请3件。2.办理情况。共答复10件，其中予以公开6件，占60%；部分公开2件，占20%；无法提供2件，占20%。",
        "10=request.receive 10=request.done? 6=request.granted 60%=%request.granted 2=request.partly_granted 20%=%request.partly_granted 2=request.unavailable 20%=%request.unavailable",
    ),
    (
        "共收到依申请10件，予以公开的6件，部分公开的2件，不予公开的1件，其他1件。",
        "10=request.receive 6=request.granted 2=request.partly_granted 1=request.refused",
    ),
    ("收到政府信息公开申请10件，答复率100%，满意率100%。", "10=request.receive 100%=%request.done?"),
    ("对10件政府信息公开申请依法进行了答复。", "10=request.done"),
    ("全年办理答复政府信息公开申请10件，无一例超期。", "10=request.done?"),
    (
        "本年度共有行政复议案件2件，均被维持；行政诉讼案件1件，正在审理。",
        "2=reconsideration? 被维持=reconsideration.upheld 1=litigation 正在审理=litigation.pending",
    ),
    (
        "行政复议案件4件，其中结果维持3件，其他结果1件；未经复议直接起诉案件2件，均尚未审结；复议后起诉案件1件，结果维持。",
        "4=reconsideration? 3=reconsideration.upheld 1=reconsideration.other 2=litigation_direct 尚未审结=litigation_direct.pending 1=litigation_after",
    ),
    ("因政府信息公开被提起行政复议和行政诉讼共3件。", "3=litigation+reconsideration"),
    (
        "共收到涉及政府信息公开的行政复议案件2件、行政诉讼案件1件，无被纠正案件。",
        "2=reconsideration 1=litigation 无被纠正=0litigation.corrected+reconsideration.corrected",
    ),
    (
        "2023年，我单位未发生政府信息公开类的行政复议和诉讼案件，也无上年结转案件。",
        "未发生=0litigation+reconsideration 也无上年结转=0request.carried_in",
    ),
    ("全年无行政复议、行政诉讼及举报投诉情况发生。", "无行政复议、行政诉讼=0litigation+reconsideration"),
    (
        "2023年，我局办理行政许可事项1200件，行政处罚案件35件，行政强制0件。",
        "35=penalty.decide 0=coercion.decide",
    ),
    (
        "本年度作出行政许可决定共计512件、行政处罚决定33件，未实施行政强制措施。",
        "512=licence.decide 33=penalty.decide 未实施=0coercion.decide",
    ),
    ("2023年我局行政许可决定数3520件，行政处罚决定数12件。", "3520=licence.decide 12=penalty.decide"),
    (
        "共办理行政许可3件、行政处罚2件、行政强制0件，行政事业性收费0万元。",
        "3=licence.decide 2=penalty.decide 0=coercion.decide 0万=fee.charge",
    ),
    (
        "行政许可处理决定0件，行政处罚处理决定0件，行政强制处理决定0件，行政事业性收费0元。",
        "0=licence.decide 0=penalty.decide 0=coercion.decide 0=fee.charge",
    ),
    (
        "规章制发0件、废止0件、现行有效0件；行政规范性文件制发2件、废止1件、现行有效8件。",
        "0=rules.issue 0=rules.repeal 0=rules.in_force 2=norm.issue 1=norm.repeal 8=norm.in_force",
    ),
    (
        "制发规章0件，行政规范性文件2件；废止规章0件，行政规范性文件1件；现行有效规章0件，行政规范性文件8件。",
        "0=rules.issue 2=norm.issue 0=rules.repeal 1=norm.repeal 0=rules.in_force 8=norm.in_force",
    ),
    ("全年共出台规范性文件2件，全部按要求公开。", "2=norm.issue"),
    ("以区政府及区政府办公室名义制发行政规范性文件4件，均同步开展解读。", "4=norm.issue?"),
    ("全年发布规范性文件4件，其中废止1件。", "4=norm.issue? 1=norm.repeal"),
    ("集中公开现行有效规范性文件35件，其中市政府规范性文件30件、部门规范性文件5件。", "35=norm.in_force"),
    ("全年依申请公开信息提供10件次。", "10=request.receive?"),
    ("政府信息公开申请受理量10件，同比持平。", "10=request.receive?"),
    ("政府信息公开申请数量与上年基本持平。", "基本持平=~request.receive"),
    ("本年度未予公开的申请0件，无法提供的3件。", "0=request.refused 3=request.unavailable"),
    ("全年受理政府信息公开申请10件，均为本年新收，办结10件。", "10=request.receive 10=request.done"),
    ("受理信息公开申请10件，其中涉及征地的6件，涉及规划的4件，均予以公开。", "10=request.receive"),
    ("2022年共收到政府信息公开申请8件，2023年共收到10件，增长25%。", "10=request.receive"),
    ("今年共受理政府信息公开申请10件，去年8件，同比增长25%。", "10=request.receive"),
    ("截至2023年12月31日，共收到政府信息公开申请10件。", "10=request.receive"),
    ("自2023年1月1日至12月31日，我局共受理申请10件，已答复10件。", "10=request.receive? 10=request.done"),
    ("2023年（1-12月）收到依申请公开10件。", "10=request.receive"),
    ("2024年1月底前，我局收到政府信息公开申请10件。", "10=request.receive"),
    (
        "2023年，全市行政机关新收政府信息公开申请1520件，同比增长8.6%；办理上年度结转申请86件。答复1530件，其中，予以公开820件，占53.6%；部分公开210件，占13.7%；不予公开、无法提供、不予处理等500件。",
        "1520=request.receive 8.6%=~request.receive 86=request.carried_in 1530=request.done? 820=request.granted 53.6%=%request.granted 210=request.partly_granted 13.7%=%request.partly_granted 500=request.not_processed+request.refused+request.unavailable",
    ),
    (
        "依申请公开办理情况。全年新收政府信息公开申请45件，办理上年结转政府信息公开申请3件，均在法定期限内办结，其中予以公开20件，部分公开8件，不予公开5件，无法提供10件，不予处理3件，其他处理2件。",
        "45=request.receive 3=request.carried_in 20=request.granted 8=request.partly_granted 5=request.refused 10=request.unavailable 3=request.not_processed 2=request.other_processed",
    ),
    (
        "全年共收到依申请公开申请45件（新收42件，上年结转3件），办结44件，1件结转下年度办理。",
        "45=request.due 42=request.receive 3=request.carried_in 44=request.done 1=request.carried_out",
    ),
    (
        "全年受理依申请公开事项45件，其中2022年结转3件，2023年新收42件。",
        "45=request.due 3=request.carried_in 42=request.receive",
    ),
    (
        "新收到政府信息公开申请42件，加上上年结转3件，共办理45件。",
        "42=request.receive 3=request.carried_in 45=request.due?",
    ),
    (
        "本机关收到政府信息公开申请3件，均为自然人通过网络提交，均予以公开。",
        "3=request.receive 均为自然人=0request.receive.organisations 予以公开=request.granted",
    ),
    (
        "本年度，收到自然人申请2件，法人申请1件，共3件，均已答复。",
        "2=request.receive.natural 1=request.receive.organisations",
    ),
    ("2023年收到个人申请5件，企业申请2件。", "5=request.receive.natural 2=request.receive.business"),
    ("受理公民申请12件、法人或其他组织申请3件。", "12=request.receive.natural 3=request.receive.organisations"),
    (
        "收到的15件申请中，自然人12件、商业企业2件、社会公益组织1件。",
        "15=request.receive? 12=request.receive.natural 2=request.receive.business 1=request.receive.social_welfare",
    ),
    (
        "在收到的政府信息公开申请中，自然人申请12件，占80%；企业申请3件，占20%。",
        "12=request.receive.natural 80%=%request.receive.natural? 3=request.receive.business 20%=%request.receive.business?",
    ),
    (
        "政府信息公开申请办理结果：予以公开12件，部分公开3件，不予公开0件，无法提供2件，不予处理1件，其他处理0件，总计18件。",
        "12=request.granted 3=request.partly_granted 0=request.refused 2=request.unavailable 1=request.not_processed 0=request.other_processed",
    ),
    (
        "本年度答复的申请中，予以公开12件、部分公开3件；因申请信息属于行政执法案卷信息、过程性信息不予公开2件；因本机关不掌握相关信息、没有现成信息需要另行制作等无法提供3件；因重复申请、信访举报投诉类申请不予处理2件；因申请人逾期不补正、撤回申请等其他处理1件。",
        "12=request.granted 3=request.partly_granted 2=request.refused_enforcement_files+request.refused_process_information 3=request.unavailable 2=request.not_processed_petition+request.not_processed_repeat 1=request.other_processed",
    ),
    (
        "其中属于三类内部事务信息不予公开2件，属于四类过程性信息不予公开1件，本机关不掌握相关政府信息5件，没有现成信息需另行制作1件，补正后申请内容仍不明确2件，信访举报投诉类申请3件，重复申请1件。",
        "2=request.refused_internal_affairs 1=request.refused_process_information 5=request.unavailable_not_held 1=request.unavailable_needs_creation 2=request.unavailable_still_unclear 3=request.not_processed_petition 1=request.not_processed_repeat",
    ),
    (
        "2023年共发生政府信息公开行政复议案件3件，1件维持，1件纠正，1件尚未审结。",
        "3=reconsideration 1=reconsideration.upheld 1=reconsideration.corrected 1=reconsideration.pending",
    ),
    (
        "2023年共发生政府信息公开行政诉讼案件3件，其中未经复议直接起诉2件（结果维持1件，尚未审结1件），复议后起诉1件（结果维持1件）。",
        "3=litigation 2=litigation_direct 1=litigation_direct.upheld 1=litigation_direct.pending 1=litigation_after 1=litigation_after.upheld",
    ),
    (
        "全年行政复议共3件，其中维持决定2件，撤销决定1件；行政诉讼共2件，一审胜诉2件。",
        "3=reconsideration? 2=reconsideration.upheld 1=reconsideration.corrected 2=litigation 2=litigation.upheld",
    ),
    ("2023年度，我局因信息公开引起的复议1起、诉讼0起。", "1=reconsideration 0=litigation"),
    ("全年被复议2次、被诉讼1次。", "2=reconsideration? 1=litigation"),
    (
        "无政府信息公开行政复议案件，有政府信息公开行政诉讼案件1件。",
        "无政府信息公开行政复议案件=0reconsideration 1=litigation",
    ),
    ("全年共制发规范性文件5件，其中以市政府名义制发3件，以市政府办公室名义制发2件。", "5=norm.issue"),
    (
        "2023年共制定政府规章2部、修改1部、废止1部，制定行政规范性文件5件。",
        "2=rules.issue? 1=rules.repeal? 5=norm.issue?",
    ),
    ("我局现行有效行政规范性文件共15件，其中2023年新制定2件。", "15=norm.in_force 2=norm.issue"),
    ("截至目前，我局有效规范性文件15份。", "15=norm.in_force"),
    (
        "本年度公开规章0部、规范性文件2件、行政许可35件、行政处罚20件。",
        "0=rules.issue? 2=norm.issue? 35=licence.decide 20=penalty.decide",
    ),
    (
        "行政许可35件，行政处罚20件，行政强制2件，行政事业性收费3.5万元。",
        "35=licence.decide 20=penalty.decide 2=coercion.decide 3.5万=fee.charge",
    ),
    ("本机关2023年行政许可处理决定35件，对外公开35件。", "35=licence.decide"),
    ("我局未收到依申请公开来信。", "未收到=0request.receive"),
    (
        "新收政府信息公开申请12件，上年结转3件，共计15件，办结15件。",
        "12=request.receive 3=request.carried_in 15=request.due 15=request.done",
    ),
    ("收到政府信息公开申请1件，为自然人申请。", "1=request.receive 为自然人=0request.receive.organisations"),
    ("3件政府信息公开申请均为自然人申请。", "3=request.receive.natural 均为自然人=0request.receive.organisations"),
    (
        "收到政府信息公开申请3件，其中予以公开2，占66.7%；部分公开1，占33.3%。",
        "3=request.receive 2=request.granted? 66.7%=%request.granted 1=request.partly_granted? 33.3%=%request.partly_granted",
    ),
    ("因申请人无正当理由逾期不补正，行政机关不再处理其政府信息公开申请1件。", "1=request.other_not_corrected?"),
    ("收到网络3件政府信息公开申请。", "3=request.receive"),
)

NOTHING = (
    "公开行政许可结果120条，行政处罚结果35条。",
    "收到信件10件，电话咨询20次，网上咨询30条。",
    "按照“双公示”要求，公示行政许可35件、行政处罚20件。",
    "在信用中国网站公示行政许可信息35条。",
    "2023年收费3.5万元，全部上缴国库。",
    "办理信访件35件，受理行政复议申请12件。",
    "县司法局全年收到行政复议申请56件，受理50件，审结45件。",
    "刊登市政府文件12件，部门规范性文件3件。",
    "全市有5个集体受到表彰。",
)


@pytest.mark.parametrize(("text", "wanted"), TIED)
def test_every_figure_of_a_sentence_is_tied(text: str, wanted: str) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize("text", NOTHING)
def test_other_counts_are_left_alone(text: str) -> None:
    assert told(text) == ""
