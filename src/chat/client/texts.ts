/** Everything that the page itself says, in both languages. What the assistant says comes from the server. */
import type { Language } from '../../types.ts';

export const LOCALES: Record<Language, string> = { zh: 'zh-Hans', en: 'en' };

const zh = {
  assistant: 'AI 面试助手',
  recruiter: '招聘人员（真人）',
  me: '我',
  log: '聊天记录',
  choices: '可以直接点的回答',
  today: '今天',
  yesterday: '昨天',
  voice: '［语音］',
  file: '［文件］',
  other: '［这里显示不了的消息］',

  write: '写给 AI 面试助手',
  placeholder: '想到什么就写什么',
  send: '发送',
  record: '说一段语音',
  record_stop: '说完了，发送',
  recording: (seconds: number) =>
    `正在录音 ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}，说完再点一下就发出去；按 Esc 不要了。`,
  voice_sending: '语音发送中…',
  voice_again: '语音还没发出去，会自动再试。请先别关这个页面。',
  voice_early: '同意之后才能发语音。先点一下“同意”吧。',
  voice_refused: '这条语音没能发出去，请再录一遍，打字也行。',
  no_microphone: '用不了麦克风。请在浏览器里允许这个网站使用它，或者打字。',
  sent: '已发送',
  sending: '发送中…',
  waiting: '还没发出',
  refused: '没能发出去',
  edit_again: '改一改再发',
  discard: '不发了',
  newer: '有新消息',
  newest: '回到最新',

  connecting: '正在连接…',
  offline: '现在没有网络。你写的都会先存着，有网了自动发出。',
  queued: (n: number) =>
    n === 1 ? '有一条消息还没发出去，会自动再试。' : `有 ${n} 条消息还没发出去，会自动再试。`,
  slow_down: (seconds: number) => `发得有点快，歇一歇，${seconds} 秒后自动接着发。都存着，不会丢。`,
  retry: '现在再试',
  no_cookie:
    '浏览器没让我们记住你，消息发不出去。请允许这个网站使用 Cookie，或换个浏览器打开；你写的先存在这里。',
  left: (n: number) => `还能写 ${n} 字`,
  too_long: (n: number) => `一条最多 8000 字，多了 ${n} 字。删短一点，或者分两条发；写好的都还在。`,

  closed: '这个岗位现在不招人了。之前聊过的都在下面，有事还可以在这里说。',
  unknown_title: '没找到这个岗位',
  unknown: '没有找到这个岗位编号。请对照招聘信息再看一眼链接或二维码；还是打不开的话，问问发给你的人。',
  noscript: '这个页面要开启 JavaScript 才能聊天。请在浏览器设置里打开，再刷新一下。',

  menu: '更多',
  close: '关闭',
  language: '页面语言',
  language_hint: '想让助手也换成英文，发“English”就行。',
  help: '随时可以发',
  help_person: '发“人工”：找真人。',
  help_pause: '发“暂停”：先忙别的，说过的都留着。',
  help_add: '发“补充”：再加点内容。',
  help_status: '发“进度”：看看到哪一步了。',
  help_stop: '发“退订”：不再收到消息。',
  help_data: '发“导出我的数据”或“删除我的数据”：资料由你做主。',
  leave: '我是另一个人',
  leave_hint: '几个人共用这台手机或电脑时，点这里换人。',
  leave_ask: '换一个人聊？',
  leave_warning: '这里会变成一段全新的对话，现在的聊天记录在这台设备上就看不到了。还没发出去的内容会删掉。',
  leave_yes: '换人',
  leave_no: '不换',
  leave_failed: '没换成，可能是网络不好。请再试一次。',
};

export type Texts = typeof zh;

const counted = (n: number, noun: string) => `${n} ${noun}${n === 1 ? '' : 's'}`;

const en: Texts = {
  assistant: 'AI interview assistant',
  recruiter: 'Recruiter (a person)',
  me: 'You',
  log: 'Conversation',
  choices: 'Answers to choose from',
  today: 'Today',
  yesterday: 'Yesterday',
  voice: '[voice message]',
  file: '[file]',
  other: '[a message that cannot be shown here]',

  write: 'Message to the AI interview assistant',
  placeholder: 'Write in your own words',
  send: 'Send',
  record: 'Record a voice message',
  record_stop: 'Finish and send',
  recording: (seconds: number) =>
    `Recording ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}. Press again to send it, Esc to drop it.`,
  voice_sending: 'Sending your voice message…',
  voice_again: 'Your voice message has not been sent yet. We keep trying; please leave this page open.',
  voice_early: 'You can send voice messages once you have agreed above.',
  voice_refused: 'That voice message could not be sent. Please record it again, or type it.',
  no_microphone: 'The microphone cannot be used. Please allow it for this site in your browser, or type.',
  sent: 'Sent',
  sending: 'Sending…',
  waiting: 'Not sent yet',
  refused: 'Could not be sent',
  edit_again: 'Change and resend',
  discard: 'Don’t send',
  newer: 'New messages',
  newest: 'Go to the newest',

  connecting: 'Connecting…',
  offline: 'You are offline. What you write is kept and sent as soon as you are back.',
  queued: (n: number) =>
    n === 1
      ? 'One message has not been sent yet. We keep trying.'
      : `${n} messages have not been sent yet. We keep trying.`,
  slow_down: (seconds: number) =>
    `That was quick! The next message goes out in ${counted(seconds, 'second')}. Nothing is lost.`,
  retry: 'Try now',
  no_cookie:
    'Your browser does not let us remember you, so messages cannot be sent. Please allow cookies for this site or use another browser. What you wrote is kept here.',
  left: (n: number) => `${counted(n, 'character')} left`,
  too_long: (n: number) =>
    `A message can have 8,000 characters; this one has ${n} too many. Please shorten it or send it in two parts. Nothing is lost.`,

  closed: 'This job is not open any more. What you have said is still here, and you can still write.',
  unknown_title: 'Job not found',
  unknown:
    'We cannot find a job with this code. Please check the link or QR code against the job ad. If it still does not open, ask whoever gave it to you.',
  noscript: 'This page needs JavaScript for the chat. Please switch it on in your browser and reload.',

  menu: 'More',
  close: 'Close',
  language: 'Language of this page',
  language_hint: 'To have the assistant speak Chinese too, send “中文”.',
  help: 'You can always send',
  help_person: 'HUMAN: to reach a person.',
  help_pause: 'PAUSE: to take a break. Your place is kept.',
  help_add: 'ADD: to say something more.',
  help_status: 'STATUS: to see where things stand.',
  help_stop: 'STOP: to get no more messages.',
  help_data: 'EXPORT MY DATA, DELETE MY DATA: it is yours.',
  leave: 'I am somebody else',
  leave_hint: 'If several people share this phone or computer, switch here.',
  leave_ask: 'Start as somebody else?',
  leave_warning:
    'A new conversation begins, and this one can no longer be seen on this device. Anything not sent yet is deleted.',
  leave_yes: 'Start afresh',
  leave_no: 'Stay here',
  leave_failed: 'That did not work; the network may be down. Please try again.',
};

export const TEXTS: Record<Language, Texts> = { zh, en };

/** The texts that take no argument: they can stand in the page as `data-text` and be exchanged there. */
export type PlainText = { [Key in keyof Texts]: Texts[Key] extends string ? Key : never }[keyof Texts];

/** A job's name as a heading: openings have it as it stands within a sentence. */
export function headingOf(title: Record<Language, string>, language: Language): string {
  const name = title[language];
  return name.slice(0, 1).toLocaleUpperCase(LOCALES[language]) + name.slice(1);
}
