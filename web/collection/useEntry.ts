import { useRef, useState } from 'react'
import { type Duty, readDuty } from '#domain/collection/duty.api.ts'
import { saveEntry } from '#domain/collection/dutyActs.api.ts'
import { type Check, checkEntry, type Entry, mostDigits, mostNote } from '#domain/collection/dutyCheck.ts'
import type { FormContent } from '#domain/collection/form.ts'
import type { FormFinding } from '#domain/collection/formChecks.ts'
import { findingsOf, formFaultOf } from '#domain/collection/formEntry.ts'
import { type Measure, plainDigits, readFigure } from '#domain/kernel/readFigure.ts'
import type { Text } from '#domain/kernel/text.ts'
import { type SaveState, useAutosave } from '#web/kernel/Autosave.tsx'
import { call } from '#web/kernel/api.ts'
import { useSession } from '#web/kernel/session.tsx'
import type { Further } from './FurtherFields.tsx'

export type Attached = { readonly id: string; readonly name: string; readonly size: number }

export type EntryState = {
  readonly entry: Entry
  readonly evidence: Attached | null
  readonly check: Check
  /** The further fields, what they are found wanting in, and what keeps the form from being handed in. */
  readonly further: Further
  readonly findings: readonly FormFinding[]
  readonly formFault: ReturnType<typeof formFaultOf>
  readonly changeFurther: (further: Further) => void
  readonly status: SaveState
  readonly change: (change: Partial<Pick<Entry, 'kind' | 'value' | 'note'>>) => void
  readonly attach: (file: Attached | null) => void
  readonly flush: () => void
  /** No more saves: what is typed is about to be handed in. */
  readonly halt: () => Promise<void>
  /** Saves what is typed here over what another window has kept. */
  readonly insist: () => Promise<void>
}

/** What one person types for a duty: begun from the draft, the last version, or what the passenger file gives. */
export function useEntry(duty: Duty): EntryState {
  const { settings } = useSession()
  const [{ entry, evidence, further }, set] = useState(() => beginning(duty))
  const replaces = useRef(duty.draft?.version ?? null)
  const { status, change, flush, halt } = useAutosave(async (body: Entry & { content: FormContent }) => {
    const value = body.value === '' ? null : body.value
    const draft = { ...body, value, replaces: replaces.current }
    replaces.current = (await call(saveEntry, { address: { id: duty.id }, body: draft })).version
  })
  const put = (next: Entry, file: Attached | null, fields: Further): void => {
    set({ entry: next, evidence: file, further: fields })
    if (fits(next)) change({ ...next, content: fields.content })
  }
  const form = { ...duty.indicator, evidenceNeeded: duty.evidenceNeeded }
  const filled = { value: entry.value, note: entry.note, content: further.content }
  return {
    entry,
    evidence,
    further,
    findings: duty.form ? findingsOf(duty.indicator, duty.form, filled, duty.compared) : [],
    formFault: formFaultOf(duty.indicator, duty.form, filled, duty.compared),
    changeFurther: (fields) => put(entry, evidence, fields),
    check: checkEntry(entry, form, comparedOf(duty), settings),
    status,
    change: (part) => put({ ...entry, ...part }, evidence, further),
    attach: (file) => put({ ...entry, evidenceFileId: file?.id ?? null }, file, further),
    flush,
    halt,
    insist: async () => {
      const now = await call(readDuty, { address: { id: duty.id } })
      replaces.current = now.draft?.version ?? null
      change({ ...entry, content: further.content })
    },
  }
}

/** What is too long to be kept stays on the screen, which says so; what was kept before is not lost meanwhile. */
export const fits = ({ value, note }: Pick<Entry, 'value' | 'note'>): boolean =>
  note.trim().length <= mostNote && (value ?? '').length <= mostDigits

/** What the check holds an entry for this duty against. */
export const comparedOf = ({ period, last, suggestion }: Pick<Duty, 'period' | 'last' | 'suggestion'>) => ({
  period,
  last: last?.value ?? null,
  suggested: suggestion?.value ?? null,
})

function beginning(duty: Duty): { entry: Entry; evidence: Attached | null; further: Further } {
  const [last] = duty.submissions
  const evidence = duty.draft ? duty.draft.evidence : (last?.evidence ?? null)
  const from = duty.draft ?? last
  const value = from ? from.value : (duty.suggestion?.value ?? '')
  const entry = {
    kind: 'value' as const,
    value: value ?? '',
    note: from?.note ?? '',
    evidenceFileId: evidence?.id ?? null,
  }
  return { entry, evidence, further: { content: duty.content, files: duty.files } }
}

/** Digits as typed or pasted: full-width ones, blanks and commas between thousands are put right; 1.234,567 is not guessed at. */
export function plainTyped(typed: string): string {
  const plain = plainDigits(typed)
  return /^[-+]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(plain) ? plain.replaceAll(',', '') : plain
}

/** What is left in a field of figures as it is left: 一万二千, 1.2E4 or 1.2万 become their digits, and that is said. */
export function readTyped(typed: string, measure: Measure): { readonly value: string; readonly readAs?: Text } {
  const read = typed === '' ? null : readFigure(typed, measure)
  return read?.ok ? { value: read.value, ...(read.readAs ? { readAs: read.readAs } : {}) } : { value: typed }
}
