/** Somebody does not want to be assessed by a machine: said in so many words, it is kept to. */
import { anyOf } from './any.ts';

export const REFUSES_AUTOMATION = anyOf(
  [
    '(?:不|别|拒绝|反对|不要|不想|不愿意?|不同意|不接受|不希望|不让)[^。！？，,\\n]{0,6}(?:ai|人工智能|机器人?|电脑|系统|程序|算法|自动化?)[^。！？，,\\n]{0,6}(?:评估|评分|打分|评价|评判|审核|筛选|判断|决定)',
    '(?:拒绝|反对|不要|不同意|不接受)[^。！？，,\\n]{0,4}自动[^。！？，,\\n]{0,4}(?:评估|评分|打分|评价|评判|审核|筛选|决定|决策)',
    "\\b(?:do not|don'?t|refuse|decline|object|opt out|no)\\b[^.!?\\n]{0,40}\\b(?:automat\\w+|ai|a\\.i\\.|algorithm\\w*|machine|robot|bot|computer)\\b[^.!?\\n]{0,16}\\b(?:assess\\w*|scor\\w+|rat(?:e|ed|ing)|evaluat\\w+|judg\\w+|screen\\w*|grad\\w+|decision\\w*|decid\\w+)\\b",
    "\\b(?:do not|don'?t) (?:want|wish|agree|consent)\\b[^.!?\\n]{0,30}\\b(?:assessed|scored|rated|evaluated|judged|screened|graded)\\b[^.!?\\n]{0,12}\\b(?:by|from|through)\\b[^.!?\\n]{0,12}\\b(?:ai|algorithm\\w*|machine|robot|bot|computer|software)\\b",
  ],
  'i',
);
