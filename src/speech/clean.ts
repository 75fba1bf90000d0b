/** What transcribers write besides what was said. Pure. */

/** FunASR's SenseVoice marks language, mood and events like this when its output is passed on as it is. */
const TAG = /<\|[^|<>]{1,40}\|>/g;
/** Whisper's subtitles for what is no speech: `[BLANK_AUDIO]`, `(music)`, `【音乐】`, `♪`. */
const STAGE_DIRECTION = /\[[^\]]{1,40}\]|【[^】]{1,40}】|\*[^*]{1,40}\*|♪+/g;
/** The same in round brackets, which people's words may have too: only if nothing else is there. */
const ONLY_BRACKETS = /^[\s.…]*(?:[(（][^)）]{1,40}[)）][\s.…]*)+$/;
const HAN_GAP = /(?<=[\p{sc=Han}，。！？、；：])\s+(?=[\p{sc=Han}，。！？、；：])/gu;

/** Trained on subtitles, Whisper ends silence as films end. Only as the whole of a text: somebody may say thanks. */
const CREDITS = [
  /^(thanks?( you)?( so much| very much)? for (watching|listening)|please subscribe|subtitles by .{1,60})[.! ]*$/i,
  /^(字幕|中文字幕)(由|提供|志愿者|：|:|by).{0,40}$/i,
  /^(请|請)?(不吝|點讚|点赞|订阅|訂閱).{0,60}$/,
  /^(谢谢|謝謝|感谢|感謝)(大家)?(的)?(观看|觀看|收看|收听)[。！!. ]*$/,
  /amara\.org/i,
];

export function cleanText(text: string): string {
  const words = text
    .toWellFormed()
    .replaceAll('\0', '')
    .replace(TAG, '')
    .replace(STAGE_DIRECTION, ' ')
    .replace(/\p{Extended_Pictographic}\uFE0F?/gu, '')
    .replace(/\s+/g, ' ')
    .replace(HAN_GAP, '')
    .trim();
  if (ONLY_BRACKETS.test(words) || CREDITS.some((credit) => credit.test(words))) return '';
  return /[\p{L}\p{N}]/u.test(words) ? words : '';
}

/** The same few words over and over are a decoder going round in circles. */
export function isLoop(text: string): boolean {
  const short = text.replace(/\s+/g, '');
  return short.length >= 24 && /(.{2,20}?)\1{5,}/su.test(short);
}
