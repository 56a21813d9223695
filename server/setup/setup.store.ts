import { randomInt, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import { digestOf } from '#server/kernel/canonical.ts'
import type { Database, Tx } from '#server/kernel/db.ts'

const letters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
const newCode = () =>
  Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')).join(
    '-',
  )

/**
 * Makes sure that there is an office row. While the office is not set up, answers a fresh set-up code; earlier codes
 * are void from then on.
 */
export async function prepareOffice(db: Database, clockDay: string | null): Promise<string | null> {
  await db
    .insertInto('office')
    .values({ nameZh: '', nameEn: '', shortZh: '', shortEn: '', clockDay })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const code = newCode()
  const waiting = await db
    .updateTable('office')
    .set({ setupCodeDigest: digestOf(code) })
    .where('setUpAt', 'is', null)
    .returning('oneRow')
    .executeTakeFirst()
  return waiting ? code : null
}

/** Locks the office that is waiting to be set up with this code, or answers false. */
export async function lockWithCode(tx: Tx, code: string): Promise<boolean> {
  const office = await tx
    .selectFrom('office')
    .select('setupCodeDigest')
    .where('setUpAt', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!office?.setupCodeDigest) return false
  return timingSafeEqual(Buffer.from(office.setupCodeDigest), Buffer.from(digestOf(code.trim().toUpperCase())))
}

type Names = { name: { zh: string; en: string }; shortName: { zh: string; en: string } }

export const saveOffice = (tx: Tx, { name, shortName }: Names) =>
  tx
    .updateTable('office')
    .set({
      nameZh: name.zh,
      nameEn: name.en,
      shortZh: shortName.zh,
      shortEn: shortName.en,
      setupCodeDigest: null,
      setUpAt: sql`now()`,
    })
    .execute()

export const findOffice = (tx: Tx) => tx.selectFrom('office').selectAll().executeTakeFirst()
