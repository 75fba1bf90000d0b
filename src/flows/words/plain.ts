/** Words that ask, join or take note, and name nothing: what a model may say besides the words that it was given. */
import type { Language } from '../../types.ts';

const EN = `
a an the this that these those it its he him his she her hers they them their theirs you your yours yourself i me my we us our
who whom whose what which when where why how there here then than
is are was were be been being am do does did done doing have has had having can could would may might
tell say said saying mention mentioned mentioning write wrote written describe explain walk share talk talked talking
go goes went going gone happen happened happening happens end ended ending turn turned work worked take took taken make made
making get got come came try tried decide decided notice noticed handle handled manage managed react reacted respond responded
deal dealt sort sorted finish finished begin began begun start started find found look looked keep kept put need needed see saw
seen remember recall change changed help helped ask asked call called check checked choose chose pick mean meant
of in on at to for from with about after before during by into out over up down off back around through between until while
as so and but because also first next last later finally once again just still even more most much some any one
time moment day part thing things step steps way example detail details bit end result outcome situation story beginning
person people role point own hand hands side place case
real particular exact exactly specific personally little whole own sudden suddenly best
yes thank thanks noted note got understood right ok okay sure clear hear heard listening please now
`;

const ZH = `
你 您 你们 我 他 她 它 他们 她们 我们 自己 本人 对方 大家 别人 谁 人
这 那 这个 那个 这些 那些 这次 那次 这件 那件 这段 那段 这里 那里 这样 那样 时候 时间 当时 那时 那会儿 那天 当天 当场 那边
然后 后来 最后 最终 结果 之后 以后 之前 以前 接着 随后 起初 一开始 开始 起来 下来 出来 过来 回来 下去
怎么 怎样 怎么样 如何 什么 哪 哪个 哪些 哪里 哪一步 哪一次 为什么 怎么回事 多久 到底 究竟
第 样 回 一 一次 一个 一件 一下 一点 一步 一步一步 一步步 第一 第一步 步 次 件 个 段 些 先 再 就 才 又 也 都 还 还有 只 最
的 地 得 了 着 过 吗 呢 吧 啊 呀 嗯 哦 是 在 有 于 之 其 而 但 但是 因为 所以 如果 比如 以及 和 跟 与 同 对 对于 关于 从 向 用 让 把 被 给 为 到 去 来 上 下 里 中 时 后 前 边 面 内 外
做 做了 做的 做法 说 说说 说到 说的 讲 讲讲 讲到 聊 聊聊 提到 提 谈到 写 告诉 问 想 看 听 能 可以 会 要 请 麻烦
处理 解决 应对 反应 回应 回答 发生 出现 情况 状况 经过 过程 事 事情 例子 经历 具体 真实 实际 亲身 亲手 独自 负责 部分 角色 任务 起因 原因 背景 细节 详细 方面 地方
记得 印象 最深 深 收尾 结束 完成 变化 决定 注意 发现 找 叫 帮忙 帮 动手 手
是的 好 好的 谢谢 多谢 感谢 记下 记下了 记住 记住了 记 明白 明白了 了解 了解了 知道 知道了 清楚 收到 听到 住
`;

const list = (words: string) => new Set(words.split(/\s+/).filter((word) => word !== ''));

export const PLAIN: Record<Language, ReadonlySet<string>> = { zh: list(ZH), en: list(EN) };
