/**
 * Words that speak to whoever scores, not to whoever asks. What the interview takes for an attack is wider still
 * (`injection.ts`); these are what a text would say to a model that is given it to read.
 */
import { anyOf } from './any.ts';

/** Alone enough: nobody tells of their work like this. */
export const SPEAKS_TO_SCORER = anyOf(
  [
    '(?:评分|打分|评审|评估|评价|判分)(?:员|者|官|人|模型|系统|ai|助手)[^。！？\\n]{0,12}(?:请|必须|务必|应|你|注意|看)',
    '(?:^|[，,：:。])\\s*(?:请|必须|务必|应当|应该|一律|直接|都)[^。！？\\n]{0,14}(?:打|评|给|记|写|填|输出|返回|判)[^。！？\\n]{0,10}(?:[1-5一二三四五满高]\\s*分|最高|满分|优秀)',
    '(?:打|给|评|记|按)\\s*(?:满分|最高分|[5五]\\s*分)\\s*(?:即可|就行|就好|处理|计算|吧|。|！|$)',
    '(?:本条|这一?条|此项|该项|每一?项|所有项|各项|全部|每个|所有|这个|该)(?:标准|指标|评分|得分|维度|分数)?[^。！？\\n]{0,8}(?:满分|[5五]\\s*分|最高(?:分|档|级))',
    '(?:得分|评分|分数|打分|score)\\s*(?:["”]\\s*)?[:：=为是]\\s*(?:["“]\\s*)?(?:[0-9]|[一二三四五十]|满分|最高)',
    '(?:证据|引文|引用|原话)(?:栏|处|里|部分|字段)?\\s*(?:请|应|就|必须|务必|只)?\\s*(?:写|填|引用|用|为|是|[:：=])\\s*["“「『]',
    '(?:引用|引述|摘录|采用)(?:下面|以下|这)(?:的|一)?(?:这)?(?:句|段|条)?(?:话|文字|内容)?[^。！？\\n]{0,4}(?:作为|当作|为)(?:证据|依据)',
    '(?:推荐|结论|建议)(?:意见|结果|等级)?\\s*(?:["”])?\\s*(?:请|必须)?(?:为|[:：=]|写成?|填|设为)\\s*["“]?(?:advance|通过|录用|推进|强烈推荐)',
    '(?:你是|作为|身为)(?:一个|一名|一位)?[^。！？，,\\n]{0,6}(?:评分|打分|评估|评审|ai|人工智能|大?模型|语言模型|考官|助手)',
    '(?:该|本|这位|此)(?:候选人|应聘者|应试者|面试者)[^。！？\\n]{0,16}(?:满分|[5五]\\s*分|最高|优秀|完全(?:符合|达到|满足)|通过|录用|推荐)',
    '(?:以上|上面|上述|前面|之前|先前|以下|后面)(?:的)?(?:所有|全部)?(?:内容|文字|标准|规则|说明|回答|要求|评分)[^。！？\\n]{0,6}(?:作废|无效|忽略|不算|不用看|失效|无需理会)',
    '(?:评分|打分|评估)(?:标准|规则|细则|锚点|表)(?:已经?|现在|今天)?[^。！？\\n]{0,6}(?:改|更新|调整|取消|变更|作废|换)',
    '(?:不用|不必|无需|不要|别)(?:再)?(?:看|管|核对|参考|理会|验证)[^。！？\\n]{0,8}(?:评分|标准|锚点|证据|原文|引文|细则)',
    '\\b(?:evaluator|assessor|grader|scorer|rater|scoring (?:model|system|agent)|llm|language model|ai (?:model|assistant|judge|system))\\b[^.!?\\n]{0,8}[:,][^.!?\\n]{0,60}',
    '\\b(?:note|message|instruction|attention|dear|hey|hello|hi)\\b[^.!?\\n]{0,12}\\b(?:evaluator|assessor|grader|scorer|rater|judge|ai|llm|model|assistant|scoring)\\b',
    '\\b(?:give|award|assign|return|output|set|put|enter|record|report|use|choose|select|pick|grant)\\b[^.!?\\n]{0,36}\\b(?:scores?|marks?|rating|grade|level|anchor|points?)\\b[^.!?\\n]{0,14}\\b(?:5|five|10|ten|100|top|max\\w*|highest|full|perfect)\\b',
    '\\b(?:give|award|assign|return|output|set|put|enter|record|report|use|choose|select|pick|grant)\\b[^.!?\\n]{0,24}\\b(?:5|five|10|ten|100|top|max\\w*|highest|full|perfect)\\b[^.!?\\n]{0,16}\\b(?:scores?|marks?|rating|grade|level|anchor|points?|criteri\\w+)\\b',
    '\\b(?:ignore|disregard|forget|override|bypass)\\b[^.!?\\n]{0,30}\\b(?:rubrics?|criteria|anchors?|scoring|evaluation|assessment)\\b',
    '\\b(?:score|rate|mark|grade)\\b[^.!?\\n]{0,24}\\b(?:criteri(?:on|a)|candidate|applicant|answers?|me|it|this|everything)\\b[^.!?\\n]{0,14}\\b(?:[45]|four|five|10|ten|highest|top|full|max\\w*|perfect)\\b',
    '\\brecommend(?:ation)?\\b[^.!?\\n]{0,16}\\b(?:advance|hire|hiring|strong)\\b',
    '\\b(?:quote|cite|copy|paste)\\s*["“\'‘]',
    '\\b(?:interviewer|recruiter|hr|manager|system|panel)\\b[^.!?\\n]{0,20}\\b(?:confirmed|approved|decided|agreed)\\b[^.!?\\n]{0,16}\\b(?:i|me|candidate|pass(?:ed)?|hired|advance)\\b',
    '["\']?\\b(?:score|rating|grade|recommendation|confidence|evidence)\\b["\']?\\s*(?:[:=]|must be|should be|shall be|is to be)\\s*["\'\\[{]*\\s*(?:\\d|five|max|top|advance|hire|null|[\\["\'{])',
    '\\b(?:this|the|each|every|all|any) (?:criteri(?:on|a)|candidate|applicant|answers?|responses?|dimensions?)\\b[^.!?\\n]{0,40}\\b(?:a 5|5 out|5/5|score of|level 5|full marks|highest|top (?:score|mark|rating)|maximum|perfect|deserves?|must be|should be (?:scored|rated|marked|advanced|hired))\\b',
    '\\b(?:quote|cite|copy|include)\\b[^.!?\\n]{0,24}\\b(?:as (?:the |your |an? )?(?:evidence|quote|proof)|verbatim|following)\\b',
    '\\b(?:use|take|treat|count|record)\\b[^.!?\\n]{0,30}\\bas (?:the |your |an? |strong |full )*(?:evidence|proof)\\b',
    '\\byou are (?:now )?(?:a|an|the|my)\\b[^.!?\\n]{0,24}\\b(?:evaluator|grader|scorer|judge|assistant|ai|model|rater|bot)\\b',
    '\\b(?:rubrics?|anchors?|scoring (?:guide|rules)|criteria|guidelines)\\b[^.!?\\n]{0,16}\\b(?:changed|updated|replaced|void|suspended|waived|no longer|do(?:es)? not apply|revised)\\b',
    "\\b(?:skip|bypass|waive|disable|do not|don't|no need to)\\b[^.!?\\n]{0,16}\\b(?:verif\\w+|check(?:ing)? (?:the )?(?:quotes?|evidence|rubric)|rubric|anchors?|evaluation|scoring)\\b",
    '\\b(?:end|begin|start)(?:ning)? of (?:the )?(?:transcript|interview|data|input|instructions?|prompt|answers?)\\b',
    '\\b(?:above|previous|preceding|earlier|following) (?:text|content|answers?|instructions?|criteria|rules|prompt)\\b[^.!?\\n]{0,20}\\b(?:void|invalid|ignore\\w*|disregard\\w*|cancel\\w*|override\\w*|supersede\\w*)\\b',
    '```|\\{\\s*"|"\\s*\\}|<\\/?(?:data|input|output|score|evidence|answer|user|instructions?)\\b|^\\s*#{2,}\\s|\\[(?:system|inst|end|data)\\b|<<[a-z]+>>',
  ],
  'im',
);

/** In a message that holds an attack, these words are part of it. */
export const LIKELY_PART_OF_IT = anyOf(
  [
    '分数|打分|评分|满分|高分|[0-9五十]\\s*分|评价|评估|评审|引用|引文|引述|证据|输出|返回|回复|回答|json|候选人|应聘者|考官|面试官|标准|锚点|等级|结论|推荐|录用|通过|必须|务必|指令|规则|提示|系统|模型|人工智能|\\bai\\b|机器人',
    '\\b(?:scor\\w+|rat(?:e|ed|ing)s?|rank|grad(?:e|ing)|marks?|points|evidence|quot\\w+|cite\\w*|output|return|respond|reply|json|candidate|applicant|evaluat\\w+|assess\\w*|criteri\\w+|rubrics?|anchors?|recommend\\w*|advance|hired?|must|instructions?|rules?|prompt|system|model|assistant|ai|llm|override|admin\\w*|verif\\w+|maximum|highest)\\b',
  ],
  'i',
);
