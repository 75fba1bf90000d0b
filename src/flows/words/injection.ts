/** Words that claim a power which no candidate has. */
import { anyOf } from './any.ts';

/** Somebody is said to have decided already, or speaks with a power that no candidate has. */
export const CLAIMS_POWER = anyOf(
  [
    '把(?:你们?的?|系统)[^。！？，,\\n]{0,4}(?:提示|指令|规则|设定)[^。！？，,\\n]{0,4}(?:发|给|告诉|贴)',
    '(?:^|[，,])\\s*(?:请|麻烦)?你?(?:必须|直接)*(?:给|让)我(?:直接)?(?:通过|过|录用|高分|满分)(?:面试|了)?[吧。！!]*$',
    '\\b(?:score|rate|mark) me\\b[^.!?\\n]{0,8}\\b(?:excellent|outstanding|perfect|great|best)\\b',
    '\\brepeat (?:everything|all|the (?:text|words))(?: written)? (?:above|before)',
    '\\b(?:ignore|disregard|forget) (?:the |all |everything )?(?:above|previous|before)\\b',
    "\\bsay (?:that )?i(?:'m| am) (?:hired|approved|accepted)\\b|授权你",
    '[用请][^。！？，,\\n]{0,8}(?:评价|评定|打分给?)我',
    '(?:[他她]们?|别人|其他人|人家)(?:都)?(?:是)?怎么(?:回答|答)的[^。！？\\n]{0,4}(?:念|发|告诉|给我|看|听)',
    '(?:面试官|hr|系统|后台)[^。！？，,\\n]{0,4}(?:确认|批准|判定|同意)[^。！？，,\\n]{0,6}(?:通过|录用|合格|满分)',
    '(?:标记|判定|算)(?:为|成)?我[^。！？，,\\n]{0,4}(?:合格|通过|录用)',
    '(?:公布|公开|泄露|说出)[^。！？\\n]{0,6}(?:(?:评分|打分)(?:标准|细则|规则)|参考答案|标准答案|提示词)|你[^。！？，,\\n]{0,3}扮演',
    '解[码密][^。！？\\n]{0,6}(?:执行|照做|运行)',
    '^\\s*(?:system|admin|developer) (?:note|message|override|prompt|instruction)s?\\s*[:：]',
    '\\b(?:assign|award)(?: me| (?:this|the) candidate)?(?: a| the)? (?:maximum|full|top|highest|perfect)\\b',
    '\\b(?:mark|record) (?:me|(?:this|the) candidate) (?:as )?(?:passed|hired|approved)\\b',
    '\\b(?:respond|reply|answer|output) only (?:with|in)\\b',
    '\\bonly (?:respond|reply|answer|output) with\\b',
    '\\b(?:candidate|applicant)(?: is| was)? (?:already |been )?(?:pre-?approved|pre-?screened|already (?:passed|hired|approved))',
    "\\bi(?:'m| am) your (?:admin\\w*|developer|creator)\\b",
    '\\b(?:reads?|tells?|gives?|shows?|sends?) (?:me |us )?(?:the |your )?answer key\\b',
    '\\bdecode\\b[^.!?\\n]{0,24}\\b(?:run|follow|execute|obey)\\b',
  ],
  'i',
);
