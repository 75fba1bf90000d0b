/** Family, health, faith, origin, age …: never quoted and never asked about. */
import { anyOf } from './any.ts';

/** Family, health, faith, origin, age …: never quoted and never asked about, even when the person brings it up. */
export const PROTECTED = anyOf(
  [
    '怀(?:了|过|上)?孕|流产|离(?:过|了)婚|结(?:过|了)婚|信[佛主教]|拜佛|祷告|高血压|糖尿病|心脏|腰不|腰间盘|腰椎',
    '今年(?:都|已经|刚)?[一二三四五六七八九十\\d]{2,3}(?!\\d*月)|备孕|孕期|产假|生(?:孩子|二胎|娃)|结婚|离婚|未婚|已婚|老公|老婆|丈夫|妻子|对象',
    '男朋友|女朋友|孩子|小孩|儿子|女儿|我[爸妈爹娘]|父母|家[里人]|奶奶|爷爷|外婆|外公|宗教|信教|信仰|佛教|基督|教会|清真|穆斯林|回族|藏族|维族|少数民族|民族',
    '残疾|残障|抑郁|焦虑症|癌|乙肝|艾滋|病|住院|手术|吃药|同性恋|性取向|党员|籍贯|老家|户口|岁',
    '\\b(?:pregnan\\w*|maternity|married|marriage|divorced?|husband|wife|boyfriend|girlfriend|spouse|kids?|children|child|sons?|daughters?|my (?:mom|mum|mother|father|dad|parents|family|baby)|religio\\w*|church|mosque|muslim|christian|jewish|hindu|buddhist|pray\\w*|disab\\w*|depress\\w*|anxiety|cancer|hiv|illness\\w*|disease\\w*|sick\\w*|hospital\\w*|surgery|medication|gay|lesbian|trans(?:gender)?|immigra\\w*|visa|refugee|race|racial|ethnic\\w*|years? old|my age)\\b',
  ],
  'i',
);

export const PROTECTED_OF_SELF = anyOf(
  [
    '我(?:现在|已经|刚|是|有|患有?|得了|得过|信|正在)?[^。！？，,\\n]{0,4}(?:怀(?:了|过|上)?孕|备孕|离(?:过|了)婚|信[佛主教]|残疾|残障|抑郁症|乙肝|艾滋|癌症|基督徒|穆斯林|佛教徒|信教|同性恋)',
    "\\b(?:i am|i'm|i have|i've|i was)\\b[^.!?,\\n]{0,20}\\b(?:pregnant|disab\\w*|depress\\w*|cancer|hiv|muslim|christian|jewish|hindu|buddhist|gay|lesbian|transgender)\\b",
  ],
  'i',
);
