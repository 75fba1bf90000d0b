/** Three jobs of an invented company, one for each flow that is shipped. What stands here is all that the bot may say. */
import type { Opening } from '../types.ts';

type Seed = Omit<Opening, 'id'>;

const payday = {
  zh: '工资每月15号发上个月的，打到你本人的银行卡。',
  en: 'Wages for a month are paid on the 15th of the next, to your own bank account.',
};
const insurance = {
  zh: '入职当天买意外险，签合同后缴纳五险。',
  en: 'Accident insurance starts on your first day, social insurance with the contract.',
};

export const demoOpenings: Seed[] = [
  {
    code: 'SORT01',
    title: { zh: '夜班分拣员', en: 'night-shift parcel sorter' },
    role: 'sorter',
    flow: 'warehouse-sorter',
    status: 'open',
    headcount: 40,
    site: {
      name: '青禾物流浦东分拨中心',
      address: '上海市浦东新区川沙路5588号',
      city: '上海',
      lat: 31.2106,
      lon: 121.7012,
      time_zone: 'Asia/Shanghai',
    },
    pay: {
      amount: 28,
      currency: 'CNY',
      per: 'hour',
      text: {
        zh: '每小时28元，22点以后每小时加6元夜班补贴。',
        en: '28 yuan an hour, and 6 yuan more for each hour after 22:00.',
      },
    },
    requirements: { min_age: 18, night_shift: true },
    facts: {
      shifts: {
        zh: '夜班20:00到次日4:00，做五休二，周末轮着来。',
        en: 'The night shift is 20:00 to 4:00, five days a week, with weekends in turn.',
      },
      breaks: {
        zh: '每班休息两次，每次30分钟，算工时。',
        en: 'There are two paid breaks of 30 minutes in every shift.',
      },
      overtime: {
        zh: '高峰期会问你愿不愿意加班，加班按1.5倍算，不强制。',
        en: 'In peak weeks you may be asked to work overtime, at 1.5 times the pay; you can say no.',
      },
      duties: {
        zh: '把传送带上的件按格口分好，扫码、码放，破损件单独登记。',
        en: 'You take parcels from the belt to the right chute, scan and stack them, and book damaged ones apart.',
      },
      meals: {
        zh: '每班管一顿夜宵，食堂有热水和微波炉。',
        en: 'One hot meal a shift is free in the canteen.',
      },
      training: {
        zh: '头两天有师傅带，培训期工资一样。',
        en: 'For the first two days an experienced sorter shows you everything, at full pay.',
      },
      documents: {
        zh: '第一天带身份证、本人银行卡，穿防滑的平底鞋；手套和反光背心我们发。',
        en: 'On the first day bring your ID card, your bank card and flat non-slip shoes; gloves and a vest are given.',
      },
      payday,
      insurance,
    },
  },
  {
    code: 'CARE01',
    title: { zh: '电商客服', en: 'customer service agent' },
    role: 'customer_service',
    flow: 'customer-service',
    status: 'open',
    headcount: 12,
    site: {
      name: '青禾客户服务中心',
      address: '杭州市滨江区江南大道3900号B座6层',
      city: '杭州',
      lat: 30.1875,
      lon: 120.1902,
      time_zone: 'Asia/Shanghai',
    },
    pay: {
      amount: 26,
      currency: 'CNY',
      per: 'hour',
      text: {
        zh: '每小时26元，另有服务质量奖，每月200到800元。',
        en: '26 yuan an hour, and a quality bonus of 200 to 800 yuan a month.',
      },
    },
    requirements: { min_age: 18 },
    facts: {
      shifts: {
        zh: '早班8:00到16:00，晚班15:00到23:00，每月四个夜班，每周休两天。',
        en: 'Early shift 8:00 to 16:00, late shift 15:00 to 23:00, four night shifts a month, two days off a week.',
      },
      breaks: {
        zh: '每班休息一小时，另有两次15分钟小休。',
        en: 'Each shift has a break of one hour and two short ones of 15 minutes.',
      },
      duties: {
        zh: '在线回复售后咨询，接少量电话，把问题记到工单里跟到底。',
        en: 'You answer after-sales questions in the chat, take a few calls, and follow each case to its end.',
      },
      training: {
        zh: '上岗前培训五天，工资照发，前两周有老员工坐在旁边。',
        en: 'You are trained for five paid days; for two weeks a colleague sits next to you.',
      },
      contract: {
        zh: '签一年劳动合同，试用期一个月；兼职签劳务协议。',
        en: 'The contract is for one year with one month of probation; part-timers sign a service agreement.',
      },
      equipment: {
        zh: '电脑和耳机公司提供，不在家办公。',
        en: 'Computer and headset are provided; the work is done on site.',
      },
      documents: {
        zh: '第一天带身份证、银行卡和学历证明。',
        en: 'On the first day bring your ID card, your bank card and proof of your education.',
      },
      payday,
      insurance,
    },
  },
  {
    code: 'RIDE01',
    title: { zh: '同城配送员', en: 'city courier' },
    role: 'courier',
    flow: 'courier',
    status: 'open',
    headcount: 25,
    site: {
      name: '青禾即时配送天府站',
      address: '成都市高新区天府三街199号',
      city: '成都',
      lat: 30.5477,
      lon: 104.0668,
      time_zone: 'Asia/Shanghai',
    },
    pay: {
      amount: 6.5,
      currency: 'CNY',
      per: 'piece',
      text: {
        zh: '每单6.5元起，雨雪天和22点以后每单加2元，新手第一个月保底5000元。',
        en: '6.5 yuan a delivery or more, 2 yuan extra in rain, snow and after 22:00, and at least 5000 yuan in the first month.',
      },
    },
    requirements: { min_age: 18, licence: true },
    facts: {
      shifts: {
        zh: '午高峰10:30到14:00、晚高峰17:00到20:30必须在线，其余时间自己排。',
        en: 'You are online from 10:30 to 14:00 and from 17:00 to 20:30; the other hours are yours to choose.',
      },
      area: {
        zh: '配送范围是站点周围5公里，平均一单2.3公里。',
        en: 'You deliver within 5 km of the station; a trip is 2.3 km on average.',
      },
      equipment: {
        zh: '头盔、保温箱和雨衣免费领；没有车可以租站里的电动车，每天12元。',
        en: 'Helmet, box and rain coat are free; e-bikes can be rented from the station for 12 yuan a day.',
      },
      training: {
        zh: '上路前半天安全培训，第一天有老骑手带着跑。',
        en: 'There is half a day of road safety training, and on your first day an experienced rider goes with you.',
      },
      holidays: {
        zh: '每周休一天，提前两天在站里排好就行。',
        en: 'You have one day off a week; book it two days ahead.',
      },
      documents: {
        zh: '第一天带身份证、驾照、银行卡和一部能导航的手机。',
        en: 'On the first day bring your ID card, licence, bank card and a phone that can navigate.',
      },
      payday,
      insurance,
    },
  },
];
