import type { ExternalDue } from '#domain/calendar/dueRule.ts'
import type { CollectionContent } from '#domain/collection/collectionContent.ts'
import type { CollectionPlan } from '#domain/collection/collectionPlan.api.ts'
import { knownFigures } from '#domain/collection/collectionPlan.ts'
import type { Way } from '#domain/collection/dataReport.ts'
import {
  type FieldKind,
  type FormFault,
  type FormField,
  faultsOfForm,
  fullForm,
  type Role,
} from '#domain/collection/form.ts'
import type { FieldCheck, Relation, Severity } from '#domain/collection/formChecks.ts'

/** A check as the form holds it: of each kind only some of it is asked. */
export type CheckValues = {
  readonly kind?: FieldCheck['kind'] | undefined
  readonly severity?: Severity | undefined
  readonly least?: string | null | undefined
  readonly most?: string | null | undefined
  readonly mostPercent?: string | undefined
  readonly relation?: Relation | undefined
  readonly other?: string | undefined
}
type ChoiceValues = { readonly key: string; readonly name?: string | undefined }
export type FieldValues = {
  readonly key: string
  readonly kind: FieldKind
  readonly name?: string | undefined
  readonly unit?: string | undefined
  readonly decimals?: number | null | undefined
  readonly role?: Role | undefined
  readonly choices?: readonly ChoiceValues[] | undefined
  readonly checks?: readonly CheckValues[] | undefined
}
type DueValues = {
  readonly kind: ExternalDue['kind']
  readonly days?: number | null | undefined
  readonly months?: number | null | undefined
  readonly day?: number | null | undefined
}
export type Attached = { readonly id: string; readonly name: string; readonly size: number }

/** The draft as the form holds it. */
export type DraftValues = {
  readonly effectiveOn: string
  readonly collectingUnitId?: string | undefined
  readonly provider?: string | undefined
  readonly requirement?: string | undefined
  readonly requirementFile?: Attached | null | undefined
  readonly way?: Way | undefined
  readonly evidence: boolean
  readonly isPreliminary: boolean
  readonly externalDue: DueValues
  readonly internalLead?: number | null | undefined
  readonly checks: readonly CheckValues[]
  readonly fields: readonly FieldValues[]
}

type Draft = Pick<CollectionPlan['versions'][number], 'effectiveOn' | 'content' | 'requirementFile'>

/** What the form begins with. */
export const valuesOf = ({ effectiveOn, requirementFile, content }: Draft): DraftValues => {
  const { collectingUnitId, requirementFileId: _file, way, internalLead, ...rest } = content
  return {
    ...{ ...rest, effectiveOn, requirementFile },
    ...{ collectingUnitId: collectingUnitId ?? undefined, way: way ?? undefined, internalLead },
  }
}

function checkOf({ kind = 'required', severity = 'error', ...check }: CheckValues): FieldCheck {
  if (kind === 'required') return { kind, severity }
  if (kind === 'range') return { kind, severity, least: check.least || null, most: check.most || null }
  if (kind === 'againstField') return { kind, severity, other: check.other ?? '', relation: check.relation ?? 'atMost' }
  return { kind, severity, mostPercent: check.mostPercent ?? '' }
}
const checksOf = (checks: readonly CheckValues[] | undefined): FieldCheck[] =>
  (checks ?? []).flatMap((check) => (check ? [checkOf(check)] : []))

function fieldOf({ key, kind, name = '', ...field }: FieldValues): FormField {
  const common = { key, name: name.trim(), checks: checksOf(field.checks) }
  if (kind === 'number')
    return {
      ...{ ...common, kind, unit: (field.unit ?? '').trim() },
      ...{ decimals: field.decimals ?? 0, role: field.role ?? 'current' },
    }
  if (kind !== 'choice') return { ...common, kind }
  const choices = (field.choices ?? []).map((choice) => ({ key: choice.key, name: (choice.name ?? '').trim() }))
  return { ...common, kind, choices }
}

function dueOf({ kind, ...due }: DueValues): ExternalDue {
  if (kind === 'office') return { kind }
  if (kind === 'workingDays') return { kind, days: due.days ?? 10 }
  return { kind, months: due.months ?? 1, day: due.day ?? 15 }
}

/** What the form holds as it is sent: what a kind does not ask is not sent. */
export const contentOf = (values: DraftValues): CollectionContent => ({
  ...{ collectingUnitId: values.collectingUnitId ?? null, provider: (values.provider ?? '').trim() },
  ...{ requirement: (values.requirement ?? '').trim(), requirementFileId: values.requirementFile?.id ?? null },
  ...{ way: values.way ?? null, evidence: values.evidence, isPreliminary: values.isPreliminary },
  ...{ externalDue: dueOf(values.externalDue), internalLead: values.internalLead ?? null },
  checks: checksOf(values.checks),
  fields: (values.fields ?? []).flatMap((field) => (field ? [fieldOf(field)] : [])),
})

/** Whether the form holds something that is not saved. */
export const isUnsaved = (values: DraftValues, draft: Draft): boolean =>
  values.effectiveOn !== draft.effectiveOn ||
  JSON.stringify(contentOf(values)) !== JSON.stringify(contentOf(valuesOf(draft)))

/** A key that no field of the plan has or had: what was reported stays with its own field. */
export function newKey(taken: ReadonlySet<string>, letter: string): string {
  for (let number = 1; ; number += 1) if (!taken.has(`${letter}${number}`)) return `${letter}${number}`
}

/** Every key of the versions and of what is being typed. */
export const keysOf = ({ versions }: Pick<CollectionPlan, 'versions'>, values: Pick<DraftValues, 'fields'>) =>
  new Set([
    ...versions.flatMap(({ content }) => content.fields.map(({ key }) => key)),
    ...(values.fields ?? []).map(({ key }) => key),
  ])

export type Said = { readonly faults: readonly FormFault[]; readonly known: readonly FormFault[] }

/**
 * What is wrong with the form as it is being written, and what the system has: by the rules the server asks. What other
 * items report the server alone knows; it stands as long as the field is called as it was saved.
 */
export function saidOf(plan: CollectionPlan, draft: Draft, content: CollectionContent): Said {
  const { indicator, known: told } = plan
  const saved = new Map(draft.content.fields.map((field) => [field.key, field]))
  const isAsSaved = (key: string) => {
    const now = content.fields.find((field) => field.key === key)
    const before = saved.get(key)
    if (now?.kind !== 'number' || before?.kind !== 'number') return false
    return now.name === before.name && now.unit === before.unit && now.role === before.role
  }
  const standing = told.filter(({ field }) => isAsSaved(field))
  const live = knownFigures(content.fields, indicator, []).filter(
    ({ field }) => !standing.some((one) => one.field === field),
  )
  return { faults: faultsOfForm(fullForm(indicator, content)), known: [...standing, ...live] }
}
