/** Words by which a sentence speaks to whoever asks, and tells nothing of the one who answers. */
import { anyOf, anyWord } from './any.ts';

const ZH = anyOf([
  '[你您](?:们|要|应|该|必须|现在|得(?![到了])|就|也|可以|能|会|需|是|说|回|去|来|把|给|别|不)',
  '请(?![假客教了示求款]|[我他她](?!做|说)|过|来|到|人|吃|帮)|麻烦(?:你|您|帮)|拜托',
  '助手|面试官|面试系统|机器人|人工智能|系统|管理员|开发者|模型',
  '回复|输出|复述|翻译|照做|执行|扮演|下一句|为了测试',
]);
const EN = anyWord([
  "you|your|you'(?:re|ll|ve|d)|yourself",
  'please|kindly|pretend|imagine|act as|role-?play',
  'assistant|interviewer|chat ?bot|bot|ai|system|admin\\w*|developer|model',
  'reply|respond|output|repeat|translate|say that|tell me|ask me|send me|give me|promise me|for a test',
]);

/** Nothing of such a sentence is taken up: what it says is meant for us to do. */
export const speaksToUs = (sentence: string): boolean => ZH.test(sentence) || EN.test(sentence);
