import type { Text } from '#domain/kernel/text.ts'

const common = [
  'password',
  'passw0rd',
  'qwerty',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'iloveyou',
  'letmein',
  'welcome',
  'admin',
  'administrator',
  'woaini',
  'abc123',
  'a1b2c3d4',
  '1q2w3e4r',
  'qazwsx',
  '123456',
  '12345678',
  '111111',
  '888888',
  '666666',
]
const ofThisPlace = ['jiheng', '绩衡', 'shenzhen', '深圳', 'kouan', '口岸', 'jixiao', '绩效', 'jixiaoban']

/**
 * Why a password may not be set, or undefined. Length at least 12; what is left of it without common words, the names
 * of person and office, and runs of one character or of neighbours must still be 6 characters.
 */
export function weaknessOf(password: string, personal: readonly string[]): Text | undefined {
  const written = password.normalize('NFKC').toLowerCase()
  if ([...written].length < 12) return { zh: '密码至少12个字符。', en: 'A password has at least 12 characters.' }
  const words = [
    ...common,
    ...ofThisPlace,
    ...personal.map((word) => word.toLowerCase()).filter((word) => word.length > 1),
  ]
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), written)
  if ([...withoutRuns(rest)].length < 6)
    return {
      zh: '密码太常见，或者主要由姓名、单位名、连续字符组成，请换一个。',
      en: 'The password is too common, or mostly a name, the office or a run of characters. Choose another.',
    }
  return undefined
}

/** Leaves one character of each run of equal or neighbouring characters: aaaa, 1234, dcba. */
function withoutRuns(text: string): string {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0)
  return codes
    .filter((code, at) => {
      const step = code - (codes[at - 1] ?? Number.NaN)
      return !(Math.abs(step) <= 1)
    })
    .map((code) => String.fromCodePoint(code))
    .join('')
}
