import type { Rule } from '#domain/kernel/lifecycle.ts'
import { endsAfterBegin, keepsBodies, type Period } from './organization.ts'

/** Conditions of making or changing an outside body. */
export const bodyRules: readonly Rule<Period>[] = [keepsBodies, endsAfterBegin]

export const bodyFields = {
  kind: { name: { zh: '类别', en: 'Kind' } },
  nameZh: { name: { zh: '名称', en: 'Name' } },
  nameEn: { name: { zh: '英文名称', en: 'English name' } },
  fromOn: { name: { zh: '起始日', en: 'From' } },
  toOn: { name: { zh: '终止日', en: 'Until' } },
} as const
