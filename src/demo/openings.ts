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

const age = {
  zh: '年满18周岁就可以，年龄上没有别的要求。',
  en: 'You have to be 18; there is no other requirement of age.',
};
const deposit = {
  zh: '不收押金、培训费，也不扣证件。',
  en: 'There is no deposit and no fee, and nobody keeps your papers.',
};
const start = {
  zh: '录用后每周一、周四都能办入职，当天就能上岗。',
  en: 'Once you are hired you can start on any Monday or Thursday.',
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
      housing: {
        zh: '有四人间宿舍，每月200元，水电平摊，离仓库走路10分钟。',
        en: 'There are shared rooms for four at 200 yuan a month, a ten-minute walk away.',
      },
      shuttle: {
        zh: '19:20从川沙地铁站发班车，早上4:20送回，不收费。',
        en: 'A free bus leaves Chuansha metro station at 19:20 and goes back at 4:20.',
      },
      holidays: {
        zh: '每周休两天，法定节假日上班按三倍算；请假提前一天跟组长说。',
        en: 'You have two days off a week; public holidays are paid threefold, and leave is asked for a day ahead.',
      },
      contract: {
        zh: '签一年劳动合同，试用期一个月，工资一样；只做旺季的签短期协议。',
        en: 'The contract is for one year, with one month of probation at full pay; for the season only, a short one.',
      },
      uniform: {
        zh: '穿方便活动的长裤和平底鞋就行，反光背心我们发。',
        en: 'Wear long trousers you can move in and flat shoes; a vest is given.',
      },
      equipment: {
        zh: '扫码枪、手套和反光背心都由我们提供，不用自己买。',
        en: 'Scanner, gloves and vest are provided; you buy nothing.',
      },
      experience: {
        zh: '没做过也可以，头两天有师傅带。',
        en: 'No experience is needed; somebody shows you everything for two days.',
      },
      lateness: {
        zh: '迟到按分钟少算工时，不另外罚款；要晚到，提前给组长发个消息。',
        en: 'Minutes you are late are not paid, and there is no fine; send the team lead a message beforehand.',
      },
      medical: {
        zh: '不要求体检。',
        en: 'No medical check is required.',
      },
      age,
      deposit,
      start,
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
      overtime: {
        zh: '大促那几天会问你愿不愿意加班，按1.5倍算，不强制。',
        en: 'In the days of big sales you may be asked to work overtime, at 1.5 times the pay; you can say no.',
      },
      meals: {
        zh: '楼下有食堂，每天补15元餐费。',
        en: 'There is a canteen downstairs, and 15 yuan a day towards your meals.',
      },
      housing: {
        zh: '不提供宿舍，入职后可以帮你联系附近的合租。',
        en: 'There is no dormitory; once you are hired we can help you find a shared flat nearby.',
      },
      holidays: {
        zh: '每周休两天，提前一周排好；法定节假日上班按三倍算，请假提前一天。',
        en: 'You have two days off a week, planned a week ahead; public holidays are paid threefold.',
      },
      uniform: {
        zh: '没有工服，整洁舒服就行。',
        en: 'There is no uniform; neat and comfortable is fine.',
      },
      experience: {
        zh: '没做过客服也可以，会打字、愿意听人说话就行，培训五天。',
        en: 'No experience is needed if you can type and like to listen; you are trained for five days.',
      },
      lateness: {
        zh: '迟到按分钟少算工时，不另外罚款；一个月三次以上会找你聊聊。',
        en: 'Minutes you are late are not paid, and there is no fine; after three times in a month we talk about it.',
      },
      medical: {
        zh: '不要求体检。',
        en: 'No medical check is required.',
      },
      transport: {
        zh: '地铁6号线江汉路站C口出来走8分钟，没有班车。',
        en: 'It is eight minutes on foot from Jianghan Road station (line 6, exit C); there is no company bus.',
      },
      age,
      deposit,
      start,
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
      duties: {
        zh: '到店取餐、取货，按导航送到楼下或门口，送错、洒了先联系站里。',
        en: 'You pick up at the shop, ride by the map to the door, and call the station when something is spilt or wrong.',
      },
      breaks: {
        zh: '两个高峰之间有两个多小时可以休息，站里有空调和充电柜。',
        en: 'Between the two rushes you have over two hours; the station has air conditioning and charging.',
      },
      meals: {
        zh: '站里有微波炉和热水，不包餐。',
        en: 'The station has a microwave and hot water; meals are not included.',
      },
      housing: {
        zh: '不提供宿舍，站长手里有附近合租的信息。',
        en: 'There is no dormitory; the station knows of shared flats nearby.',
      },
      overtime: {
        zh: '高峰外愿意多跑就多跑，按单算，没有强制加班。',
        en: 'Outside the rushes you ride as much as you like, paid by the delivery; nobody has to work overtime.',
      },
      contract: {
        zh: '全职签一年劳动合同，试用期一个月；兼职签劳务协议，每天跑够一个高峰就行。',
        en: 'Full-time is a contract for one year with one month of probation; part-time, one rush a day is enough.',
      },
      uniform: {
        zh: '工服、头盔免费领，上路必须戴头盔。',
        en: 'Uniform and helmet are free; the helmet is worn on every ride.',
      },
      experience: {
        zh: '没跑过也可以，第一天有老骑手带。',
        en: 'No experience is needed; an experienced rider goes with you on the first day.',
      },
      lateness: {
        zh: '送晚先看原因，商家出餐慢、天气都不算你的；算你的那一单少两元。',
        en: 'A late delivery costs you 2 yuan only when it was your doing; slow shops and weather do not count.',
      },
      medical: {
        zh: '送餐要办健康证，站里带你去办，费用我们出。',
        en: 'Carrying food takes a health certificate; the station goes with you to get it and pays for it.',
      },
      transport: {
        zh: '地铁1号线天府三街站走5分钟，没有班车。',
        en: 'It is five minutes on foot from Tianfu 3rd Street station on line 1; there is no company bus.',
      },
      age,
      deposit,
      start,
      payday,
      insurance,
    },
  },
];
