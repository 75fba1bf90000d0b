/** What candidates ask about a job, and where an opening's facts answer it. */
type Topic =
  | 'pay'
  | 'place'
  | 'shifts'
  | 'benefits'
  | 'meals'
  | 'housing'
  | 'transport'
  | 'start'
  | 'contract'
  | 'overtime'
  | 'training'
  | 'uniform'
  | 'parking'
  | 'payday'
  | 'break'
  | 'age'
  | 'equipment'
  | 'holidays'
  | 'duties'
  | 'deposit'
  | 'medical'
  | 'experience'
  | 'late'
  | 'documents';

export interface TopicWords {
  topic: Topic;
  zh: RegExp;
  en: RegExp;
  /** Keys of the opening's fact table that answer it (a key counts when one of its words begins so). */
  keys: string[];
}

/** The more special first: 加班费 is about overtime, and a paid lunch about lunch, before either is about pay. */
export const TOPICS: TopicWords[] = [
  {
    topic: 'deposit',
    zh: /押金|押(?:身份)?证|(?:交|收)(?:什么)?(?:钱|费)(?!罚)|中介费/,
    en: /\b(?:deposit|up ?front|(?:pay|any|charge) (?:a |an |any )?fees?|pay anything)\b/i,
    keys: ['deposit'],
  },
  {
    topic: 'medical',
    zh: /体检|健康证/,
    en: /\b(?:medical (?:check|exam)\w*|health (?:check|certificate))\b/i,
    keys: ['medical'],
  },
  {
    topic: 'experience',
    zh: /(?:没|没有|需要|要)(?:什么|工作|相关)?经验(?:可以|行|能|也|吗|要|的)|要不要经验|经验要求|零基础|没做过(?:可以|行|能)/,
    en: /\b(?:(?:need|require|without|no) (?:any |previous |prior )?experience|experience (?:needed|required|necessary))\b/i,
    keys: ['experience'],
  },
  {
    topic: 'late',
    zh: /迟到[^。！？]{0,6}(?:扣|罚|怎么)|(?:扣|罚)(?:钱|款)(?![^，。]{0,6}(?:谁|公司|我|自己)出)|超时[^。！？]{0,4}(?:扣|罚)/,
    en: /\b(?:(?:if|when) i(?:'m| am) late|late (?:fee|fine|penalt)\w*|penalt(?:y|ies)|deduct\w*|get fined)\b/i,
    keys: ['late', 'penalt'],
  },
  {
    topic: 'documents',
    zh: /(?:要|需要|得)?带(?:什么|哪些|啥)|(?:什么|哪些)(?:证件|材料|资料)|入职材料/,
    en: /\b(?:what (?:should|do|must) i bring|bring (?:with me|on the first)|(?:which|what) (?:documents|papers)|paperwork)\b/i,
    keys: ['document'],
  },
  {
    topic: 'payday',
    zh: /(?:几号|什么时候|啥时候|多久|何时|哪天)[^。！？]{0,4}(?:发工资|发薪|结算|结钱|结一次)|日结|周结|月结|发薪日|工资[^。！？]{0,4}(?:几号|什么时候|啥时候|怎么结|怎么发|日结|多久)/,
    en: /\b(?:pay ?day|when (?:do|will|would|are) (?:i|we|you) (?:get |be )?pa(?:id|y)|paid (?:weekly|daily|monthly)|how often .{0,16}paid)\b/i,
    keys: ['payday', 'paid', 'settle', 'salary_date', 'pay_day', 'payment'],
  },
  { topic: 'overtime', zh: /加班/, en: /\b(?:overtime|extra hours)\b/i, keys: ['overtime'] },
  {
    topic: 'meals',
    zh: /包吃|包饭|管饭|管吃|供餐|餐补|吃饭|食堂|午饭|晚饭|夜宵|伙食|包餐|工作餐/,
    en: /\b(?:meals?|food|canteen|lunch|dinner|eat)\b/i,
    keys: ['meal', 'food', 'canteen', 'lunch', 'dinner'],
  },
  {
    topic: 'housing',
    zh: /包住|住宿|宿舍|住的地方|管住|住哪|提供住/,
    en: /\b(?:housing|dorm\w*|accommodation|place to (?:live|stay))\b/i,
    keys: ['housing', 'dorm', 'accommodation', 'lodging'],
  },
  { topic: 'parking', zh: /停车|车位/, en: /\bpark(?:ing)?\b/i, keys: ['parking'] },
  {
    topic: 'transport',
    zh: /班车|通勤|接送|交通|地铁|公交|怎么去|怎么过去|怎么到|路费|车补|油[费钱补]/,
    en: /\b(?:shuttle|bus|gas|fuel|commute|transport\w*|get there|subway|train|metro|travel (?:costs?|allowance))\b/i,
    keys: ['transport', 'shuttle', 'bus', 'commute', 'travel', 'metro'],
  },
  {
    topic: 'uniform',
    zh: /工服|工装|制服|穿什么|着装|衣服/,
    en: /\b(?:uniform|dress code|wear|clothes|clothing|shoes)\b/i,
    keys: ['uniform', 'dress', 'clothing', 'wear'],
  },
  {
    topic: 'equipment',
    zh: /(?:自己|要不要|需要)(?:带|备|买)(?:装备|手套|工具|耳机|电脑|头盔)|提供(?:车|电动车|电脑|装备|设备|手机)|自[己备带]?(?:的)?(?:车|电动车|电脑|装备)|车是自己|(?:电动车|电瓶车|车|装备|头盔|手套|耳机|电脑|工具|雨衣)[^，。！？]{0,6}(?:自己|租|买|配|提供|谁|公司|你们)|(?:能|可以|有)租|租(?:车|电动车|一辆)|发(?:什么)?(?:装备|手套|头盔|雨衣)/,
    en: /\b(?:equipment|(?:rent|hire|buy|lend) (?:a |an |one|my |the )?(?:e-?)?(?:bike|scooter|vehicle|gear)|provide (?:a |the )?(?:bike|scooter|car|laptop|phone|tools)|own (?:bike|scooter|car|laptop)|helmet|gear)\b/i,
    keys: ['equipment', 'bike', 'vehicle', 'gear', 'tools', 'scooter'],
  },
  {
    topic: 'break',
    zh: /中间.{0,4}休息|休息(?:多久|时间|几|多长)|午休/,
    en: /\bbreaks?\b/i,
    keys: ['break', 'rest'],
  },
  {
    topic: 'holidays',
    zh: /放假|假期|年假|休假|节假日|几天休|双休|单休|休几天|休息几天|请假/,
    en: /\b(?:holidays?|vacation|days? off|time off|leave policy|paid leave|take leave|ask for leave)\b/i,
    keys: ['holiday', 'leave', 'vacation', 'days_off', 'off'],
  },
  {
    topic: 'benefits',
    zh: /福利|五险|社保|[劳健医]保|公积金|保险|补贴|奖金|全勤/,
    en: /\b(?:benefits?|insurance|bonus(?:es)?|perks?|pension|allowance)\b/i,
    keys: ['benefit', 'insurance', 'bonus', 'social', 'perk', 'allowance'],
  },
  {
    topic: 'training',
    zh: /培训|有人带|带教|师傅带/,
    en: /\b(?:training|trained|onboarding|mentor)\b/i,
    keys: ['training', 'onboarding'],
  },
  {
    topic: 'pay',
    zh: /工资|工钱|薪|时薪|日薪|月薪|待遇|多少钱|给多少|报酬|底薪|提成|计件|收入|单价|几块钱?|多少块|一(?:小时|单|天|件)(?:给|是)?多少|多少(?:钱)?一(?:个?小时|单|天|件)/,
    en: /\b(?:pay|pays|paid|wages?|salary|hourly|rate|how much (?:is|do|does|would|will|can) (?:it|you|i|they|the job)|money|earn)\b/i,
    keys: ['pay', 'wage', 'salary', 'rate'],
  },
  {
    topic: 'contract',
    zh: /签合同|合同|正式工|劳务|转正|试用期|长期|短期|临时工|(?:可以|能)(?:做)?兼职/,
    en: /\b(?:contract|permanent|temporary|probation|part[- ]time|full[- ]time)\b/i,
    keys: ['contract', 'probation', 'term', 'employment'],
  },
  {
    topic: 'shifts',
    zh: /几点|班次|上班时间|下班|排班|倒班|多少(?:个)?小时|几个小时|几小时|白班|夜班|工作时间|时间段|一周几天|一周上几天|做几天|单班/,
    en: /\b(?:shifts?|hours|schedule|what time|roster|how (?:long|many) (?:is|are|hours|days)|days a week|nights?|weekends?)\b/i,
    keys: ['shift', 'hour', 'schedule', 'time', 'roster', 'working'],
  },
  {
    topic: 'start',
    zh: /(?:什么时候|几号|何时|多久|最快).{0,6}(?:上岗|上班|入职|开始|到岗)/,
    en: /\b(?:(?:when|how soon) (?:do|would|will|can|could) (?:i|we|it) start|start date|first day)\b/i,
    keys: ['start', 'onboard', 'first_day'],
  },
  {
    topic: 'place',
    zh: /在哪|哪里|哪儿|地址|地点|位置|什么地方|离.{1,10}(?:远|近)|哪个(?:区|城市|站)|工作地/,
    en: /\b(?:where|address|location|located|which (?:city|area|site|district)|how far|whereabouts)\b/i,
    keys: ['place', 'site', 'address', 'location', 'where'],
  },
  {
    topic: 'age',
    zh: /年龄(?:上)?(?:有|有什么|有没有)?(?:要求|限制)|几岁(?:可以|能|才)|多大(?:可以|能|才)/,
    en: /\b(?:age (?:limit|requirement)|how old do i|minimum age)\b/i,
    keys: ['age'],
  },
  {
    topic: 'duties',
    zh: /做什么|干什么|干啥|做啥|工作内容|具体(?:工作|内容)|累不累|累吗|重不重/,
    en: /\b(?:duties|what (?:would|will|do) i (?:be )?do(?:ing)?|what does the job|day[- ]to[- ]day|responsibilities|heavy|tiring)\b/i,
    keys: ['dut', 'work', 'task', 'job', 'content', 'lifting'],
  },
];
