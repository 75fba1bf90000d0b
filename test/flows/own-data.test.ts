/** The wish to have what we keep: as people put it, and what only looks like it. */
import { describe, expect, it } from 'vitest';
import { isOptOut, isUrgent, wholeCommand } from '../../src/flows/intents.ts';

const ZH = [
  '我要我的数据',
  '导出我的数据',
  '下载我的资料',
  '你们存了我什么信息',
  '请把我的数据发给我',
  '把我的资料发我一份',
  '我想要一份我的资料',
  '我想看看我的数据',
  '我要下载我的个人信息',
  '怎么导出我的数据？',
  '怎么才能拿到我的资料',
  '在哪里可以下载我的数据',
  '能不能把我的信息发给我',
  '能把我的数据导出给我吗',
  '给我一份我的数据',
  '发给我我的资料',
  '给我发我的个人资料吧',
  '你们都收集了我哪些信息？',
  '你们有我的什么资料',
  '你们手里有我哪些数据',
  '你们保存了哪些我的个人信息',
  '你们到底存了我什么',
  '关于我，你们都存了什么',
  '我的哪些信息被你们保存了',
  '我有哪些资料存在你们那里',
  '请问你们保存了我的哪些信息呢',
  '我要查阅我的个人信息',
  '申请导出个人信息',
  '我要求查阅、复制我的个人信息',
  '我要行使查阅权',
  '把我的聊天记录发给我',
  '我想要我的面试录音',
  '我要我所有的数据',
  '你好，我想导出我的所有数据，谢谢',
  '匯出我的資料',
  '你們存了我什麼個資？',
  '可以下載我的資料嗎',
  '数据导出申请',
];

const EN = [
  'export my data',
  'Download my data',
  'send me my data',
  'what data do you have on me',
  'What data do you have on me?',
  'Please export my data.',
  'can I download my data?',
  'could you send me a copy of my data please',
  'I want my data',
  "I'd like a copy of my personal data",
  'give me all my data',
  'I want to see my data',
  'how do I download my information',
  'What information do you have about me?',
  'what info have you stored about me',
  'What personal data did you collect about me?',
  'what do you have on me',
  'What do you know about me?',
  'send me everything you have on me',
  'show me what you know about me',
  'send my data to me',
  'request my data',
  'I request a copy of all the data you hold about me',
  'I want a copy of everything you have stored about me',
  'Under the GDPR I request a copy of my data',
  'subject access request',
  'I want to make a data subject access request',
  'DSAR',
  'my data please',
  'get my data',
  'which of my data do you keep?',
  "what's in my file",
  'can i have my chat history please',
  'email me my records',
  'Hi, I would like to access my personal information, thanks',
  'where can i get my data',
];

const ONLY_ALIKE = [
  '我做过导出数据的工作',
  '导出数据',
  '我的资料都填好了',
  '我的资料发给你了',
  '把我的资料发给你们了',
  '我的信息填错了',
  '你们会怎么用我的信息',
  '我的信息安全吗',
  '谁能看到我的资料',
  '你们需要我什么信息',
  '还要我的什么资料吗',
  '给我发一下工作信息',
  '我要看排班信息',
  '客户说要他的数据，我就导出给他',
  '我下载了你们的应用',
  '你知道我什么时候上班吗',
  '我会用电脑录数据',
  '发我一份工资表',
  '我的数据不太好',
  '有人泄露了我的信息',
  '请看我的资料',
  '删除我的数据',
  '我的',
  'what do you do with my data',
  'who can see my data?',
  'how long do you keep my data',
  'is my data safe',
  'do you share my data',
  'did you get my data',
  'send me the details',
  'can you send me more information',
  'send me the information you have',
  'I entered data for two years',
  'I used to export goods to Germany',
  'I download the data from the scanner every morning',
  'a customer asked me to send his data',
  'I sent my data yesterday',
  'my data is wrong',
  'can I change my details',
  'you have my details already',
  'what information do you need from me',
  'what do you need to know about me',
  'what did the manager say about me',
  'can I see my schedule',
  'data entry',
  'export',
  'I want my data deleted',
  'delete my data',
  'I had to send my boss my data and export my data to a sheet',
];

describe('the wish for what we keep', () => {
  it.each([...ZH, ...EN])('is heard in %j', (text) => {
    expect(wholeCommand(text)).toBe('export');
    expect(isOptOut(text, 'twilio')).toBe(false);
    expect(isUrgent({ kind: 'text', text }, 'telegram')).toBe(true);
  });

  it.each(['/export', '/mydata', '  EXPORT MY DATA!! ', '「導出我的數據」'])('is heard in %j', (text) => {
    expect(wholeCommand(text)).toBe('export');
  });

  it.each(ONLY_ALIKE)('is not heard in %j', (text) => {
    expect(wholeCommand(text)).not.toBe('export');
  });

  it('is heard at least thirty ways in each language', () => {
    expect(new Set(ZH).size).toBeGreaterThanOrEqual(30);
    expect(new Set(EN).size).toBeGreaterThanOrEqual(30);
  });

  it('is no part of a long message, and is looked for in no time', () => {
    expect(wholeCommand(`${'在仓库里做过两年，'.repeat(20)}导出我的数据`)).toBeNull();
    const began = performance.now();
    for (let i = 0; i < 200; i++) {
      wholeCommand('我'.repeat(120));
      wholeCommand('please can you '.repeat(8));
      wholeCommand('你们存了我的哪些关于我的个人面试聊天应聘报名个人面试聊天应聘报名');
    }
    expect(performance.now() - began).toBeLessThan(15_000);
  });
});
