import type { MailChoice, MailKind } from '#domain/reminder/reminder.ts'
import type { Tx } from '#server/kernel/db.ts'
import { Stale } from '#server/kernel/errors.ts'

/** What a person chose, with the address; version 0 where nothing was chosen yet. */
export type Chosen = MailChoice & { readonly mailAddress: string | null; readonly version: number }

const chosen = (tx: Tx, personId: string) =>
  tx
    .selectFrom('person')
    .leftJoin('mailChoice', 'mailChoice.personId', 'person.id')
    .select(['person.mailAddress', 'mailChoice.kind', 'mailChoice.hour', 'mailChoice.quietFrom', 'mailChoice.quietTo'])
    .select('mailChoice.version')
    .where('person.id', '=', personId)

type Row = Awaited<ReturnType<ReturnType<typeof chosen>['executeTakeFirstOrThrow']>>

const choiceOf = ({ kind, version, ...row }: Row): Chosen => ({
  ...row,
  kind: (kind ?? 'none') as MailKind,
  version: version ?? 0,
})

export const find = async (tx: Tx, personId: string): Promise<Chosen> =>
  choiceOf(await chosen(tx, personId).executeTakeFirstOrThrow())

/** Locks the person, so that two windows do not both choose; `version` is the one that was looked at. */
export async function lock(tx: Tx, personId: string, version: number): Promise<Chosen> {
  const current = choiceOf(await chosen(tx, personId).forUpdate('person').executeTakeFirstOrThrow())
  if (current.version !== version) throw new Stale()
  return current
}

export async function save(tx: Tx, personId: string, { mailAddress, ...choice }: Omit<Chosen, 'version'>) {
  await tx
    .updateTable('person')
    .set((eb) => ({ mailAddress, version: eb('version', '+', 1) }))
    .where('id', '=', personId)
    .where('mailAddress', 'is distinct from', mailAddress)
    .execute()
  await tx
    .insertInto('mailChoice')
    .values({ personId, ...choice })
    .onConflict((conflict) =>
      conflict.column('personId').doUpdateSet((eb) => ({ ...choice, version: eb('mailChoice.version', '+', 1) })),
    )
    .execute()
}
