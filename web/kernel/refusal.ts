import type { Refusal } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'

/** "不能认定阶段完成：认定由办绩效办作出（第14条）。" The article goes before the last full stop. */
export function sentenceOfRefusal(refusal: Refusal, label: Text, citation: Text): Text {
  const { zh, en } = refusal.message
  const named = refusal.code === 'wrong_state'
  const tail = { zh: withTail(zh, `（${citation.zh}）`, '。'), en: withTail(en, ` (${citation.en})`, '.') }
  return {
    zh: named || zh.startsWith('不能') ? tail.zh : `不能${label.zh.replace('…', '')}：${tail.zh}`,
    en: named ? tail.en : `“${label.en.replace('…', '')}” is not possible. ${tail.en}`,
  }
}

const withTail = (sentence: string, tail: string, stop: string): string =>
  sentence.endsWith(stop) ? `${sentence.slice(0, -1)}${tail}${stop}` : `${sentence}${tail}`
