/** Gives the application up. */
import { around } from './any.ts';

export const WITHDRAW = around(
  '^(?:(?:不好意思|抱歉|算了|谢谢|那|嗯|sorry|hi|thanks|ok|actually|no|please|so|well)[，,. ]*)*(?:我)?',
  [
    '(?:还是)?不考虑(?:这个|这份|你们)?(?:的)?(?:岗位|工作|职位)?了',
    '(?:还是)?(?:不想|不)(?:再)?(?:面试?|应聘|参加|继续面试|申请)(?:这个(?:岗位|工作))?了|不想继续(?:面试)?了',
    '(?:想|要)?(?:放弃|退出|取消)(?:这次|这个|我的)?(?:面试|应聘|申请|报名)',
    "(?:i(?:'d like to| want to| would like to|'m going to| am)? )?(?:withdraw(?:ing)?(?: (?:my application|from (?:this|the) (?:interview|application|process)))?|cancel my (?:application|interview)|(?:quit|drop out of) (?:this|the) (?:interview|process|application)|(?:am |i'm |'m )?(?:not|no longer) interested(?: any ?more| in (?:this|the) (?:job|position|role))?|(?:don't|do not) want (?:this job|to continue|to do (?:this|the) interview)(?: any ?more)?)",
  ],
  '[了吧。.! ]*$',
);
