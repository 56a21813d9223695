import type { Refusal } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'

/** The regulation says no: 409, or 403 where it is about who acts. Carries sentence and basis. */
export class Refused extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

/** Somebody else changed the record since this person read it: 409, reload. */
export class Stale extends Error {}

/** Absent, or not visible to this person: 404, never saying which. */
export class NotFound extends Error {}

export type FieldFault = { readonly path: string; readonly message: Text }

/** The input is well-formed but wrong in its content, by field or row: 422. */
export class Invalid extends Error {
  readonly fields: readonly FieldFault[]
  constructor(fields: readonly FieldFault[]) {
    super(fields.map(({ path }) => path).join(', '))
    this.fields = fields
  }
}

/** Not signed in, or the session has ended: 401. */
export class SignedOut extends Error {}

/** Too soon: 429 with the seconds to wait. */
export class Wait extends Error {
  readonly seconds: number
  readonly sentence: Text
  constructor(seconds: number, sentence: Text) {
    super('wait')
    this.seconds = seconds
    this.sentence = sentence
  }
}

/** What was given to be let in does not fit: name and password (401, never saying which), password again, set-up code. */
export class WrongPassword extends Error {
  readonly where: 'signingIn' | 'again' | 'setUp'
  constructor(where: 'signingIn' | 'again' | 'setUp') {
    super('wrong password')
    this.where = where
  }
}
