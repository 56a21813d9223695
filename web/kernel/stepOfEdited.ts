import { differing } from './parted.ts'

type Saved<Values> = { readonly version: number; readonly values: Values }

export type EditedStep = {
  /** The version that a save names. */
  readonly version: number
  /** Somebody else saved other words into these fields since the form was filled. */
  readonly isOvertaken: boolean
  /** Both texts are to be shown. */
  readonly isAsked: boolean
  /** The other wrote what is in the form: it goes on from there without a question. */
  readonly rebased: boolean
}

/**
 * Where a form stands that was filled from `base`, while the server has `now`; `asked` is what was in it when both texts
 * were asked for. What changed elsewhere in the same record is no matter: nothing of it stands in the form.
 */
export function stepOfEdited<Values extends object>(
  base: Saved<Values>,
  now: Saved<Values>,
  asked: Values | undefined,
): EditedStep {
  const isOvertaken = now.version > base.version && differing(now.values, base.values).length > 0
  const parts = asked !== undefined && differing(now.values, asked).length > 0
  return {
    version: isOvertaken ? base.version : Math.max(base.version, now.version),
    isOvertaken,
    isAsked: isOvertaken && parts,
    rebased: isOvertaken && asked !== undefined && !parts,
  }
}
