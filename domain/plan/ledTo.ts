import type { Change } from '#domain/kernel/history.ts'
import { comparePlans, type Reader } from './compare.ts'
import type { LedTo } from './consultation.api.ts'
import { type CommentPart, planParts } from './consultation.ts'
import type { PlanSnapshot } from './plan.api.ts'

// What a comment led to (Art. 22): changes of the draft since the version that was laid before the divisions.

/** What a change is told apart by: the item, none for the general chapters, and its field. */
export type ChangeKey = Pick<LedTo, 'itemId' | 'field'>
export const keyOfChange = ({ itemId, field }: ChangeKey): string => `${itemId ?? ''} ${field}`

/** An item that is new or gone is one change, whatever it holds. */
export const wholeItem = 'item'
const added = { zh: '增列事项', en: 'Item added' }
const removed = { zh: '取消事项', en: 'Item removed' }

/** Every change of a draft since a version of it, one by one, general chapters first. */
export function changesSince(before: PlanSnapshot, now: PlanSnapshot, reader: Reader): LedTo[] {
  const { chapters, items } = comparePlans(before, now, reader)
  return [
    ...chapters.map((change) => ({ itemId: null, code: '', title: '', ...change })),
    ...items.flatMap(({ itemId, code, title, kind, changes }) => {
      const of = { itemId, code, title }
      if (kind === 'changed') return changes.map((change) => ({ ...of, ...change }))
      const isNew = kind === 'added'
      const name = isNew ? added : removed
      return [{ ...of, field: wholeItem, name, old: isNew ? null : title, new: isNew ? title : null }]
    }),
  ]
}

/** The fields that a part of an item is about, by their beginnings. */
const fieldsOfPart: Readonly<Partial<Record<CommentPart, readonly string[]>>> = {
  goal: ['goal'],
  phases: ['phases.'],
  weight: ['weight'],
  method: ['method'],
  indicators: ['indicators.', 'reporting'],
  divisions: ['responsibleDivision', 'coordinatingDivision', 'coDivisions.'],
  persons: ['mainResponsiblePerson', 'responsiblePersons', 'participants'],
}

type About = { readonly itemId: string | null; readonly part: CommentPart }

/** The changes that a comment most likely led to: those of the very part that it is about. */
export function likelyOf<One extends ChangeKey>({ itemId, part }: About, changes: readonly One[]): One[] {
  if (itemId === null) {
    const isMeant = ({ itemId: of, field }: ChangeKey) =>
      part === 'items' ? field === wholeItem : of === null && part in planParts && field === part
    return changes.filter(isMeant)
  }
  const starts = fieldsOfPart[part] ?? []
  return changes.filter(({ itemId: of, field }) => of === itemId && starts.some((start) => field.startsWith(start)))
}

/** “KA-2025-04年度目标由“甲”改为“乙””, as the office's papers say it. */
export function ledToLine({ code, title, field, name, old, new: now }: LedTo): string {
  if (field === wholeItem) return `${name.zh}${code}“${title}”`
  const of = code ? `${code}${name.zh}` : `总则“${name.zh}”`
  return code ? `${of}${changeWords({ old, new: now })}` : `${of}已修改`
}

const changeWords = ({ old, new: now }: Pick<Change, 'old' | 'new'>): string => {
  if (old === null) return `增加“${now}”`
  return now === null ? `取消“${old}”` : `由“${old}”改为“${now}”`
}
