import { longDayText } from '#domain/calendar/workingDays.ts'
import type { BlockWords } from './content.ts'
import type { Span } from './figure.ts'

/** The words that a bulletin begins with; a drafter changes them as they like. */
export const proposedWords = ({ cutOff }: Span): BlockWords => ({
  overview: `截至${longDayText(cutOff).zh}，年度绩效工作方案共有评估事项{评估事项}，其中正常{正常事项}、有风险{有风险事项}、滞后{滞后事项}、完成{完成事项}，还没有灯号的{无灯号事项}。本期新立督办件{新立督办件}，在办{在办督办件}。`,
  timeliness:
    '本期应报数据{应报数据}，完整率{完整率}，按期提供率{按期提供率}，按期报送率{按期报送率}。其中缺报{缺报数据}、迟报{迟报数据}、有异议{有异议数据}，逐项列明如下。',
  cards: '本期发出预警{预警}，亮黄牌{黄牌}、红牌{红牌}。截至统计截止日，未解除的黄牌、红牌共{未解除的牌}。',
  progress: '各处牵头事项的进展如下。',
  inspections:
    '本期办结检查{办结检查}，发现并处理问题{检查发现问题}；办结市符合性验证{办结符合性验证}；自查抽验数据{抽验数据}，认定不一致{抽验不一致数据}。',
  rectifications:
    '本期下达整改通知{下达整改}，核验销号{销号整改}。截至统计截止日，未销号{未销号整改}，其中逾期{逾期整改}。对小的问题作出提示{提示}。',
  goodPractice: '',
  satisfaction: '本期没有正在开展的满意度调查，没有可以通报的满意度数据。',
  nextDueDays: '下月到期数据{下月到期数据}、事项阶段{下月到期阶段}，请有关处提前准备，按期报送。',
})
