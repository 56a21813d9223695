import { longDayText } from '#domain/calendar/workingDays.ts'
import { type Ground, grounds } from '#domain/rectification/orderStates.ts'
import type { DocumentWords } from './documentKind.ts'

/** An order as its notice says it. */
export type RectificationSource = {
  readonly title: string
  /** The division, or the person with the division's name before it. */
  readonly addressee: string
  readonly isToPerson: boolean
  readonly ground: Ground
  /** Where it was found, in words; empty where it was in daily work. */
  readonly foundIn: string
  readonly finding: string
  readonly article: number
  readonly requirement: string
  readonly dueOn: string
}

const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九']
/** Articles are counted in Chinese: 二十八. */
const articleInChinese = (article: number): string => {
  const [tens, ones] = [Math.floor(article / 10), article % 10]
  if (tens === 0) return digits[ones] ?? ''
  return `${tens === 1 ? '' : digits[tens]}十${digits[ones]}`
}

const lines = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '')

/** The words of the notice of an order: what was found, on which ground, what is to be done and until when. */
export const proposedRectification = (source: RectificationSource): DocumentWords => {
  const { title, addressee, isToPerson, ground, foundIn, finding, article, requirement, dueOn } = source
  const where = foundIn === '' ? '' : `（${foundIn}）`
  return {
    title: `关于责令整改“${title}”的通知`,
    addressee,
    text: [
      `在日常监督检查中发现${where}，${isToPerson ? '你' : '你处'}存在${grounds[ground].zh}的情形。根据绩效评估与管理的有关规定，责令立即整改。现将有关事项通知如下：`,
      '一、发现的情况',
      ...lines(finding),
      `以上情况不符合《实施细则》第${articleInChinese(article)}条的规定。`,
      '二、整改要求',
      ...lines(requirement),
      '三、整改期限',
      `请于${longDayText(dueOn).zh}前完成整改，将整改措施、完成情况和佐证材料报办绩效办核验。`,
      '特此通知。',
    ].join('\n'),
    attendance: '',
  }
}
