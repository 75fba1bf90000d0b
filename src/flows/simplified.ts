/**
 * Traditional characters read as simplified ones: the cues of every rule are written once. One character for one, so that
 * offsets stay those of the original; what is quoted or kept is always the original.
 */

/** Pairs of a traditional character and its simplified form. */
const PAIRS = [
  '這这個个們们來来說说講讲過过時时間间後后從从對对錯错還还沒没麼么嗎吗請请問问會会為为給给帶带開开關关應应該该當当實实際际樣样經经歷历驗验處处發发動动電电話话號号錢钱資资補补貼贴險险勞劳獎奖禮礼',
  '聯联繫系絡络轉转換换機机點点幾几歲岁滿满證证駕驾車车騎骑雙双週周報报學学習习練练覺觉認认願愿難难煩烦擾扰訊讯簡简訂订別别廣广閱阅終终於于結结進进狀状態态幫帮員员場场隊队組组長长領领導导師师東东',
  '貨货單单訴诉誰谁嘗尝試试寫写聽听讀读買买賣卖賠赔償偿壞坏損损憂忧慮虑頭头臺台體体檢检鐘钟緊紧馬马繼继續续離离職职紅红線线園园區区廠厂倉仓庫库揀拣運运輸输遲迟準准趕赶剛刚嚇吓罵骂謝谢賓宾館馆',
  '標标評评審审錄录選选擇择內内嚴严約约絕绝無无與与兩两萬万億亿陸陆參参飯饭捨舍費费獲获雖虽讓让較较輕轻邊边達达適适連连遠远階阶隨随雜杂靜静響响頁页項项順顺須须預预題题顧顾飛飞駐驻驚惊鬧闹魚鱼齊齐',
  '齡龄條条類类顯显辦办協协調调討讨論论諾诺責责務务複复壓压妳你懶懒賬账帳账塊块盤盘張张圖图紙纸筆笔讚赞贊赞誇夸兒儿婦妇孫孙媽妈爺爷親亲陳陈產产療疗癒愈術术懷怀禱祷團团齣出夠够擋挡掛挂錶表衝冲決决',
  '況况淨净減减災灾煉炼熱热燈灯獨独現现確确礙碍種种積积穩稳節节粵粤統统緩缓網网聲声腦脑腳脚臨临華华藝艺藥药覽览觀观計计記记許许設设訪访註注詢询誤误課课談谈議议譯译護护財财貴贵質质購购贈赠軟软載载',
  '輔辅輪轮農农遞递鄉乡鄰邻醫医釋释鋪铺鍵键閉闭閒闲陰阴陽阳隱隐隻只雲云韓韩頓顿飲饮餓饿骯肮髒脏麵面黃黄歡欢歸归殘残毀毁氣气沖冲灣湾滾滚爭争牆墙環环畫画異异祕秘稱称競竞絲丝綁绑緒绪編编緣缘',
  '繳缴罰罚義义幹干乾干裡里裏里並并將将訣诀寶宝尋寻屬属',
].join('');

const SIMPLE = new Map<string, string>();
for (let i = 0; i + 1 < PAIRS.length; i += 2) {
  SIMPLE.set(PAIRS[i]!, PAIRS[i + 1]!);
}
const TRADITIONAL = new RegExp(`[${[...SIMPLE.keys()].join('')}]`, 'g');

/** The text with its traditional characters in simplified form; of the same length. */
export function simplified(text: string): string {
  return text.replace(TRADITIONAL, (character) => SIMPLE.get(character) ?? character);
}
