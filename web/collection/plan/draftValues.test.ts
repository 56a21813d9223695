import { expect, test } from 'vitest'
import type { CollectionContent } from '#domain/collection/collectionContent.ts'
import type { CollectionPlan } from '#domain/collection/collectionPlan.api.ts'
import { contentOf, isUnsaved, keysOf, newKey, saidOf, valuesOf } from './draftValues.ts'

const content: CollectionContent = {
  ...{ collectingUnitId: null, provider: '综合处', requirement: '', requirementFileId: 'file-1', way: 'letter' },
  ...{ evidence: true, isPreliminary: false, externalDue: { kind: 'workingDays', days: 12 }, internalLead: 0 },
  checks: [{ kind: 'range', severity: 'error', least: '0', most: null }],
  fields: [
    {
      ...{ key: 'f1', kind: 'number', name: '投诉件数', unit: '件', decimals: 0, role: 'current' },
      checks: [{ kind: 'required', severity: 'error' }],
    },
    { key: 'f3', kind: 'choice', name: '情况', checks: [], choices: [{ key: 'c1', name: '办结' }] },
  ],
}
const draft = { effectiveOn: '2025-11-01', content, requirementFile: { id: 'file-1', name: '要求.pdf', size: 9 } }
const planOf = (known: CollectionPlan['known']) =>
  ({
    indicator: { name: '办结率', unit: '%', decimals: 1 },
    versions: [{ content }],
    known,
  }) as unknown as CollectionPlan

test('what is read and sent again untouched is the same, and not unsaved', () => {
  expect(contentOf(valuesOf(draft))).toEqual(content)
  expect(isUnsaved(valuesOf(draft), draft)).toBe(false)
  expect(isUnsaved({ ...valuesOf(draft), effectiveOn: '2025-12-01' }, draft)).toBe(true)
  expect(isUnsaved({ ...valuesOf(draft), requirementFile: null }, draft)).toBe(true)
})

test('what a kind does not ask is not sent, though it was typed before', () => {
  const [number] = valuesOf(draft).fields
  if (!number) throw new Error('no field')
  const check = { kind: 'required', severity: 'warning', least: '1', mostPercent: '5' } as const
  const values = {
    ...valuesOf(draft),
    externalDue: { kind: 'office', days: 12 } as const,
    fields: [{ ...number, kind: 'text', checks: [check] } as const],
  }
  expect(contentOf(values)).toMatchObject({
    externalDue: { kind: 'office' },
    fields: [{ key: 'f1', kind: 'text', name: '投诉件数', checks: [{ kind: 'required', severity: 'warning' }] }],
  })
  expect(contentOf(values).externalDue).toEqual({ kind: 'office' })
  expect(Object.keys(contentOf(values).fields[0] ?? {}).toSorted()).toEqual(['checks', 'key', 'kind', 'name'])
})

test('a new field never takes the key of one that a version has or had', () => {
  expect(newKey(keysOf(planOf([]), { fields: [{ key: 'f2', kind: 'text' }] }), 'f')).toBe('f4')
})

test('what another item reports is told until the field is called otherwise; faults are told as they come', () => {
  const told = { field: 'f1', message: { zh: '系统已有', en: 'known' } }
  const at = (name: string) => {
    const [first, ...rest] = content.fields
    return saidOf(planOf([told]), draft, { ...content, fields: [{ ...first, name } as typeof first & object, ...rest] })
  }
  expect(at('投诉件数').known).toEqual([told])
  expect(at('办结件数').known).toEqual([])
  expect(at('投诉件数').faults.map(({ field }) => field)).toEqual(['f3'])
  expect(at('情况').faults.map(({ message }) => message.zh)).toContain('“情况”重复。')
})
