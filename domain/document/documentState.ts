import type { Text } from '#domain/kernel/text.ts'

/**
 * An official document (公文) on its way: 拟稿 → 核稿 → 签发, then numbered and issued. Whoever drafts does not check, and
 * an office leader signs off what neither of them wrote.
 */
export const documentStates = {
  drafted: { zh: '拟稿', en: 'Drafted' },
  checked: { zh: '已核稿', en: 'Checked' },
  signedOff: { zh: '已签发', en: 'Signed off' },
  issued: { zh: '已印发', en: 'Issued' },
  withdrawn: { zh: '已作废', en: 'Withdrawn' },
} as const satisfies Record<string, Text>
export type DocumentState = keyof typeof documentStates
