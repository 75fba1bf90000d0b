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

/** Of scores, levels, interviews and whoever reads: what is said of oneself by way of a verdict, and is no account of work. */
export const SPEAKS_OF_JUDGEMENT = anyOf(
  [
    '打分|评分|分数|评价|评估|评级|打个分|等级|第?[一二三四五1-5]\\s*[档级]|最高[档级分]|上限|满分|高分|[五5]分|成绩|录取|录用|通过面试|面试官|考官|评委|候选人|应聘者|求职者|此人|本人各方面|推荐信|推荐录|结论|默认我|视为|看作|归到|当成(?:是)?(?:最|满|优)|这段话|这段文字|以上|上面的话|程序|模型|\\bai\\b|测试环境|往高了|数字就行|理由自拟|标准答案|复核|全优|最优|最好的那|满意的结果',
    '\\b(?:scor(?:e|es|ed|ing)|rat(?:e|ed|ing)s?|grad(?:e|ed|es|ing)|levels?|top (?:mark|level|grade|rating)|highest|maximum|ceiling|bucket|tier|exempt|applicants?|candidates?|interviewee|interviewers?|recruiters?|reviewers?|this person|model answer|reference letter|conclusion|verdict|bottom line|strong yes|hire me|assume|outstanding|excellent in|treat (?:all|my|this|these)|(?:whatever|any|the) (?:program|model|machine|reader)|reads? this|everything above|language model|ai|test environment|round (?:it|me|that) up|big number|goodwill|switched off)\\b',
  ],
  'i',
);

/** Who judges people at their work, and when: then it is an account after all. */
export const AT_WORK =
  /顾客|客人|客户|主管|组长|班长|店长|站长|经理|领导|老板娘|老师|同事|平台|公司|仓库|站点|门店|车间|学校|班里|质检|每个?月|那个?月|每周|季度|年底|考试|考了|培训|证书|我们组|那组|系统显示|系统坏|外卖|包裹|快递|配送|订单|[百千万几\d][单件箱]|\b(?:customers?|clients?|guests?|passengers?|supervisors?|team leads?|leads?|managers?|foreman|teachers?|coworkers?|colleagues?|platform|company|warehouse|depot|store|shop|factory|month|week|quarter|season|exam|course|training|certificate|school|teams?|(?:my|our|the|production|assembly) line|audit(?:ors?)?|orders|parcels?|packages?|deliver(?:y|ies|ed)|shifts?|boxes|courier|forklift)\b/i;
