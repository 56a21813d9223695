import type { z } from 'zod'
import { fromBoth, type Text } from './text.ts'

/** What is wrong with one entered value, as a sentence: the same beside a field and in the server's answer. */
export function sentenceOfIssue(issue: z.core.$ZodIssue): Text {
  if (issue.code === 'unrecognized_keys')
    return { zh: `不认识的字段：${issue.keys.join('、')}。`, en: `Unknown field: ${issue.keys.join(', ')}.` }
  if (issue.code === 'too_small') return tooSmall(issue)
  if (issue.code === 'too_big') return tooBig(issue)
  if (issue.code === 'invalid_value') return { zh: '请从所列选项中选择。', en: 'Choose one of the options.' }
  if (issue.code === 'invalid_format' && issue.format === 'date')
    return { zh: '应为日期，如2025-11-06。', en: 'Must be a day such as 2025-11-06.' }
  const own = fromBoth(issue.message)
  if (own) return own
  if (issue.code === 'custom' && issue.message) return { zh: issue.message, en: issue.message }
  // zod says in its own words only that there was nothing.
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) return missing
  return { zh: '没有填写，或写法不对。', en: 'Missing, or not written as expected.' }
}

const missing: Text = { zh: '须填写。', en: 'This is needed.' }

function tooSmall({ origin, minimum }: z.core.$ZodIssueTooSmall): Text {
  if (origin === 'string')
    return Number(minimum) <= 1 ? missing : { zh: `至少${minimum}个字符。`, en: `At least ${minimum} characters.` }
  if (origin === 'array') return { zh: `至少${minimum}项。`, en: `At least ${minimum}.` }
  return { zh: `不能小于${minimum}。`, en: `Must be at least ${minimum}.` }
}

function tooBig({ origin, maximum }: z.core.$ZodIssueTooBig): Text {
  if (origin === 'string') return { zh: `至多${maximum}个字符。`, en: `At most ${maximum} characters.` }
  if (origin === 'array') return { zh: `至多${maximum}项。`, en: `At most ${maximum}.` }
  return { zh: `不能大于${maximum}。`, en: `Must be at most ${maximum}.` }
}

/** From here on whoever types is told how much is left. */
const nearlyFull = 0.9

/** What is said of a text of this length: how much is left near the limit, how much is too many past it. */
export function lengthSaid(
  length: number,
  limit: number,
): { readonly isOver: boolean; readonly words: Text } | undefined {
  const left = limit - length
  if (left < 0)
    return {
      isOver: true,
      words: {
        zh: `至多${limit}个字符，多了${-left}个：请删减，已写的内容没有截断。`,
        en: `At most ${limit} characters, ${-left} too many: shorten it; nothing was cut off.`,
      },
    }
  if (length < limit * nearlyFull) return undefined
  return { isOver: false, words: { zh: `还可以写${left}个字符。`, en: `Characters left: ${left}.` } }
}
