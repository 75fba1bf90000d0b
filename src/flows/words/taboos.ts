/** What must not be asked, offered or rated, by matter. */
import { anyOf, anyWord } from './any.ts';

export interface Taboo {
  what: string;
  zh: RegExp;
  en: RegExp;
}

/** Matters that say nothing about the work and that the law protects (EEOC pre-employment inquiries; 就业促进法 §26–31). */
export const PROTECTED: Taboo[] = [
  {
    what: 'family',
    zh: anyOf([
      '家庭|家境|家里(?:有|几|老人|人)',
      '[你您]的?(?:家人|父母|爱人|丈夫|妻子|老公|老婆)',
      '(?:[你您]|有|带|要).{0,4}(?:孩子|小孩|子女|宝宝)',
      '(?:一个人|独自|跟家人|和家人)住',
      '照顾(?:老人|家人|父母)',
    ]),
    en: anyWord([
      'family|families|children|kids|childcare|bab(?:y|ies)|daycare',
      'husband|wife|spouse|boyfriend|girlfriend',
      'live (?:alone|by yourself|with your)',
    ]),
  },
  {
    what: 'pregnancy or marriage',
    zh: anyOf([
      '怀孕|备孕|孕期|生育|二胎',
      '结婚|已婚|未婚|离婚|婚姻|婚恋|单身',
      '[有谈找]对象|[男女]朋友',
      '月经|生理期|例假',
    ]),
    en: anyWord([
      'pregnan\\w*|maternity|menstrua\\w*',
      'married|marriage|marital|divorced|engaged to',
      'are you single|single or|relationship status',
    ]),
  },
  {
    what: 'religion',
    zh: anyOf(['宗教|信仰|信教|教会|教堂|清真寺|寺庙|做礼拜|拜佛']),
    en: anyWord(['religio\\w*|church|mosque|synagogue|temple|faith|pray\\w*|sabbath']),
  },
  {
    what: 'health',
    // A health certificate (健康证) is what the law asks of people who handle food.
    zh: anyOf([
      '健康(?!证)|病史|疾病|慢性病|残疾|乙肝|手术|抑郁|焦虑症|住院',
      '[你您].{0,6}生过?病|[你您].{0,4}(?:吃药|服药)|腰(?:不好|疼|伤)',
      '身体(?:状况|怎么样|好不好)|心理(?:疾病|问题|健康)',
    ]),
    en: anyWord([
      'health(?! certificate)|mental|disabilit\\w+|disabled|illness\\w*|disease\\w*|surger(?:y|ies)|depress(?:ed|ion)',
      'medical (?:history|condition\\w*|problem\\w*|record\\w*)|medication',
      '(?:take|taking|on) (?:any )?(?:medicine|medicines|pills|drugs)',
      'suffer(?:ed)? from|back pain|sick leave|injur(?:y|ies) (?:of yours|in the past)',
    ]),
  },
  {
    what: 'origin',
    zh: anyOf(['籍贯|户口|户籍|老家|哪里人|哪儿人|民族|国籍', '本地(?:人|户)|外地(?:人|户)|农村人|城里人']),
    en: anyWord([
      'nationality|citizen(?:ship)?|ethnic\\w*|your race|immigra\\w*',
      'native (?:language|speaker)|mother tongue|first language',
      'hometown|where (?:are you|do you come) (?:really |originally )?from|born in|accent come from',
    ]),
  },
  {
    what: 'age, beyond whether the person is old enough by law',
    zh: anyOf([
      '多大(?:了|年纪|岁数)|几岁|多少岁|年龄|年纪|出生|生日|哪年生|属什么|生肖|[3-6][05]岁|哪(?:一)?年(?:毕业|上学)',
    ]),
    en: anyWord([
      'how old|your age|date of birth|birthday|year were you born|when were you born',
      '(?:over|under|above|below) (?:2[2-9]|[3-9]\\d)(?! (?:kg|kilos?|pounds|parcels|boxes|orders))',
      'year did you (?:finish|leave|graduate)|graduation year',
    ]),
  },
  {
    what: 'sex or orientation',
    zh: anyOf(['性别|性取向|同性恋|男生还是女生|男的还是女的']),
    en: anyWord(['gender|your sex|sexual\\w*|gay|lesbian|transgender']),
  },
  {
    what: 'politics or union membership',
    zh: anyOf(['党员|入党|政治面貌|工会|投票给']),
    en: anyWord(['political|politics|(?:which|what) party|vote(?:d)? for|(?:a|the|any|your) union']),
  },
];

/** What stands for a protected matter when it is rated, or is a trait that nobody can observe in an answer. */
export const PROXIES: Taboo[] = [
  {
    what: 'where a person lives',
    zh: anyOf(['邮编|住址|住得[近远]|住在']),
    en: anyWord([
      'post ?codes?|zip codes?|home address|lives? (?:near|close|far|in)|neighbou?rhood',
      'is (?:a )?local|locals only',
    ]),
  },
  {
    what: 'how a person sounds',
    zh: anyOf(['口音|乡音|嗓音|声音(?:好听|甜)|普通话标准|名字.{0,4}像']),
    en: anyWord(['accent\\w*|pronunciation|native|pleasant voice|sounding name']),
  },
  {
    what: 'personality',
    zh: anyOf([
      '性格|个性|外向|内向|开朗|活泼|阳光|气质|眼缘|亲和力',
      '态度(?:积极|好|端正)|自信|大方|乐观|激情|情商|合得来|顺眼',
    ]),
    en: anyWord([
      'personalit\\w+|extrovert\\w*|introvert\\w*|outgoing|bubbly|cheerful|charisma\\w*|lik(?:e)?able|culture fit',
      'positive attitude|good attitude|vibes?|confident|self-assured|passionate|optimistic|enthusias\\w+',
    ]),
  },
  {
    what: 'looks',
    zh: anyOf([
      '长相|外貌|外表|五官|颜值|身高|体重|形象[好佳]|年轻',
      '面相|眼神|打扮|穿着(?:时尚|得体|讲究)|长得',
    ]),
    en: anyWord([
      'looks (?:good|neat|smart|young)|good[- ]looking|appearance|attractive\\w*|well[- ]groomed|youthful|young',
      'dress(?:es|ed)? (?:well|smartly)|well[- ]dressed|(?:honest|nice|kind|pretty) face',
    ]),
  },
  {
    what: 'sex',
    zh: anyOf(['男生|女生|男性|女性|男的|女的|小伙子|姑娘']),
    en: anyWord(['m[ae]n|wom[ae]n|males?|females?|girls?|guys?|boys?']),
  },
  {
    what: 'schooling or class',
    zh: anyOf(['名校|985|211|重点大学|好学校|学历(?:高|好)|出身']),
    en: anyWord([
      '(?:good|top|elite|prestigious|well-known) (?:school|university|college)|good (?:family|home)|social class',
    ]),
  },
];
