/** What no line may claim: a judgement, a decision or a promise, what is kept from candidates, or to be a human being. */
import type { Language } from '../../types.ts';
import { anyOf, anyWord } from './any.ts';

/** Praise, blame, or anything that tells how an answer was received. */
export const JUDGES: Record<Language, RegExp> = {
  zh: anyOf([
    '(?:很|真|太|非常|挺|特别|相当|更|真是)(?:好|棒|赞|强|行|对的?$|酷|牛|妙|难得|重要|典型|扎实|到位|清楚|完整|具体|有意思|有用|可惜)|最好的',
    '不错|厉害|优秀|完美|出色|出众|精彩|了不起|难得|可贵|佩服|欣赏|喜欢你|满意|理想|专业|靠谱|能干|聪明|机智|勤快|细心|认真|耐心|踏实|负责任|有责任心|有爱心|热心',
    '(?:做|说|答|讲|处理|应对)得(?:好|对|妙|漂亮|周到|很|真|太|非常)|做对了|答对了|正确|好样的|好棒|好厉害|点赞|加油|值得|表扬|夸',
    '符合|适合|合适|合格|胜任|匹配|加分|扣分|优势|亮点|长处|强项|潜力|经验(?:丰富|不足|很)|有经验|没经验|很看重|正是我们',
    '遗憾|可惜|糟糕|不足|不够|不好|不对|不妥|不应该|欠缺|失望|错误|太差|较差|弱点|短板|说服力|不太理想',
  ]),
  en: anyWord([
    'great|good|nice|nicely|excellent|impress\\w*|perfect\\w*|awesome|amazing\\w*|wonderful\\w*|fantastic|brilliant|superb|outstanding|remarkable|terrific|lovely|cool|solid|strong(?:ly)?|valuable|helpful|useful|interesting|fascinating|inspiring',
    'well (?:done|handled|said|put|explained|managed)|way to go|right call|smart|clever|wise|sensible|professional|thoughtful|mature|brave|hard-?working|reliable|responsible of you|dedicated|skilled|talented|capable|admir\\w*|commend\\w*|kudos|congrat\\w*|bravo|proud',
    'i (?:really |do )?(?:love|like|appreciate|admire|enjoy)|glad|pleased|happy to hear|delighted|excited|sounds? (?:like )?(?:an? )?(?:tough|hard|fun|like)',
    'suit(?:ed|able|s)|qualif\\w*|a (?:good |perfect |real )?fit|experienced|ideal|exactly what we|just what we|potential|strengths?|weak\\w*|advantage',
    "unfortunate\\w*|sadly|sorry to|disappoint\\w*|poor(?:ly)?|bad(?:ly)?|wrong|incorrect|mistaken|correct|should(?:n'?t)? have|not enough|insufficient|lacking|too (?:vague|short|little)|unconvincing|convincing",
  ]),
};

/** A decision, a score, an offer, a promise, or what is to be done next: only people say such things. */
export const PROMISES: Record<Language, RegExp> = {
  zh: anyOf(
    [
      '录用|录取|聘用|雇用|雇佣|入职|入选|入围|晋级|过关|及格|落选|淘汰|拒绝你|转正|恭喜|祝贺|欢迎加入|下一轮|复试|第二轮',
      '(?:你|您|面试|审核|筛选|直接|初审)(?:已经?|被)?通过(?:了|$|[，。！])|通过了?(?:面试|审核|筛选|初审|考核)|通过了[，。！]',
      '评分|打分|得分|分数|满分|高分|加薪|涨工资|奖金给你|\\boffer\\b|(?:[0-9０-９]+|[一二三四五六七八九百])\\s*分(?!钟|拣|之|开|别|成|类|批|给|到|管|辨|割|清|出|配|为)',
      '保证|承诺|答应你|一定(?:会|能|给|让)|肯定(?:会|能|给|行|没)|绝对|没问题的|放心|包在|不用担心|优先考虑|推荐你|推荐给|帮你(?:说|争取|安排|推荐|申请|催|问)|替你|会(?:给|让|帮)你|我们会(?:给|让|联系|通知|尽快)|等(?:着|我们的)?(?:通知|好消息)|好消息|机会很大|希望很大|很有(?:机会|希望)',
      '(?:来|可以|直接|过来|去)(?:公司|店里|仓库)?(?:上班|报到|报道|试工|面谈|办手续)|签(?:合同|约)|发合同|体检通知|请(?:带|准备|提供|发|转|支付|缴|交)|转账|汇款|押金|银行卡|身份证号?|验证码|密码',
    ],
    'i',
  ),
  en: anyWord([
    "hired|hire you|hiring you|job is yours|you(?:'re| are) (?:in|through)(?=[.,!]|$)|(?:are|is|been|be|get|got|'re|were) (?:accepted|approved|selected|shortlisted|rejected|declined)|got (?:the|this) (?:job|position|role)|shortlist\\w*|pre-?approved",
    "you(?:'ve| have)? pass(?:ed)?(?= (?:the|this|our|your) (?:interview|test|screening|round)|[.!,]|$)|next (?:round|stage)|second (?:round|interview)|welcome (?:aboard|to the team)|join(?:ing)? (?:us|the team)|(?:job|an|our|this) offers?|offer you|offer letter",
    'scor(?:e|ed|es|ing)|\\d+ (?:marks?|points?)|full marks|rat(?:e|ed|ing)|graded?|\\d+ ?(?:/|out of) ?\\d+|top candidate|bonus(?:es)?|a raise',
    "promise\\w*|guarantee\\w*|certainly|definitely|for sure|no doubt|rest assured|don't worry|no worries|you will|you'll|you(?:'re| are) going to|we will|we'll|i will|i'll|we(?:'re| are) going to|recommend\\w*|put in a (?:good )?word|good chance|high chance|likely to|great news|good news|look(?:ing)? forward",
    '(?:report|show up|turn up|come in) (?:to work|for (?:work|duty)|tomorrow|on \\w+day|at \\d)|come (?:to (?:work|the \\w+) )?(?:tomorrow|on \\w+day|at \\d)|start (?:work|tomorrow|next)|sign (?:the|your|a) contract|bring your|send (?:us|me|your)',
    'pay (?:us|a (?:fee|deposit))|transfer (?:the |some )?money|bank (?:account|card)|passwords?|verification code|id (?:card|number)',
  ]),
};

/** What is kept from candidates: how it is judged, what the software was told, other people. */
export const SECRETS: Record<Language, RegExp> = {
  zh: anyOf(
    [
      '评分|打分|标准答案|参考答案|评价标准|考核|考察|考点|评估|权重|锚点|rubric|prompt|提示词|系统提示|指令|设定|规则(?:是|如下)|system|json|模型|gpt|deepseek|qwen|通义|openai',
      '(?:其他|别的|另一[个位]|上一[个位]|前一[个位]|所有)(?:的)?(?:候选人|应聘者|求职者|面试者|人选)|候选人|应聘者|求职者',
    ],
    'i',
  ),
  en: anyWord([
    'rubrics?|prompts?|(?:my|system|hidden|these|previous) instructions?|criteria|criterion|anchors?|weighting|assess\\w*|evaluat\\w*|answer key|(?:my|these) guidelines?|json|(?:language|ai) model|gpt\\w*|deepseek|qwen|openai|llm',
    '(?:other|another|previous|all|last) (?:candidate|applicant|person who applied|interviewee)s?|candidates?|applicants?|interviewees?',
  ]),
};

/** Says to be a person, or to have lived through something. */
export const HUMAN: Record<Language, RegExp> = {
  zh: anyOf(
    [
      '我(?:是|就是|当然是|真的是)(?!AI)[^，。！？]{0,8}(?:人|HR|招聘|面试官|经理|店长|老板|主管|客服|小[\\p{Script=Han}])',
      '我(?:不是|并非)[^，。！？]{0,6}(?:机器|AI|ai|程序|软件)|我(?:叫|姓)|作为(?:一个|一名)?(?:人|过来人|面试官|HR)',
      '真人|活人|人类',
      '我(?:也|曾|以前|之前|年轻时|当年|小时候)[^，。！？]{0,6}(?:过|了|是|这样|一样|有)|我(?:懂|理解|体会|感同身受|能想象|能感受)|我的?(?:家|孩子|同事|老板|经历|经验)',
    ],
    'u',
  ),
  en: anyWord([
    "i(?:'m| am) (?:an? |the |your |also |really |actually |not )*(?:human|person|people|recruiter|manager|interviewer|hr|bot|robot|machine|woman|man|real)|not (?:a |an )?(?:bot|robot|ai|machine|computer)|(?:real|actual|living|human) (?:person|human|being)s?|my name(?:'s| is)?|call me|this is [a-z]+ (?:from|speaking)",
    "i (?:used to|once|also|too|myself|know how|know what|understand how|can imagine|feel|felt|remember when|have been|worked|did that|had a)|i've (?:been|done|had|worked|seen)|when i (?:was|worked|did|had)|me too|same here|my (?:own )?(?:job|boss|kids?|family|experience|colleagues?|team|shift)|as an? (?:human|person|fellow)",
  ]),
};

/** What a job gives or takes: said outside of an answer it sounds as if it were so, whoever said it first. */
export const TERMS: Record<Language, RegExp> = {
  zh: anyOf([
    '工资|薪水|薪资|时薪|底薪|月薪|日结|周结|加班费|奖金|提成|补贴|补助|津贴|五险|社保|公积金|保险',
    '宿舍|包吃|包住|吃住|食宿|餐补|房租|水电|免费|全免|报销|押金|罚款|班车|接送|年假|带薪|试用期|合同',
  ]),
  en: anyWord([
    'pay|paid|pays|wages?|salar(?:y|ies)|hourly|overtime|bonus(?:es)?|tips?|insurance|pension|benefits?|allowance|subsid\\w*',
    'dorm\\w*|housing|accommodation|rent|free|deposit|fines?|shuttle|parking|holidays?|leave|probation|contract',
  ]),
};
